namespace Sonde.Wire;

/// <summary>Versions of QUIC, and what protects their Initial packets.</summary>
public static class QuicVersions
{
    /// <summary>A version negotiation packet, RFC 8999 §6.</summary>
    public const uint Negotiation = 0;

    /// <summary>RFC 9000.</summary>
    public const uint Version1 = 1;

    /// <summary>RFC 9369.</summary>
    public const uint Version2 = 0x6b3343cf;

    // RFC 9001 §5.2, RFC 9369 §3.3.1, and the same sections of the drafts
    private static ReadOnlySpan<byte> Salt1 =>
        [
            0x38,
            0x76,
            0x2c,
            0xf7,
            0xf5,
            0x59,
            0x34,
            0xb3,
            0x4d,
            0x17,
            0x9a,
            0xe6,
            0xa4,
            0xc8,
            0x0c,
            0xad,
            0xcc,
            0xbb,
            0x7f,
            0x0a,
        ];

    private static ReadOnlySpan<byte> Salt2 =>
        [
            0x0d,
            0xed,
            0xe3,
            0xde,
            0xf7,
            0x00,
            0xa6,
            0xdb,
            0x81,
            0x93,
            0x81,
            0xbe,
            0x6e,
            0x26,
            0x9d,
            0xcb,
            0xf9,
            0xbd,
            0x2e,
            0xd9,
        ];

    private static ReadOnlySpan<byte> Salt29 =>
        [
            0xaf,
            0xbf,
            0xec,
            0x28,
            0x99,
            0x93,
            0xd2,
            0x4c,
            0x9e,
            0x97,
            0x86,
            0xf1,
            0x9c,
            0x61,
            0x11,
            0xe0,
            0x43,
            0x90,
            0xa8,
            0x99,
        ];

    private static ReadOnlySpan<byte> Salt23 =>
        [
            0xc3,
            0xee,
            0xf7,
            0x12,
            0xc7,
            0x2e,
            0xbb,
            0x5a,
            0x11,
            0xa7,
            0xd2,
            0x43,
            0x2b,
            0xb4,
            0x63,
            0x65,
            0xbe,
            0xf9,
            0xf5,
            0x02,
        ];

    /// <summary>Whether a version is one of RFCs, of drafts of the IETF, or kept for greasing (RFC 9000 §15).</summary>
    public static bool IsKnown(uint version) =>
        version is Version1 or Version2
        || version is >= 0xff000005 and <= 0xff000022 or >= 0xfaceb000 and <= 0xfaceb00f
        || IsGrease(version)
        || version is >= 0x54303530 and <= 0x54303531 or >= 0x51303433 and <= 0x51303530;

    /// <summary>Whether a version only keeps ends tolerant: each octet ends in the digit A.</summary>
    public static bool IsGrease(uint version) => (version & 0x0f0f0f0f) == 0x0a0a0a0a;

    /// <summary>The salt of the keys of Initial packets; empty where it is not known.</summary>
    public static ReadOnlySpan<byte> SaltOf(uint version) =>
        version switch
        {
            Version1 or 0xff000021 or 0xff000022 => Salt1,
            Version2 => Salt2,
            >= 0xff00001d and <= 0xff000020 => Salt29,
            >= 0xff000017 and <= 0xff00001c or 0xfaceb002 => Salt23,
            _ => IsGrease(version) ? Salt1 : default, // who greases the version keeps the rest of version 1
        };
}
