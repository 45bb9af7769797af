using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Sonde.Wire;

namespace Sonde.Probes;

/// <summary>Writes a client's hello that offers exactly one version and the suites that it is told, RFC 8446 §4.1.2.</summary>
public static class TlsOffer
{
    // The order of preference matters to nobody: the server's choice is what is asked for.
    private static readonly ushort[] Groups = [0x001d, 0x0017, 0x0018, 0x0019, 0x001e, 0x0100, 0x0101];

    private static readonly ushort[] Schemes =
    [
        0x0403,
        0x0503,
        0x0603,
        0x0807,
        0x0808,
        0x0804,
        0x0805,
        0x0806,
        0x0809,
        0x080a,
        0x080b,
        0x0401,
        0x0501,
        0x0601,
        0x0203,
        0x0201,
        0x0402,
        0x0202,
    ];

    /// <summary>The suites that can be offered in a version, strongest families first; no fallback markers and no GREASE.</summary>
    public static IReadOnlyList<ushort> SuitesOf(ushort version) =>
        version == TlsVersions.Tls13 ? [0x1301, 0x1302, 0x1303, 0x1304, 0x1305] : Older;

    private static readonly ushort[] Older =
    [
        .. Enumerable
            .Range(1, 0xfffe)
            .Select(number => (ushort)number)
            .Where(number => number is not (TlsCipherSuites.RenegotiationInfo or TlsCipherSuites.Fallback))
            .Where(number => number >> 8 is 0x00 or 0xc0 or 0xcc)
            .Where(number => TlsCipherSuites.NameOf(number)?.StartsWith("TLS_", StringComparison.Ordinal) == true),
    ];

    /// <summary>The hello in a record.</summary>
    /// <param name="version">The one version that is offered, of <see cref="TlsVersions"/>.</param>
    /// <param name="suites">The suites that are offered.</param>
    /// <param name="serverName">The host that is asked for; null, or an address, is not sent (RFC 6066 §3).</param>
    /// <param name="protocols">Application protocols that are offered; empty for none.</param>
    public static byte[] Write(
        ushort version,
        IReadOnlyList<ushort> suites,
        string? serverName,
        IReadOnlyList<string> protocols
    )
    {
        ArgumentNullException.ThrowIfNull(suites);
        ArgumentNullException.ThrowIfNull(protocols);
        ushort spoken = Math.Min(version, TlsVersions.Tls12);
        byte[] body =
        [
            .. Number(spoken),
            .. RandomNumberGenerator.GetBytes(32),
            32,
            .. RandomNumberGenerator.GetBytes(32),
            .. Sized(Numbers(suites)),
            1,
            0,
            .. Sized(Extensions(version, serverName, protocols)),
        ];
        byte[] message = [1, (byte)(body.Length >> 16), .. Number((ushort)body.Length), .. body];
        // RFC 8446 §5.1: the first record says 0x0301 for the sake of old servers
        return [(byte)TlsContent.Handshake, .. Number(Math.Min(version, TlsVersions.Tls10)), .. Sized(message)];
    }

    private static byte[] Extensions(ushort version, string? serverName, IReadOnlyList<string> protocols)
    {
        var all = new List<byte>();
        if (serverName is not null && !IPAddress.TryParse(serverName, out _))
        {
            byte[] name = Encoding.ASCII.GetBytes(serverName);
            Add(TlsExtensionTypes.ServerName, Sized([0, .. Sized(name)]));
        }
        Add(TlsExtensionTypes.SupportedGroups, Sized(Numbers(Groups)));
        Add(TlsExtensionTypes.EcPointFormats, [1, 0]);
        if (version >= TlsVersions.Tls12)
            Add(TlsExtensionTypes.SignatureAlgorithms, Sized(Numbers(Schemes)));
        if (protocols.Count > 0)
            Add(TlsExtensionTypes.Alpn, Sized([.. protocols.SelectMany(Counted)]));
        Add(0xff01, [0]); // RFC 5746: servers that insist on secure renegotiation answer
        if (version == TlsVersions.Tls13)
        {
            Add(TlsExtensionTypes.SupportedVersions, [2, .. Number(TlsVersions.Tls13)]);
            Add(45, [1, 1]); // psk_dhe_ke
            // any 32 octets are a public key of X25519; nothing is to be read with it
            Add(TlsExtensionTypes.KeyShare, Sized([.. Number(0x001d), .. Sized(RandomNumberGenerator.GetBytes(32))]));
        }
        return [.. all];

        void Add(ushort type, byte[] data) => all.AddRange([.. Number(type), .. Sized(data)]);
    }

    private static byte[] Counted(string name) => [(byte)name.Length, .. Encoding.ASCII.GetBytes(name)];

    private static byte[] Sized(byte[] octets) => [.. Number((ushort)octets.Length), .. octets];

    private static byte[] Numbers(IReadOnlyList<ushort> numbers) => [.. numbers.SelectMany(Number)];

    private static byte[] Number(ushort number)
    {
        byte[] octets = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(octets, number);
        return octets;
    }
}
