using Sonde.Analysis;
using static Sonde.Engine.ClaimRuling;

namespace Sonde.Engine;

/// <summary>Judges which hosts and protocols packets show, and how much a host sent and received: by a display filter.</summary>
internal sealed class PacketClaim : IClaimJudge, IObserver
{
    // What may be in a conversation that is encrypted.
    private static readonly string[] Inside =
    [
        "http",
        "http2",
        "http3",
        "dns",
        "smtp",
        "imap",
        "pop",
        "ftp",
        "sip",
        "ldap",
        "mqtt",
        "amqp",
        "websocket",
        "mysql",
        "pgsql",
        "redis",
        "mongo",
        "tds",
        "json",
        "xml",
    ];

    private static readonly string[] Encrypted = ["tls", "dtls", "quic", "esp", "ssh"];

    private readonly Claim _claim;
    private readonly string _filter;
    private readonly PacketFilter _wanted;
    private readonly PacketFilter _encrypted;
    private readonly LowestFrames _found = new();
    private readonly LowestFrames _closed = new();
    private long _octets;

    public PacketClaim(Claim claim, CaptureEngine engine)
    {
        _claim = claim;
        var catalog = new FieldCatalog(engine.Protocols);
        _filter = claim.Kind == "protocol_present" ? Protocol(claim.Said.Name!, catalog) : Host(claim.Said.Host!);
        _wanted = new PacketFilter(PacketConditions.Parse("claim", _filter, catalog), catalog);
        string closed = string.Join(" || ", Encrypted.Where(name => catalog.Find(name) is not null));
        _encrypted = new PacketFilter(PacketConditions.Parse("claim", closed, catalog), catalog);
        Observers = [catalog, this];
    }

    public IReadOnlyList<IObserver> Observers { get; }

    public void OnPacket(in Packet packet)
    {
        if (_wanted.Matches(packet))
        {
            _found.Add(packet.Frame.Number);
            _octets += packet.Frame.OriginalLength;
        }
        else if (_encrypted.Matches(packet))
            _closed.Add(packet.Frame.Number);
    }

    public ClaimRuling Judge(CaptureReading reading)
    {
        string what =
            _claim.Kind == "protocol_present" ? $"packets with {_claim.Said.Name}" : $"packets of {_claim.Said.Host}";
        if (_claim.Kind == "protocol_present" && _found.Count == 0)
        {
            if (Inside.Contains(_claim.Said.Name, StringComparer.OrdinalIgnoreCase) && _closed.Count > 0)
                return NotObservable(
                    "encrypted",
                    Text(
                        $"No packet shows {_claim.Said.Name}; {_closed.Count} packets are encrypted and may carry it."
                    ),
                    _closed
                );
            if (reading.Coverage.PacketsCut is > 0 and var cut)
                return NotObservable(
                    "packets_cut",
                    Text($"No packet shows {_claim.Said.Name}; of {cut} packets only the beginning was captured.")
                );
        }
        ClaimRuling ruling = ClaimCounts.Rule(_claim, what, _found.Count, null, _octets, _found, _filter);
        if (_found.Count == 0 && _claim.Kind != "traffic")
            ruling = ruling with { Why = Text($"There are no {what} among {reading.Pass.Totals.Packets} packets.") };
        return ruling with { Figures = [.. ruling.Figures, new("packets_read", reading.Pass.Totals.Packets, "count")] };
    }

    private static string Protocol(string name, FieldCatalog catalog)
    {
        PacketConditions.Field("name", name, catalog);
        return name;
    }

    private static string Host(string typed)
    {
        TcpSelection host = Claim.End("host", typed);
        string ip = host.Address is { Version: 6 } ? "ipv6" : "ip";
        return host.Port is { } port
            ? $"({ip}.src == {host.Address} && (tcp.srcport == {port} || udp.srcport == {port})) || "
                + $"({ip}.dst == {host.Address} && (tcp.dstport == {port} || udp.dstport == {port}))"
            : $"{ip}.addr == {host.Address}";
    }
}
