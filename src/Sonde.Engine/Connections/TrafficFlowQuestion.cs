using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>What went to a server and what came from it.</summary>
public static class TrafficFlowQuestion
{
    private const double ClientHeavy = 1.2;
    private const double ServerHeavy = 0.8;

    /// <summary>Reads the capture and compares both ways.</summary>
    /// <exception cref="EngineException">The capture cannot be read, or the server is no address.</exception>
    public static TrafficFlow Ask(CaptureEngine engine, TrafficFlowArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        if (string.IsNullOrWhiteSpace(arguments.ServerIp))
            throw new EngineException(
                EngineFault.InvalidArgument,
                "server_ip is empty.",
                "Give the server's address; get_endpoints lists those of a capture."
            );
        TcpSelection server = TcpSelections.Of(arguments.ServerIp, arguments.ServerPort);
        var frames = new ServerFrames(server);
        var tcp = new Ways(server);
        ConnectionReading read = ConnectionReading.Of(
            engine,
            arguments,
            server,
            context,
            [tcp],
            FlowTable.DefaultLimit,
            frames
        );
        Ways udp = Udp(read);
        Ways all = tcp.Plus(udp);
        string? nothing =
            all.Conversations > 0
                ? null
                : $"No TCP or UDP traffic of {server} in this capture. get_endpoints lists the addresses and ports that occur.";
        FlowAnalysis analysis = Compare(all);
        return new TrafficFlow
        {
            Summary = (nothing ?? analysis.Interpretation) + read.Reading.Shortfall,
            File = read.Reading.Name,
            PcapFile = read.Reading.Name,
            AnalysisTimestamp = AnswerTime.Now,
            Server = server.Port is null ? $"{server}:any" : server.ToString(),
            TotalConversations = all.Conversations,
            ClientToServer = all.To.Row(),
            ServerToClient = all.From.Row(),
            Analysis = analysis,
            ByProtocol =
            [
                .. new[] { ("TCP", tcp), ("UDP", udp) }
                    .Where(one => one.Item2.Conversations > 0)
                    .Select(one => new ProtocolWays(
                        one.Item1,
                        one.Item2.Conversations,
                        one.Item2.To.Row(),
                        one.Item2.From.Row()
                    )),
            ],
            Message = nothing,
            Coverage = read.Coverage with { Filter = Filter(server) },
            Evidence = new Evidence(frames.Frames.Numbers, frames.Frames.Count, Filter(server)),
        };
    }

    private static string Filter(TcpSelection server)
    {
        string field = server.Address is { Version: 6 } ? "ipv6" : "ip";
        string test = server.Port is { } port
            ? $"(({field}.src == {server.Address} && (tcp.srcport == {port} || udp.srcport == {port})) || ({field}.dst == {server.Address} && (tcp.dstport == {port} || udp.dstport == {port})))"
            : $"{field}.addr == {server.Address} && (tcp || udp)";
        return test + " && !icmp && !icmpv6";
    }

    private static Ways Udp(ConnectionReading read)
    {
        var ways = new Ways(read.Selection);
        foreach (Flow flow in read.Reading.Pass.Flows.Flows)
        {
            if (flow.Key.Protocol != IpProtocols.Udp || !flow.HasPorts || flow.Packets == 0)
                continue;
            bool answers = read.Selection.Matches(flow.Responder);
            if (!answers && !read.Selection.Matches(flow.Initiator))
                continue;
            ways.Conversations++;
            ways.To.Add(answers ? flow.Forward : flow.Backward);
            ways.From.Add(answers ? flow.Backward : flow.Forward);
        }
        return ways;
    }

    private static FlowAnalysis Compare(Ways ways)
    {
        double? octets = ways.From.Octets == 0 ? null : (double)ways.To.Octets / ways.From.Octets;
        string direction =
            ways.From.Octets == 0
                ? ways.To.Octets == 0
                    ? "balanced"
                    : "client_heavy"
                : octets > ClientHeavy
                    ? "client_heavy"
                    : octets < ServerHeavy
                        ? "server_heavy"
                        : "balanced";
        string resets =
            ways.To.Resets > ways.From.Resets ? "client"
            : ways.To.Resets < ways.From.Resets ? "server"
            : "balanced";
        return new FlowAnalysis
        {
            AsymmetryRatio = ways.From.Packets == 0 ? 0 : Math.Round((double)ways.To.Packets / ways.From.Packets, 6),
            ByteRatio = octets is { } ratio ? Math.Round(ratio, 6) : null,
            PrimaryRstSource = resets,
            DataFlowDirection = direction,
            Interpretation = Interpret(ways),
        };
    }

