using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Who talked to whom, how much, and when.</summary>
public static class ConversationsQuestion
{
    private const int DefaultTop = 20;

    /// <summary>Reads the capture and lists its conversations.</summary>
    /// <exception cref="EngineException">The capture cannot be read, or the page lies beyond the end.</exception>
    public static ConversationList Ask(CaptureEngine engine, ConversationsArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        var book = new NameBook(engine.Protocols);
        CaptureReading reading = engine.Read(arguments, [book], context);
        var names = new AddressNames(book, reading);
        IEnumerable<Flow> chosen = reading.Pass.Flows.Flows.Where(flow => flow.Packets > 0);
        if (arguments.Protocol is { } protocol)
            chosen = chosen.Where(flow => FlowNames.Protocol(flow) == protocol);
        Page<Flow> page = Page.Of(
            [.. Ordered(chosen, arguments.SortBy)],
            arguments.TopN ?? DefaultTop,
            arguments.Offset ?? 0
        );
        return new ConversationList
        {
            Summary = Say(reading, page),
            FilePath = reading.Name,
            TotalConversations = reading.Pass.Flows.Seen,
            Total = page.Total,
            Returned = page.Items.Count,
            NextOffset = page.NextOffset,
            Conversations = [.. page.Items.Select(flow => Row(flow, names))],
            Coverage = names.Covered(reading.Coverage),
        };
    }

    private static IOrderedEnumerable<Flow> Ordered(IEnumerable<Flow> flows, string? order) =>
        (
            order switch
            {
                "bytes" => flows.OrderByDescending(flow => flow.Octets).ThenByDescending(flow => flow.Packets),
                "duration" => flows.OrderByDescending(flow => flow.Last - flow.First),
                "start" => flows.OrderBy(flow => flow.First),
                _ => flows.OrderByDescending(flow => flow.Packets).ThenByDescending(flow => flow.Octets),
            }
        ).ThenBy(flow => flow.Number);

    internal static ConversationRow Row(Flow flow, AddressNames names)
    {
        byte protocol = flow.Key.Protocol;
        bool hasPorts = flow.HasPorts;
        return new ConversationRow
        {
            SrcIp = flow.Initiator.Address.ToString(),
            SrcPort = hasPorts ? flow.Initiator.Port : null,
            SrcNames = names.Of(flow.Initiator.Address),
            DstIp = flow.Responder.Address.ToString(),
            DstPort = hasPorts ? flow.Responder.Port : null,
            DstNames = names.Of(flow.Responder.Address),
            Protocol = FlowNames.Protocol(flow),
            IpProtocol = protocol,
            Stream = hasPorts && protocol is IpProtocols.Tcp or IpProtocols.Udp ? flow.Stream : null,
            OpeningSeen = flow.OpeningSeen,
            Packets = flow.Packets,
            Bytes = flow.Octets,
            PacketsForward = flow.Forward.Packets,
            BytesForward = flow.Forward.Octets,
            PacketsReverse = flow.Backward.Packets,
            BytesReverse = flow.Backward.Octets,
            StartTime = flow.HasTimes ? flow.First.Seconds : null,
            StartTimeIso = flow.HasTimes ? flow.First.ToString() : null,
            DurationSeconds = flow.HasTimes ? (flow.Last - flow.First) / (double)Timestamp.PerSecond : null,
            CommunityId = CommunityId.Of(flow),
            Evidence = FlowNames.Evidence(flow),
        };
    }

    private static string Say(CaptureReading reading, Page<Flow> page)
    {
        if (page.Total == 0)
            return "No conversations: the capture has no packets with an Internet header that the arguments select."
                + reading.Shortfall;
        string first = page.Items.Count > 0 ? $" First here: {Name(page.Items[0])}." : "";
        return $"{page.Total} conversations, {page.Items.Count} shown.{first}{reading.Shortfall}";
    }

    private static string Name(Flow flow) =>
        $"{FlowNames.Protocol(flow)} {flow.Initiator} to {flow.Responder}, {flow.Packets} packets, {flow.Octets} octets";
}
