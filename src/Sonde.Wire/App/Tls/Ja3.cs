using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>JA3 and JA3S: MD5 over the numbers of a hello, those of RFC 8701 left out.</summary>
public static class Ja3
{
    /// <summary>Octets of a fingerprint.</summary>
    public const int Size = 16;

    private const int PerNumber = 6; // five digits and a separator

    /// <summary>The fingerprint of a client's hello, written to 16 octets.</summary>
    public static void Write(in TlsClientHello hello, Span<byte> fingerprint)
    {
        int most =
            PerNumber * (8 + hello.CipherSuites.Length + hello.Extensions.Octets.Length + hello.Compressions.Length);
        byte[] rented = ArrayPool<byte>.Shared.Rent(most);
        var text = new NumberText(rented);
        text.Add(hello.Version);
        text.Separate();
        text.AddAll(hello.CipherSuites);
        text.Separate();
        AddTypes(ref text, hello.Extensions);
        text.Separate();
        text.AddAll(hello.Extensions.Groups);
        text.Separate();
        foreach (byte format in hello.Extensions.PointFormats)
            text.Add(format);
        Hash(text.Written, fingerprint);
        ArrayPool<byte>.Shared.Return(rented);
    }

    /// <summary>The fingerprint of a server's hello, written to 16 octets.</summary>
    public static void Write(in TlsServerHello hello, Span<byte> fingerprint)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(PerNumber * (8 + hello.Extensions.Octets.Length));
        var text = new NumberText(rented);
        text.Add(hello.Version);
        text.Separate();
        text.Add(hello.CipherSuite);
        text.Separate();
        AddTypes(ref text, hello.Extensions);
        Hash(text.Written, fingerprint);
        ArrayPool<byte>.Shared.Return(rented);
    }

    private static void AddTypes(ref NumberText text, TlsExtensions extensions)
    {
        int at = 0;
        while (extensions.TryNext(ref at, out ushort type, out _))
            text.AddUnlessGrease(type);
    }

    [SuppressMessage("Security", "CA5351", Justification = "JA3 is defined with MD5; it protects nothing.")]
    private static void Hash(ReadOnlySpan<byte> text, Span<byte> fingerprint) => MD5.HashData(text, fingerprint);

    // Numbers with "-" between them, in fields with "," between them.
    private ref struct NumberText(Span<byte> target)
    {
        private readonly Span<byte> _target = target;
        private int _length;
        private bool _isFirst = true;

        public readonly ReadOnlySpan<byte> Written => _target[.._length];

        public void Separate()
        {
            _target[_length++] = (byte)',';
            _isFirst = true;
        }

        public void AddAll(ReadOnlySpan<byte> numbers)
        {
            for (; numbers.Length >= 2; numbers = numbers[2..])
                AddUnlessGrease(ReadUInt16BigEndian(numbers));
        }

        public void AddUnlessGrease(ushort value)
        {
            if (!TlsGrease.Is(value))
                Add(value);
        }

        public void Add(ushort value)
        {
            if (!_isFirst)
                _target[_length++] = (byte)'-';
            _isFirst = false;
            value.TryFormat(_target[_length..], out int written, provider: CultureInfo.InvariantCulture);
            _length += written;
        }
    }
}
