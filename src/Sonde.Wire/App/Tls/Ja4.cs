using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>JA4, the fingerprint of a client's hello whatever the order of its extensions.</summary>
public static class Ja4
{
    private const string NoHash = "000000000000";
    private const int PerNumber = 5; // four digits and a separator

    /// <summary>The fingerprint.</summary>
    /// <param name="hello">The hello.</param>
    /// <param name="carrier">What carries it: <c>t</c> TCP, <c>q</c> QUIC, <c>d</c> DTLS.</param>
    public static string Of(in TlsClientHello hello, char carrier)
    {
        List<ushort> suites = Numbers(hello.CipherSuites);
        var types = new List<ushort>();
        int at = 0;
        while (hello.Extensions.TryNext(ref at, out ushort type, out _))
        {
            if (!TlsGrease.Is(type))
                types.Add(type);
        }
        var text = new StringBuilder(40);
        text.Append(carrier).Append(Version(hello));
        text.Append(types.Contains(TlsExtensionTypes.ServerName) ? 'd' : 'i');
        text.Append(CultureInfo.InvariantCulture, $"{Math.Min(suites.Count, 99):00}{Math.Min(types.Count, 99):00}");
        text.Append(Protocol(hello.Extensions.Protocols)).Append('_');
        suites.Sort();
        text.Append(suites.Count == 0 ? NoHash : Hash(suites, [])).Append('_');
        types.RemoveAll(type => type is TlsExtensionTypes.ServerName or TlsExtensionTypes.Alpn);
        types.Sort();
        List<ushort> schemes = Numbers(hello.Extensions.SignatureSchemes);
        return text.Append(types.Count == 0 ? NoHash : Hash(types, schemes)).ToString();
    }

    private static string Version(in TlsClientHello hello)
    {
        ushort best = 0;
        bool isDatagram = hello.Version >> 8 == 0xfe;
        foreach (ushort offered in Numbers(hello.Extensions.OfferedVersions).Where(one => one >> 8 != 0x7f)) // drafts
            best = best == 0 || offered > best != isDatagram ? offered : best; // DTLS counts downwards
        return (best == 0 ? hello.Version : best) switch
        {
            TlsVersions.Tls13 => "13",
            TlsVersions.Tls12 => "12",
            TlsVersions.Tls11 => "11",
            TlsVersions.Tls10 => "10",
            TlsVersions.Ssl3 => "s3",
            TlsVersions.Ssl2 => "s2",
            TlsVersions.Dtls10 => "d1",
            TlsVersions.Dtls12 => "d2",
            TlsVersions.Dtls13 => "d3",
            _ => "00",
        };
    }

    // First and last character of the first protocol; of one that does not begin and end so, hexadecimal digits.
    private static string Protocol(ReadOnlySpan<byte> protocols)
    {
        if (!new TlsCursor(protocols).TryVector(1, out ReadOnlySpan<byte> first) || first.IsEmpty)
            return "00";
        if (char.IsAsciiLetterOrDigit((char)first[0]) && char.IsAsciiLetterOrDigit((char)first[^1]))
            return $"{(char)first[0]}{(char)first[^1]}";
        string digits = Convert.ToHexStringLower(first);
        return $"{digits[0]}{digits[^1]}";
    }

    private static List<ushort> Numbers(ReadOnlySpan<byte> octets)
    {
        var numbers = new List<ushort>(octets.Length / 2);
        for (; octets.Length >= 2; octets = octets[2..])
        {
            ushort number = ReadUInt16BigEndian(octets);
            if (!TlsGrease.Is(number))
                numbers.Add(number);
        }
        return numbers;
    }

    // Over hexadecimal numbers with "," between them; a second list follows after "_".
    private static string Hash(List<ushort> numbers, List<ushort> more)
    {
        byte[] text = ArrayPool<byte>.Shared.Rent(PerNumber * (numbers.Count + more.Count));
        int length = Write(numbers, text);
        if (more.Count > 0)
        {
            text[length++] = (byte)'_';
            length += Write(more, text.AsSpan(length));
        }
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text.AsSpan(0, length), hash);
        ArrayPool<byte>.Shared.Return(text);
        return Convert.ToHexStringLower(hash[..6]);
    }

    private static int Write(List<ushort> numbers, Span<byte> text)
    {
        ReadOnlySpan<byte> digits = "0123456789abcdef"u8;
        int length = 0;
        foreach (ushort number in numbers)
        {
            if (length > 0)
                text[length++] = (byte)',';
            for (int shift = 12; shift >= 0; shift -= 4)
                text[length++] = digits[number >> shift & 0xf];
        }
        return length;
    }
}
