using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Counts over the handshake messages and alerts of TLS, each in the frame that completed it.</summary>
/// <remarks>Memory: distinct names and fingerprints, at most <see cref="MostValues"/> of each kind.</remarks>
public sealed class TlsFacts
{
    /// <summary>Most distinct values kept of one kind.</summary>
    public const int MostValues = 100_000;

    private const int LongestValue = 200;

    private readonly Dictionary<string, Dictionary<string, long>> _counts = new(StringComparer.Ordinal);
    private readonly List<string> _chosen = []; // of the frame at hand
    private readonly List<string> _suites = [];
    private readonly List<string> _offered = [];
    private long _frame = -1;
    private long _frames;

    /// <summary>Frames with a message.</summary>
    public long Frames => _frames;

    /// <summary>Values of each kind with how often they occurred, by the kind's name; kinds without any are left out.</summary>
    public IEnumerable<(string Kind, IReadOnlyDictionary<string, long> Values)> Counts
    {
        get
        {
            EndFrame();
            return _counts.Select(pair => (pair.Key, (IReadOnlyDictionary<string, long>)pair.Value));
        }
    }

    /// <summary>Alerts.</summary>
    public long Alerts { get; private set; }

    /// <summary>Certificates.</summary>
    public long Certificates { get; private set; }

    /// <summary>Counts one message.</summary>
    public void Count(in TlsMessage message)
    {
        if (message.Place.Frame != _frame)
        {
            EndFrame();
            _frame = message.Place.Frame;
            _frames++;
        }
        if (message.Content == TlsContent.Alert)
        {
            Alerts++;
            Add("alerts", string.Create(CultureInfo.InvariantCulture, $"{message.Body[0]}:{message.Body[1]}"));
            return;
        }
        Add("handshake_types", message.Type.ToString(CultureInfo.InvariantCulture));
        switch (message.Type)
        {
            case TlsHandshakeTypes.ClientHello:
                bool isDatagram = message.Carrier == TlsCarrier.Datagrams;
                if (TlsClientHello.TryRead(message.Body, isDatagram, out TlsClientHello client))
                    Count(client, message.Carrier);
                break;
            case TlsHandshakeTypes.ServerHello:
                if (TlsServerHello.TryRead(message.Body, out TlsServerHello server))
                    Count(server);
                break;
            case TlsHandshakeTypes.EncryptedExtensions when message.Body.Length >= 2:
                CountProtocols(new TlsExtensions(message.Body[2..]));
                break;
            case TlsHandshakeTypes.Certificate:
                CountCertificates(message.Body, message.IsTls13);
                break;
        }
    }

    // What a frame with both hellos means is not clear, so that its versions and suites do not count.
    private void EndFrame()
    {
        if (_offered.Count == 0)
        {
            AddAll("version_chosen", _chosen);
            AddAll("ciphers", _suites);
        }
        else if (_chosen.Count == 0)
        {
            AddAll("client_hello_version", _offered);
        }
        _offered.Clear();
        _chosen.Clear();
        _suites.Clear();
    }

    private void Count(in TlsClientHello hello, TlsCarrier carrier)
    {
        _offered.Add(VersionName(hello.Version));
        ReadOnlySpan<byte> name = hello.Extensions.ServerName;
        if (!name.IsEmpty)
        {
            string text = Encoding.UTF8.GetString(name[..Math.Min(name.Length, LongestValue)]);
            Add("sni", text);
            if (carrier == TlsCarrier.Quic)
                Add("sni_in_quic", text);
        }
        Span<byte> fingerprint = stackalloc byte[Ja3.Size];
        Ja3.Write(hello, fingerprint);
        Add("ja3", Convert.ToHexStringLower(fingerprint));
        CountProtocols(hello.Extensions);
    }

    private void Count(in TlsServerHello hello)
    {
        _chosen.Add(VersionName(hello.NegotiatedVersion));
        _suites.Add(
            string.Create(
                CultureInfo.InvariantCulture,
                $"0x{hello.CipherSuite:x4} {TlsCipherSuites.NameOf(hello.CipherSuite)}"
            )
        );
        Span<byte> fingerprint = stackalloc byte[Ja3.Size];
        Ja3.Write(hello, fingerprint);
        Add("ja3s", Convert.ToHexStringLower(fingerprint));
        CountProtocols(hello.Extensions);
    }

    private void CountProtocols(TlsExtensions extensions)
    {
        for (ReadOnlySpan<byte> list = extensions.Protocols; !list.IsEmpty && list[0] < list.Length; )
        {
            Add("alpn", Encoding.UTF8.GetString(list.Slice(1, list[0])));
            list = list[(1 + list[0])..];
        }
    }

    private void CountCertificates(ReadOnlySpan<byte> body, bool isTls13)
    {
        TlsCertificates certificates = TlsCertificates.Of(body, isTls13);
        while (certificates.TryNext(out ReadOnlySpan<byte> certificate))
        {
            Certificates++;
            if (!X509Names.TryRead(certificate, out string? subject, out string? issuer))
                continue;
            Add("subject_cn", subject ?? "(no CN)");
            Add("issuer_cn", issuer ?? "(no CN)");
        }
    }

    private static string VersionName(ushort version) =>
        version switch
        {
            TlsVersions.Ssl2 => "SSLv2",
            TlsVersions.Ssl3 => "SSLv3",
            TlsVersions.Tls10 => "TLS1.0",
            TlsVersions.Tls11 => "TLS1.1",
            TlsVersions.Tls12 => "TLS1.2",
            TlsVersions.Tls13 => "TLS1.3",
            TlsVersions.Dtls10 => "DTLS1.0",
            TlsVersions.Dtls12 => "DTLS1.2",
            TlsVersions.Dtls13 => "DTLS1.3",
            _ => string.Create(CultureInfo.InvariantCulture, $"0x{version:x4}"),
        };

    private void AddAll(string kind, List<string> values)
    {
        foreach (string value in values)
            Add(kind, value);
    }

    private void Add(string kind, string value)
    {
        if (!_counts.TryGetValue(kind, out Dictionary<string, long>? values))
            _counts.Add(kind, values = new Dictionary<string, long>(StringComparer.Ordinal));
        if (values.Count < MostValues || values.ContainsKey(value))
            CollectionsMarshal.GetValueRefOrAddDefault(values, value, out _)++;
    }
}
