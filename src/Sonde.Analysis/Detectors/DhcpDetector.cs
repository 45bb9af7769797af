using Sonde.Wire;
using static Sonde.Analysis.ThreatFinding;

namespace Sonde.Analysis;

/// <summary>Finds networks in which several DHCP servers hand out addresses, and requests of ever other clients.</summary>
/// <remarks>Memory: <see cref="ServerLimit"/> servers and <see cref="ClientLimit"/> clients.</remarks>
internal sealed class DhcpDetector : IDetector
{
    /// <summary>Servers kept.</summary>
    public const int ServerLimit = 1_000;

    /// <summary>Clients counted.</summary>
    public const int ClientLimit = 100_000;

    private const int MostClients = 1_000;
    private const int ManyClients = 100;
    private const double ManyPerSecond = 5;

    private readonly BoundedTable<(Address Server, Address Relay), Server> _servers = new(
        ServerLimit,
        server => server.Frames.Count
    );
    private readonly HashSet<(UInt128 Hardware, Address Source)> _clients = [];
    private readonly FrameTrail _requests = new();
    private readonly HashSet<Address> _sources = [];
    private long _clientsNotCounted;
    private RateMeter _rate;

    public IEnumerable<ThreatLimit> Limits =>
        [
            new("dhcp_servers_in_memory", ServerLimit, _servers.Forgotten),
            new("dhcp_clients_in_memory", ClientLimit, _clientsNotCounted),
        ];

    public void OnPacket(in Packet packet)
    {
        if (packet.Layers.IsEmpty || !ReferenceEquals(packet.Layers[^1].Reader.Name, Dhcp.Name))
            return;
        if (packet.Flows.IsEmpty || packet.Flows[^1].IsQuoted)
            return;
        ReadOnlySpan<byte> octets = packet.GivenTo(packet.Layers[^1]);
        if (Dhcp.TryRead(octets, out Dhcp message) > ReadStatus.Cut)
            return;
        if (message.Operation == 1)
            OnRequest(message, packet);
        else if (message.Operation == 2)
            OnReply(message, packet);
    }

    public void Report(List<ThreatFinding> findings)
    {
        foreach (var group in _servers.Values.GroupBy(server => server.Relay))
        {
            Server[] servers = [.. group.OrderBy(server => server.Frames.First)];
            foreach (Server later in servers.Skip(1))
                findings.Add(Rogue(servers[0], later));
        }
        double rate = _requests.Seconds > 0 ? _clients.Count / _requests.Seconds : _clients.Count;
        if (_clients.Count >= ManyClients && rate >= ManyPerSecond)
            findings.Add(Flood(rate));
    }

    private void OnRequest(scoped in Dhcp message, in Packet packet)
    {
        _requests.Add(packet.Frame);
        _rate.Add(packet.Frame);
        UInt128 hardware = 0;
        foreach (byte octet in message.HardwareAddress)
            hardware = hardware << 8 | octet;
        OuterAddresses.TryRead(packet, out Address source, out _);
        if (_sources.Count < 256)
            _sources.Add(source);
        if (_clients.Count < ClientLimit)
            _clients.Add((hardware, source));
        else
            _clientsNotCounted++;
    }

    private void OnReply(scoped in Dhcp message, in Packet packet)
    {
        bool grants = message.YourAddress.ContainsAnyExcept((byte)0);
        if (!grants || !message.TryGet(DhcpOptions.ServerIdentifier, out ReadOnlySpan<byte> id) || id.Length != 4)
            return;
        Server server = _servers.GetOrAdd(
            (Address.From(id), Address.From(message.RelayAddress)),
            key => new Server(key.Server, key.Relay)
        );
        server.Frames.Add(packet.Frame);
        if (server.Clients.Count < MostClients)
            server.Clients.Add(message.TransactionId);
        if (message.TryGet(DhcpOptions.Router, out ReadOnlySpan<byte> router) && router.Length >= 4)
            server.Router ??= Address.From(router[..4]);
        if (message.TryGet(DhcpOptions.DomainNameServer, out ReadOnlySpan<byte> names) && names.Length >= 4)
            server.Names ??= Address.From(names[..4]);
        for (int index = packet.Layers.Length - 1; index >= 0 && server.Machine is null; index--)
        {
            if (packet.TryRead(index, out Ethernet frame) && LinkAddress.TryRead(frame.Source, out LinkAddress machine))
                server.Machine = machine;
        }
    }