    private static string Interpret(Ways ways)
    {
        if (ways.From.Packets == 0)
            return $"{ways.To.Packets} packets ({ways.To.Octets} octets) went to the server and none came back: it does not answer, or the capture shows one direction only.";
        string resets =
            ways.To.Resets + ways.From.Resets == 0
                ? "No resets."
                : $"{ways.To.Resets} resets came from clients, {ways.From.Resets} from the server.";
        string again =
            ways.To.Retransmissions + ways.From.Retransmissions == 0
                ? "No retransmissions."
                : $"{ways.To.Retransmissions} retransmissions to the server, {ways.From.Retransmissions} from it.";
        return $"{ways.Conversations} conversations: {ways.To.Packets} packets ({ways.To.Octets} octets) to the server, {ways.From.Packets} packets ({ways.From.Octets} octets) from it. {resets} {again}";
    }

    private sealed class Ways(TcpSelection server) : ITcpFlowObserver
    {
        public int Conversations { get; set; }

        public Way To { get; init; } = new();

        public Way From { get; init; } = new();

        // Where the address is at both ends, the end that answers is the server.
        public void OnFlowEnd(TcpFlow flow)
        {
            bool isServer = server.Matches(flow.Server.Endpoint);
            (TcpFlowSide to, TcpFlowSide from) = isServer ? (flow.Client, flow.Server) : (flow.Server, flow.Client);
            Conversations++;
            To.Add(to);
            From.Add(from);
        }

        public Ways Plus(Ways other) =>
            new(server)
            {
                Conversations = Conversations + other.Conversations,
                To = To.Plus(other.To),
                From = From.Plus(other.From),
            };
    }

    private sealed class Way
    {
        private long _syns;
        private long _fins;
        private long _data;
        private long _tcpData;
        private long _again;

        public long Packets { get; private set; }

        public long Octets { get; private set; }

        public long Resets { get; private set; }

        public long Retransmissions { get; private set; }

        public void Add(TcpFlowSide side)
        {
            Packets += side.Segments;
            Octets += side.WireOctets;
            Resets += side.Resets;
            Retransmissions += side.Count(TcpVerdicts.Retransmission);
            _syns += side.Syns;
            _fins += side.Fins;
            _data += side.DataSegments;
            _tcpData += side.DataSegments;
            _again += side.DataRetransmissions;
        }

        public void Add(DirectionCounters datagrams)
        {
            Packets += datagrams.Packets;
            Octets += datagrams.Octets;
            _data += datagrams.Packets;
        }

        public Way Plus(Way other) =>
            new()
            {
                Packets = Packets + other.Packets,
                Octets = Octets + other.Octets,
                Resets = Resets + other.Resets,
                Retransmissions = Retransmissions + other.Retransmissions,
                _syns = _syns + other._syns,
                _fins = _fins + other._fins,
                _data = _data + other._data,
                _tcpData = _tcpData + other._tcpData,
                _again = _again + other._again,
            };

        public WayRow Row() =>
            new()
            {
                PacketCount = Packets,
                ByteCount = Octets,
                SynCount = _syns,
                RstCount = Resets,
                FinCount = _fins,
                DataPackets = _data,
                Retransmissions = Retransmissions,
                RetransmissionRate = TcpConnectionsQuestion.Rate(_again, _tcpData),
            };
    }

    // The frames that the display filter selects.
    private sealed class ServerFrames(TcpSelection server) : IObserver
    {
        public FirstFrames Frames { get; } = new();

        public void OnPacket(in Packet packet)
        {
            foreach (FlowMark mark in packet.Flows)
            {
                FlowKey key = mark.Flow.Key;
                if (
                    mark.IsQuoted
                    || key.Protocol is not (IpProtocols.Tcp or IpProtocols.Udp)
                    || !mark.Flow.HasPorts
                    || (!server.Matches(key.Low) && !server.Matches(key.High))
                )
                    continue;
                Frames.Add(packet.Frame.Number);
                return;
            }
        }
    }
}
