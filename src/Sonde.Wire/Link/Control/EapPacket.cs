using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>
/// A packet of the Extensible Authentication Protocol, RFC 3748 §4: | code 1 | identifier 1 | length 2 | (type 1 | data …) |. Methods
/// that carry TLS begin their data with | flags 1 | (length of the TLS message 4) |, RFC 5216 §3.1.
/// </summary>
public readonly ref struct EapPacket
{
    /// <summary>What the authenticator sends.</summary>
    public const byte Request = 1;

    /// <summary>What the peer answers.</summary>
    public const byte Response = 2;

    private const int Size = 4; // octets in front of the type
    private const byte LengthIncluded = 0x80;
    private const byte MoreFragments = 0x40;

    /// <summary><see cref="Request"/>, <see cref="Response"/>, or 3 for success and 4 for failure.</summary>
    public byte Code { get; private init; }

    /// <summary>Ties responses to requests; what is sent again keeps it.</summary>
    public byte Identifier { get; private init; }

    /// <summary>The method carries TLS: EAP-TLS, EAP-TTLS, PEAP, EAP-FAST or TEAP.</summary>
    public bool HasTls { get; private init; }

    /// <summary>More fragments of the TLS message follow.</summary>
    public bool HasMore { get; private init; }

    /// <summary>Octets of TLS.</summary>
    public ReadOnlySpan<byte> TlsData { get; private init; }

    /// <summary>Reads a packet. False when it is cut or none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> octets, out EapPacket packet)
    {
        packet = default;
        if (octets.Length < Size || octets[0] is < Request or > 4)
            return false;
        int length = ReadUInt16BigEndian(octets[2..]);
        if (length < Size || length > octets.Length)
            return false;
        ReadOnlySpan<byte> data = octets[Size..length];
        bool hasTls = data.Length >= 2 && octets[0] <= Response && data[0] is (13 or 21 or 25 or 43 or 55);
        int flags = hasTls ? data[1] : 0;
        int header = (flags & LengthIncluded) == 0 ? 2 : 6;
        packet = new EapPacket
        {
            Code = octets[0],
            Identifier = octets[1],
            HasTls = hasTls,
            HasMore = (flags & MoreFragments) != 0,
            TlsData = hasTls && data.Length > header ? data[header..] : default,
        };
        return true;
    }
}
