using System.Buffers;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Handshake messages that come in pieces.</summary>
/// <remarks>Memory: one message, at most <see cref="TlsHandshake.MostLength"/> octets and what came with its end.</remarks>
internal sealed class HandshakeQueue
{
    private byte[] _octets = [];
    private int _start;
    private int _length;

    /// <summary>Adds octets. False where they cannot be of handshake messages: all are dropped then.</summary>
    public bool TryAdd(ReadOnlySpan<byte> octets)
    {
        if (_length == 0 && !MayBegin(octets))
            return false;
        if (_start > 0)
        {
            _octets.AsSpan(_start, _length).CopyTo(_octets);
            _start = 0;
        }
        if (_length + octets.Length > _octets.Length)
            Grow(_length + octets.Length);
        octets.CopyTo(_octets.AsSpan(_length));
        _length += octets.Length;
        return true;
    }

    /// <summary>Takes the next message that is whole. The body is valid until octets are added.</summary>
    public bool TryRead(out byte type, out ReadOnlySpan<byte> body)
    {
        type = 0;
        body = default;
        if (!TlsHandshake.TryRead(_octets.AsSpan(_start, _length), out TlsHandshake message, out int missing))
        {
            if (missing < 0 || _length == 0)
                Clear();
            return false;
        }
        type = message.Type;
        body = message.Body;
        int whole = TlsHandshake.HeaderSize + body.Length;
        _start += whole;
        _length -= whole;
        return true;
    }

    /// <summary>Nothing waits.</summary>
    public bool IsEmpty => _length == 0;

    public void Clear()
    {
        (_start, _length) = (0, 0);
        if (_octets.Length > 0)
            ArrayPool<byte>.Shared.Return(_octets);
        _octets = [];
    }

    private void Grow(int needed)
    {
        byte[] grown = ArrayPool<byte>.Shared.Rent(Math.Max(needed, _octets.Length * 2));
        _octets.AsSpan(_start, _length).CopyTo(grown);
        int length = _length;
        Clear();
        (_octets, _length) = (grown, length);
    }

    /// <summary>Whether octets may be handshake messages; an encrypted one often begins with the number of its record, which is none.</summary>
    public static bool MayBegin(ReadOnlySpan<byte> octets) =>
        !(octets.Length > TlsHandshake.HeaderSize && octets[0] == TlsHandshakeTypes.HelloRequest)
        && (TlsHandshake.TryRead(octets, out _, out int missing) || missing > 0);
}