    private static ThreatFinding Rogue(Server first, Server later)
    {
        bool differs = first.Router != later.Router || first.Names != later.Names;
        bool isSame = first.Clients.Overlaps(later.Clients);
        bool isSelf = later.Router == later.Id || later.Names == later.Id;
        return new ThreatFinding
        {
            Kind = ThreatKinds.RogueDhcp,
            Severity =
                !isSame ? ThreatSeverity.Low
                : differs ? ThreatSeverity.High
                : ThreatSeverity.Medium,
            Confidence = 0.25 + (isSame ? 0.2 : 0) + (differs ? 0.25 : 0) + (isSelf ? 0.1 : 0),
            Detail = Text(
                $"{later.Id} ({later.Machine}) hands out addresses as well as {first.Id} ({first.Machine}): {later.Frames.Count} offers and grants against {first.Frames.Count}"
            ),
            Reasons =
            [
                isSame
                    ? "both answered the same request, so they stand in one network"
                    : "two DHCP servers hand out addresses",
                .. differs
                    ? (string[])
                        [
                            Text(
                                $"they name different routers or name servers: {later.Router?.ToString() ?? "none"} and {later.Names?.ToString() ?? "none"} instead of {first.Router?.ToString() ?? "none"} and {first.Names?.ToString() ?? "none"}"
                            ),
                        ]
                    : [],
                .. isSelf ? (string[])["it names itself as router or name server"] : [],
            ],
            Against =
            [
                "which of the two belongs here cannot be seen; the one that was heard later is named",
                .. isSame ? [] : (string[])["no request was answered by both: they may belong to different networks"],
                .. differs ? [] : (string[])["both hand out the same router and name server"],
            ],
            Actor = later.Id.ToString(),
            Victim = first.Id.ToString(),
            Port = 67,
            Side = ThreatSide.Network,
            Count = later.Frames.Count,
            Unit = "offers and grants",
            Measures = [new("offers", later.Frames.Count), new("offers_of_the_other", first.Frames.Count)],
            Frames = later.Frames,
            Filter =
                $"dhcp.type == 2 && dhcp.option.dhcp_server_id == {later.Id} && dhcp.ip.your != 0.0.0.0 && dhcp.ip.relay == {later.Relay} && {ThreatFilters.NotQuoted}",
        };
    }

    private ThreatFinding Flood(double rate) =>
        new()
        {
            Kind = ThreatKinds.DhcpStarvation,
            Severity = ThreatSeverity.High,
            Confidence = Math.Min(0.9, 0.5 + 0.1 * Math.Log10(rate) + 0.1 * Math.Min(1, _clients.Count / 1_000.0)),
            Detail = Text(
                $"{_clients.Count} different clients asked for DHCP in {_requests.Seconds:0.###} s, at most {_rate.Peak} requests in one second"
            ),
            Reasons =
            [
                Text($"{rate:0.#} new clients a second"),
                "each asks in another name, so that addresses run out",
            ],
            Actor = _sources.Count == 1 && _sources.First() is { Low: > 0 } one ? one.ToString() : null,
            Port = 67,
            Side = ThreatSide.Network,
            Count = _clients.Count,
            Unit = "clients",
            Measures =
            [
                new("clients", _clients.Count),
                new("requests", _requests.Count),
                new("peak_per_second", _rate.Peak),
            ],
            Frames = _requests,
            Filter = $"dhcp.type == 1 && {ThreatFilters.NotQuoted}",
        };

    private sealed class Server(Address id, Address relay)
    {
        public Address Id => id;

        public Address Relay => relay;

        public LinkAddress? Machine { get; set; }

        public Address? Router { get; set; }

        public Address? Names { get; set; }

        public FrameTrail Frames { get; } = new();

        /// <summary>Transactions that it answered.</summary>
        public HashSet<uint> Clients { get; } = [];
    }
}
