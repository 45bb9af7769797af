using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Numbers of extensions, IANA "TLS ExtensionType Values".</summary>
public static class TlsExtensionTypes
{
    /// <summary>RFC 6066 §3.</summary>
    public const ushort ServerName = 0;

    /// <summary>RFC 8446 §4.2.7.</summary>
    public const ushort SupportedGroups = 10;

    /// <summary>RFC 8422 §5.1.2.</summary>
    public const ushort EcPointFormats = 11;

    /// <summary>RFC 8446 §4.2.3.</summary>
    public const ushort SignatureAlgorithms = 13;

    /// <summary>RFC 7301.</summary>
    public const ushort Alpn = 16;

    /// <summary>RFC 7627.</summary>
    public const ushort ExtendedMasterSecret = 23;

    /// <summary>RFC 5077.</summary>
    public const ushort SessionTicket = 35;

    /// <summary>RFC 8446 §4.2.11.</summary>
    public const ushort PreSharedKey = 41;

    /// <summary>RFC 8446 §4.2.10.</summary>
    public const ushort EarlyData = 42;

    /// <summary>RFC 8446 §4.2.1.</summary>
    public const ushort SupportedVersions = 43;

    /// <summary>RFC 8446 §4.2.8.</summary>
    public const ushort KeyShare = 51;

    /// <summary>RFC 9849.</summary>
    public const ushort EncryptedClientHello = 0xfe0d;

    /// <summary>RFC 5746.</summary>
    public const ushort RenegotiationInfo = 0xff01;
}

/// <summary>Extensions of a hello, without the length before them: | type 2 | length 2 | data … | each.</summary>
public readonly ref struct TlsExtensions(ReadOnlySpan<byte> octets)
{
    /// <summary>All of them as on the wire.</summary>
    public ReadOnlySpan<byte> Octets { get; } = octets;

    /// <summary>Reads the extension at a position, which moves behind it. False after the last one that is whole.</summary>
    public bool TryNext(scoped ref int at, out ushort type, out ReadOnlySpan<byte> data)
    {
        type = 0;
        data = default;
        if (Octets.Length - at < 4)
            return false;
        int length = ReadUInt16BigEndian(Octets[(at + 2)..]);
        if (length > Octets.Length - at - 4)
            return false;
        type = ReadUInt16BigEndian(Octets[at..]);
        data = Octets.Slice(at + 4, length);
        at += 4 + length;
        return true;
    }

    /// <summary>The first extension of a type.</summary>
    public bool TryFind(ushort wanted, out ReadOnlySpan<byte> data)
    {
        int at = 0;
        while (TryNext(ref at, out ushort type, out data))
        {
            if (type == wanted)
                return true;
        }
        data = default;
        return false;
    }

    /// <summary>The host name that the client asks for, RFC 6066 §3; empty without one.</summary>
    public ReadOnlySpan<byte> ServerName
    {
        get
        {
            if (!TryFind(TlsExtensionTypes.ServerName, out ReadOnlySpan<byte> data))
                return default;
            var cursor = new TlsCursor(data);
            if (!cursor.TryVector(2, out ReadOnlySpan<byte> names))
                return default;
            cursor = new TlsCursor(names);
            while (cursor.TryUInt8(out byte kind) && cursor.TryVector(2, out ReadOnlySpan<byte> name))
            {
                if (kind == 0)
                    return name;
            }
            return default;
        }
    }

    /// <summary>The names of protocols that are offered or, by the server, chosen, RFC 7301 §3.1: each after its length.</summary>
    public ReadOnlySpan<byte> Protocols =>
        TryFind(TlsExtensionTypes.Alpn, out ReadOnlySpan<byte> data) ? Vector16(data) : default;

    /// <summary>Groups that the client can use, two octets each.</summary>
    public ReadOnlySpan<byte> Groups =>
        TryFind(TlsExtensionTypes.SupportedGroups, out ReadOnlySpan<byte> data) ? Vector16(data) : default;

    /// <summary>Point formats, one octet each.</summary>
    public ReadOnlySpan<byte> PointFormats =>
        TryFind(TlsExtensionTypes.EcPointFormats, out ReadOnlySpan<byte> data)
        && new TlsCursor(data).TryVector(1, out ReadOnlySpan<byte> list)
            ? list
            : default;

    /// <summary>Signature schemes that the client takes, two octets each.</summary>
    public ReadOnlySpan<byte> SignatureSchemes =>
        TryFind(TlsExtensionTypes.SignatureAlgorithms, out ReadOnlySpan<byte> data) ? Vector16(data) : default;

    /// <summary>Versions that the client takes, two octets each.</summary>
    public ReadOnlySpan<byte> OfferedVersions =>
        TryFind(TlsExtensionTypes.SupportedVersions, out ReadOnlySpan<byte> data)
        && new TlsCursor(data).TryVector(1, out ReadOnlySpan<byte> list)
            ? list
            : default;

    /// <summary>The version that the server chose, when it says so in the extension of TLS 1.3.</summary>
    public ushort? ChosenVersion =>
        TryFind(TlsExtensionTypes.SupportedVersions, out ReadOnlySpan<byte> data) && data.Length == 2
            ? ReadUInt16BigEndian(data)
            : null;

    /// <summary>The group of the server's key share, or the one that it asks for in a hello retry request.</summary>
    public ushort? ChosenGroup =>
        TryFind(TlsExtensionTypes.KeyShare, out ReadOnlySpan<byte> data) && data.Length >= 2
            ? ReadUInt16BigEndian(data)
            : null;

    private static ReadOnlySpan<byte> Vector16(ReadOnlySpan<byte> data) =>
        new TlsCursor(data).TryVector(2, out ReadOnlySpan<byte> list) ? list : default;
}
