using System.Text;
using Sonde.Wire;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Analysis;

/// <summary>What a client offered in its hello.</summary>
public sealed class TlsOffer
{
    private const int MostNames = 32;

    internal TlsOffer(in TlsClientHello hello, TlsCarrier carrier, bool isForReport)
    {
        HelloVersion = hello.Version;
        CipherSuites = Numbers(hello.CipherSuites);
        Versions = Numbers(hello.Extensions.OfferedVersions);
        Groups = Numbers(hello.Extensions.Groups);
        Schemes = Numbers(hello.Extensions.SignatureSchemes);
        ReadOnlySpan<byte> name = hello.Extensions.ServerName;
        ServerName = name.IsEmpty ? null : Encoding.Latin1.GetString(name[..Math.Min(name.Length, 255)]);
        Protocols = ProtocolsOf(hello.Extensions.Protocols);
        SessionId = hello.SessionId.ToArray();
        HasTicket =
            hello.Extensions.TryFind(TlsExtensionTypes.SessionTicket, out ReadOnlySpan<byte> ticket) && !ticket.IsEmpty;
        HasPreSharedKey = hello.Extensions.TryFind(TlsExtensionTypes.PreSharedKey, out _);
        HasEarlyData = hello.Extensions.TryFind(TlsExtensionTypes.EarlyData, out _);
        HasEncryptedHello = hello.Extensions.TryFind(TlsExtensionTypes.EncryptedClientHello, out _);
        Random = hello.Random.ToArray();
        if (!isForReport)
            return; // fingerprints cost more than all the rest
        Span<byte> fingerprint = stackalloc byte[Wire.Ja3.Size];
        Wire.Ja3.Write(hello, fingerprint);
        Ja3 = Convert.ToHexStringLower(fingerprint);
        Ja4 = Wire.Ja4.Of(
            hello,
            carrier switch
            {
                TlsCarrier.Quic => 'q',
                TlsCarrier.Datagrams => 'd',
                _ => 't',
            }
        );
    }

    internal TlsOffer(in TlsSsl2Hello hello)
    {
        HelloVersion = hello.Version;
        var suites = new List<ushort>();
        for (ReadOnlySpan<byte> left = hello.CipherSuites; left.Length >= 3; left = left[3..])
        {
            if (left[0] == 0)
                suites.Add(ReadUInt16BigEndian(left[1..]));
        }
        (CipherSuites, Versions, Groups, Schemes, Protocols) = (suites, [], [], [], []);
        (SessionId, Random, IsSsl2) = ([], [], true);
    }

    /// <summary>The highest version before TLS 1.3 that the client takes.</summary>
    public ushort HelloVersion { get; }

    /// <summary>Versions that the client takes, when it lists them (TLS 1.3).</summary>
    public IReadOnlyList<ushort> Versions { get; }

    /// <summary>Cipher suites in the client's order.</summary>
    public IReadOnlyList<ushort> CipherSuites { get; }

    /// <summary>Groups in the client's order.</summary>
    public IReadOnlyList<ushort> Groups { get; }

    /// <summary>Signature schemes in the client's order.</summary>
    public IReadOnlyList<ushort> Schemes { get; }

    /// <summary>The host that the client asks for; null when it names none.</summary>
    public string? ServerName { get; }

    /// <summary>Protocols that the client can speak inside (ALPN).</summary>
    public IReadOnlyList<string> Protocols { get; }

    /// <summary>The session that it wants to take up again; in TLS 1.3 octets without meaning.</summary>
    public IReadOnlyList<byte> SessionId { get; }

    /// <summary>Brings the ticket of an earlier session; TLS 1.2.</summary>
    public bool HasTicket { get; }

    /// <summary>Brings a key of an earlier session; TLS 1.3.</summary>
    public bool HasPreSharedKey { get; }

    /// <summary>Data follows before the server answers.</summary>
    public bool HasEarlyData { get; }

    /// <summary>Another hello stands encrypted in this one, or something that looks like it.</summary>
    public bool HasEncryptedHello { get; }

    /// <summary>In the form of SSL 2.0.</summary>
    public bool IsSsl2 { get; }

    /// <summary>JA3; null for a hello of SSL 2.0, and where nobody asked for the connection.</summary>
    public string? Ja3 { get; }

    /// <summary>JA4; null for a hello of SSL 2.0, and where nobody asked for the connection.</summary>
    public string? Ja4 { get; }

    /// <summary>The highest version that it takes.</summary>
    public ushort HighestVersion
    {
        get
        {
            ushort best = 0;
            foreach (ushort version in Versions)
            {
                bool isBetter = version >> 8 == 0xfe ? best == 0 || version < best : version > best;
                if (!TlsGrease.Is(version) && version >> 8 != 0x7f && isBetter)
                    best = version;
            }
            return best == 0 ? HelloVersion : best;
        }
    }

    internal byte[] Random { get; }

    internal static string[] ProtocolsOf(ReadOnlySpan<byte> list)
    {
        var names = new List<string>();
        while (!list.IsEmpty && list[0] < list.Length && names.Count < MostNames)
        {
            names.Add(Encoding.Latin1.GetString(list.Slice(1, list[0])));
            list = list[(1 + list[0])..];
        }
        return [.. names];
    }

    private static ushort[] Numbers(ReadOnlySpan<byte> octets)
    {
        ushort[] numbers = new ushort[octets.Length / 2];
        for (int at = 0; at < numbers.Length; at++)
            numbers[at] = ReadUInt16BigEndian(octets[(2 * at)..]);
        return numbers;
    }
}

/// <summary>What a server chose in its hello.</summary>
public sealed class TlsChoice
{
    internal TlsChoice(in TlsServerHello hello, bool isForReport)
    {
        Version = hello.NegotiatedVersion;
        CipherSuite = hello.CipherSuite;
        Group = hello.Extensions.ChosenGroup;
        Protocol = TlsOffer.ProtocolsOf(hello.Extensions.Protocols) is [string first, ..] ? first : null;
        SessionId = hello.SessionId.ToArray();
        HasPreSharedKey = hello.Extensions.TryFind(TlsExtensionTypes.PreSharedKey, out _);
        HasExtendedMasterSecret = hello.Extensions.TryFind(TlsExtensionTypes.ExtendedMasterSecret, out _);
        Random = hello.Random.ToArray();
        if (!isForReport)
            return;
        Span<byte> fingerprint = stackalloc byte[Wire.Ja3.Size];
        Wire.Ja3.Write(hello, fingerprint);
        Ja3S = Convert.ToHexStringLower(fingerprint);
    }

    /// <summary>The version in use.</summary>
    public ushort Version { get; }

    /// <summary>The cipher suite in use.</summary>
    public ushort CipherSuite { get; }

    /// <summary>The group of the key exchange; null where there is none, or it was not captured.</summary>
    public ushort? Group { get; internal set; }

    /// <summary>The protocol inside (ALPN), when it is named in the clear or was decrypted.</summary>
    public string? Protocol { get; internal set; }

    /// <summary>Takes a key of an earlier session; TLS 1.3.</summary>
    public bool HasPreSharedKey { get; }

    /// <summary>RFC 7627: the keys are bound to the handshake.</summary>
    public bool HasExtendedMasterSecret { get; }

    /// <summary>JA3S; null where nobody asked for the connection.</summary>
    public string? Ja3S { get; }

    internal byte[] SessionId { get; }

    internal byte[] Random { get; }
}
