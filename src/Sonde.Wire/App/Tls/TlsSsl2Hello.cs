using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>A client's hello in the form of SSL 2.0, RFC 5246 §E.2: | 0x80 and length 2 | type 1 | version 2 | lengths of suites, session and challenge 2 each | … |.</summary>
public readonly ref struct TlsSsl2Hello
{
    private const int Size = 11; // octets before the suites

    private TlsSsl2Hello(ushort version, ReadOnlySpan<byte> suites)
    {
        Version = version;
        CipherSuites = suites;
    }

    /// <summary>The highest version that the client takes.</summary>
    public ushort Version { get; }

    /// <summary>Cipher suites, three octets each; those of TLS begin with 0.</summary>
    public ReadOnlySpan<byte> CipherSuites { get; }

    /// <summary>Octets of a hello at the start, with its header; 0 where none begins there.</summary>
    public static int Measure(ReadOnlySpan<byte> octets)
    {
        if (octets.Length < Size || (octets[0] & 0x80) == 0 || octets[2] != 1)
            return 0;
        ushort version = ReadUInt16BigEndian(octets[3..]);
        int suites = ReadUInt16BigEndian(octets[5..]);
        int session = ReadUInt16BigEndian(octets[7..]);
        int challenge = ReadUInt16BigEndian(octets[9..]);
        int length = ReadUInt16BigEndian(octets) & 0x7fff;
        bool adds = suites > 0 && suites % 3 == 0 && session is 0 or 16 && challenge is >= 16 and <= 32;
        bool isKnown = version == TlsVersions.Ssl2 || TlsRecordHeader.IsVersion(version);
        return adds && isKnown && length == Size - 2 + suites + session + challenge ? length + 2 : 0;
    }

    /// <summary>Reads a hello that is all there.</summary>
    public static bool TryRead(ReadOnlySpan<byte> octets, out TlsSsl2Hello hello)
    {
        hello = default;
        int length = Measure(octets);
        if (length == 0 || length > octets.Length)
            return false;
        int suites = ReadUInt16BigEndian(octets[5..]);
        hello = new TlsSsl2Hello(ReadUInt16BigEndian(octets[3..]), octets.Slice(Size, suites));
        return true;
    }
}
