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

    private const uint GoogleT050 = 0x54303530;
    private const uint GoogleT051 = 0x54303531;

    // RFC 9001 §5.2, RFC 9369 §3.3.1, and the same sections of the drafts
    private static readonly byte[] Salt1 = Convert.FromHexString("38762cf7f55934b34d179ae6a4c80cadccbb7f0a");

    private static readonly byte[] Salt2 = Convert.FromHexString("0dede3def700a6db819381be6e269dcbf9bd2ed9");

    private static readonly byte[] Salt29 = Convert.FromHexString("afbfec289993d24c9e9786f19c6111e04390a899");

    private static readonly byte[] Salt23 = Convert.FromHexString("c3eef712c72ebb5a11a7d2432bb46365bef9f502");

    private static readonly byte[] Salt22 = Convert.FromHexString("7fbcdb0e7c66bbe9193a96cd21519ebd7a02644a");

    private static readonly uint[] Greasing = [Version1, 0xff00001d, 0xff00001c];

    // Google's versions with the handshake of TLS
    private static readonly byte[] SaltT050 = Convert.FromHexString("7ff579e5acd072915580304c43a2367c60488310");
    private static readonly byte[] SaltT051 = Convert.FromHexString("7a4edef4e7ccee5fa4506c19124fc8ccda6e033d");

    /// <summary>Whether a version is one of RFCs, of drafts of the IETF, or kept for greasing (RFC 9000 §15).</summary>
    public static bool IsKnown(uint version) =>
        version is Version1 or Version2
        || version is >= 0xff000005 and <= 0xff000022 or >= 0xfaceb000 and <= 0xfaceb00f
        || IsGrease(version)
        || version is GoogleT050 or GoogleT051 or >= 0x51303433 and <= 0x51303530;

    /// <summary>Whether a version only keeps ends tolerant: each octet ends in the digit A.</summary>
    public static bool IsGrease(uint version) => (version & 0x0f0f0f0f) == 0x0a0a0a0a;

    /// <summary>Whether packets of a version hold Google's frames instead of those of RFC 9000.</summary>
    public static bool HasGoogleFrames(uint version) => version is GoogleT050 or GoogleT051;

    /// <summary>
    /// The versions whose keys may protect a packet: its own, or, since who greases the version keeps the rest of the one
    /// that it would speak, those that were spoken. Empty where no salt is known.
    /// </summary>
    public static ReadOnlySpan<uint> Candidates(uint version) =>
        IsGrease(version) ? Greasing
        : SaltOf(version).IsEmpty ? []
        : new[] { version };

    /// <summary>The salt of the keys of Initial packets; empty where it is not known.</summary>
    public static ReadOnlySpan<byte> SaltOf(uint version) =>
        version switch
        {
            Version1 or 0xff000021 or 0xff000022 => Salt1,
            Version2 => Salt2,
            >= 0xff00001d and <= 0xff000020 => Salt29,
            >= 0xff000017 and <= 0xff00001c or 0xfaceb002 => Salt23,
            0xff000016 => Salt22,
            GoogleT050 => SaltT050,
            GoogleT051 => SaltT051,
            _ => default,
        };
}
