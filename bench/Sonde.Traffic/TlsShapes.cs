using System.Buffers.Binary;
using System.Text;

namespace Sonde.Traffic;

/// <summary>TLS 1.2 and 1.3 as far as it can be seen from outside (RFC 5246, RFC 8446); what is encrypted is random.</summary>
internal sealed class TlsShapes(Dice dice, string serverName, bool is13)
{
    // a certificate for *.example.test, made for this, with a key that was thrown away
    private static readonly byte[] Certificate = Convert.FromBase64String(
        "MIIB1TCCAXqgAwIBAgIUCi6K52oWqYGDYP6N27hmqelmjacwCgYIKoZIzj0EAwIwMTEWMBQGA1UECgwNU29uZGUgdHJhZmZpYzEX"
            + "MBUGA1UEAwwOKi5leGFtcGxlLnRlc3QwIBcNMjYxMTIwMTQzNzM5WhgPMjEyNjEwMjcxNDM3MzlaMDExFjAUBgNVBAoMDVNvbmRl"
            + "IHRyYWZmaWMxFzAVBgNVBAMMDiouZXhhbXBsZS50ZXN0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAErPZnZYse8gTZDtgND0M7"
            + "FamcOAgKdGdVwbrCvrmv1XcA1CSLSrZfMHRRTuJ2OB1n2JMWQTYJBkt637jFvijUsKNuMGwwHQYDVR0OBBYEFP9TYnyFrYZDXisD"
            + "hJ7ckfuCirY5MB8GA1UdIwQYMBaAFP9TYnyFrYZDXisDhJ7ckfuCirY5MA8GA1UdEwEB/wQFMAMBAf8wGQYDVR0RBBIwEIIOKi5l"
            + "eGFtcGxlLnRlc3QwCgYIKoZIzj0EAwIDSQAwRgIhAJGGIvJwEFuv8VtwuKk8POEgKLj7biKWUmdmgKs9PD/AAiEAuIYpwnhE9xRz"
            + "sP1S0Zg3CXLvgI08cUAbQ0Gh5v7kUqY="
    );

    private readonly byte[] _session = dice.Octets(32);

    public bool Is13 => is13;

    public byte[] ClientHello()
    {
        byte[] name = Encoding.ASCII.GetBytes(serverName);
        byte[] extensions =
        [
            .. Extension(0, [.. Sized2([0, .. Sized2(name)])]),
            .. Extension(10, [0, 4, 0, 29, 0, 23]),
            .. Extension(11, [1, 0]),
            .. Extension(13, [0, 8, 4, 3, 8, 4, 5, 3, 8, 5]),
            .. Extension(16, [0, 12, 2, (byte)'h', (byte)'2', 8, .. "http/1.1"u8]),
            .. Extension(43, is13 ? [4, 3, 4, 3, 3] : [2, 3, 3]),
            .. is13 ? Extension(51, [0, 36, 0, 29, 0, 32, .. dice.Octets(32)]) : [],
        ];
        byte[] body =
        [
            3,
            3,
            .. dice.Octets(32),
            32,
            .. _session,
            .. Sized2([0x13, 1, 0x13, 2, 0x13, 3, 0xC0, 0x2B, 0xC0, 0x2F, 0xCC, 0xA9, 0, 0x9C]),
            1,
            0,
            .. Sized2(extensions),
        ];
        return Record(22, Handshake(1, body), 1);
    }

    /// <summary>All that the server says before the client speaks again.</summary>
    public byte[] ServerHello()
    {
        byte[] extensions = is13
            ? [.. Extension(43, [3, 4]), .. Extension(51, [0, 29, 0, 32, .. dice.Octets(32)])]
            : [.. Extension(11, [1, 0]), .. Extension(16, [0, 3, 2, (byte)'h', (byte)'2'])];
        byte[] cipher = is13 ? [0x13, 1] : [0xC0, 0x2B];
        byte[] hello = Handshake(2, [3, 3, .. dice.Octets(32), 32, .. _session, .. cipher, 0, .. Sized2(extensions)]);
        if (is13)
            return
            [
                .. Record(22, hello),
                .. Record(20, [1]),
                .. Record(23, dice.Octets(60)),
                .. Record(23, dice.Octets(900)),
            ];
        byte[] certificates = Handshake(11, Sized3(Sized3(Certificate)));
        byte[] point = [4, .. dice.Octets(64)];
        byte[] exchange = Handshake(12, [3, 0, 23, (byte)point.Length, .. point, 4, 3, .. Sized2(dice.Octets(71))]);
        return
        [
            .. Record(22, hello),
            .. Record(22, certificates),
            .. Record(22, exchange),
            .. Record(22, Handshake(14, [])),
        ];
    }

    public byte[] ClientFinished() =>
        is13
            ? [.. Record(20, [1]), .. Record(23, dice.Octets(53))]
            :
            [
                .. Record(22, Handshake(16, [65, 4, .. dice.Octets(64)])),
                .. Record(20, [1]),
                .. Record(22, dice.Octets(40)),
            ];

    public byte[] ServerFinished() => [.. Record(20, [1]), .. Record(22, dice.Octets(40))];

    /// <summary>Application data of about that many octets, in records of up to 16 KB.</summary>
    public byte[] Data(int length)
    {
        int records = (length + 16_383) / 16_384;
        byte[] octets = new byte[length + records * 5];
        dice.Fill(octets);
        for (int at = 0; at < octets.Length; )
        {
            int part = Math.Min(16_384, octets.Length - at - 5);
            octets[at] = 23;
            octets[at + 1] = octets[at + 2] = 3;
            BinaryPrimitives.WriteUInt16BigEndian(octets.AsSpan(at + 3), (ushort)part);
            at += 5 + part;
        }
        return octets;
    }

    private static byte[] Record(byte type, byte[] body, byte minorVersion = 3) =>
        [type, 3, minorVersion, .. Sized2(body)];

    private static byte[] Handshake(byte type, byte[] body) => [type, .. Sized3(body)];

    private static byte[] Extension(byte type, byte[] body) => [0, type, .. Sized2(body)];

    private static byte[] Sized2(byte[] body) => [(byte)(body.Length >> 8), (byte)body.Length, .. body];

    private static byte[] Sized3(byte[] body) => [0, .. Sized2(body)];
}
