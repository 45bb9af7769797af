using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>What a record carries, RFC 8446 §5.1.</summary>
public enum TlsContent : byte
{
    /// <summary>What follows in this direction uses the keys that were agreed.</summary>
    ChangeCipherSpec = 20,

    /// <summary>An alert.</summary>
    Alert = 21,

    /// <summary>Handshake messages, or a part of one.</summary>
    Handshake = 22,

    /// <summary>Data of the application; in TLS 1.3 anything that is encrypted.</summary>
    ApplicationData = 23,

    /// <summary>RFC 6520.</summary>
    Heartbeat = 24,
}

/// <summary>Header of a record, RFC 8446 §5.1: | content type 1 | version 2 | length 2 |, big-endian.</summary>
/// <param name="Content">What the record carries.</param>
/// <param name="Version">Version of the record layer, which says little of the version in use.</param>
/// <param name="Length">Octets after the header.</param>
public readonly record struct TlsRecordHeader(TlsContent Content, ushort Version, int Length)
{
    /// <summary>Octets of the header.</summary>
    public const int Size = 5;

    /// <summary>Octets that a record may have after its header, RFC 5246 §6.2.3.</summary>
    public const int MostLength = (1 << 14) + 2048;

    /// <summary>Octets of header and content.</summary>
    public int Whole => Size + Length;

    /// <summary>Reads five octets. False where they are no header of a record.</summary>
    public static bool TryRead(ReadOnlySpan<byte> octets, out TlsRecordHeader header)
    {
        header = default;
        if (octets.Length < Size || !MayBegin(octets))
            return false;
        header = new((TlsContent)octets[0], ReadUInt16BigEndian(octets[1..]), ReadUInt16BigEndian(octets[3..]));
        return true;
    }

    /// <summary>Whether octets, of which there may be fewer than a header has, can be the beginning of a record.</summary>
    public static bool MayBegin(ReadOnlySpan<byte> octets)
    {
        if (octets.IsEmpty || octets[0] is < 20 or > 24)
            return false;
        if (octets.Length >= 3 && !IsVersion(ReadUInt16BigEndian(octets[1..])))
            return false;
        if (octets.Length < Size)
            return octets.Length < 2 || octets[1] is 3 or 1;
        int length = ReadUInt16BigEndian(octets[3..]);
        return length <= MostLength && (length > 0 || octets[0] == (byte)TlsContent.ApplicationData);
    }

    /// <summary>Whether a version is one that records carry.</summary>
    public static bool IsVersion(ushort version) =>
        version is >= TlsVersions.Ssl3 and <= TlsVersions.Tls13 or TlsVersions.Gmtls;
}
