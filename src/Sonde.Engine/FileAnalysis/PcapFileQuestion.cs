using System.Globalization;
using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>What a capture, or the part of it that a display filter selects, holds: in total, by protocol, or by conversation.</summary>
public static class PcapFileQuestion
{
    private const string SummaryType = "summary";
    private const string ProtocolsType = "protocols";
    private const string ConversationsType = "conversations";
    private const string SecurityType = "security";
    private const int DefaultRows = 100;
    private static readonly string[] Types = [SummaryType, ProtocolsType, ConversationsType, SecurityType];

    /// <summary>Reads the capture and counts what the filter selects.</summary>
    /// <exception cref="EngineException">The capture cannot be read, the type or the filter is wrong, or the page lies beyond
    /// the end.</exception>
    public static PcapFileAnalysis Ask(CaptureEngine engine, PcapFileArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        string type = TypeOf(arguments.AnalysisType);
        var catalog = new FieldCatalog(engine.Protocols);
        string? typed = string.IsNullOrWhiteSpace(arguments.DisplayFilter) ? null : arguments.DisplayFilter;
        PacketFilter? filter = typed is null
            ? null
            : new PacketFilter(PacketConditions.Parse("display_filter", typed, catalog), catalog);
        if (type == SecurityType)
            return PcapFileSecurity.Ask(engine, arguments, context, typed, filter);
        var flat = new PublishedProtocols(engine.Protocols);
        var tree = new Analysis.Hierarchy(engine.Protocols);
        var conversations = new SelectedConversations();
        var book = new NameBook(engine.Protocols);
        var selection = new Selection(filter, ObserversOf(type, flat, tree, conversations));
        CaptureReading reading = engine.Read(arguments, [catalog, book, selection], context);
        Totals totals = selection.Totals;
        double? seconds = totals.DurationNanoseconds / (double)Timestamp.PerSecond;
        var names = new AddressNames(book, reading);
        var answer = new PcapFileAnalysis
        {
            Summary = Say(type, reading, totals, typed),
            PcapFile = reading.Name,
            AnalysisType = type,
            Filter = typed,
            FileSizeBytes = reading.SizeOfFiles,
            TotalPackets = reading.Pass.Totals.Packets,
            MatchingPackets = totals.Packets,
            MatchingBytes = totals.Octets,
            StartTime = totals.Earliest?.ToString(),
            EndTime = totals.Latest?.ToString(),
            DurationSeconds = seconds,
            Coverage = Covered(names.Covered(reading.Coverage), typed, conversations),
        };
        return type switch
        {
            ProtocolsType => answer with
            {
                Protocols = ProtocolHierarchyQuestion.TableOf(flat, totals),
                ProtocolHierarchy = ProtocolHierarchyQuestion.TreeOf(tree, totals),
            },
            ConversationsType => WithConversations(answer, arguments, conversations, names),
            _ => answer with
            {
                PacketsPerSecond = seconds > 0 ? totals.Packets / seconds : null,
                BitsPerSecond = seconds > 0 ? totals.Octets * 8 / seconds : null,
                Protocols = ProtocolHierarchyQuestion.TableOf(flat, totals),
                Conversations = CountsOf(conversations.Conversations),
            },
        };
    }

    private static string TypeOf(string? typed)
    {
        string type = typed ?? SummaryType;
        return Types.Contains(type, StringComparer.Ordinal)
            ? type
            : throw EngineException.UnknownName("analysis_type", type, Types);
    }

    private static IObserver[] ObserversOf(
        string type,
        PublishedProtocols flat,
        Analysis.Hierarchy tree,
        SelectedConversations conversations
    ) =>
        type switch
        {
            ProtocolsType => [flat, tree],
            ConversationsType => [conversations],
            _ => [flat, conversations],
        };

    private static ConversationCounts CountsOf(IReadOnlyList<Flow> conversations) =>
        new(
            conversations.Count(flow => flow.HasPorts && flow.Key.Protocol == IpProtocols.Tcp),
            conversations.Count(flow => flow.HasPorts && flow.Key.Protocol == IpProtocols.Udp),
            conversations.Count
        );

    private static PcapFileAnalysis WithConversations(
        PcapFileAnalysis answer,
        PcapFileArguments arguments,
        SelectedConversations selected,
        AddressNames names
    )
    {
        int limit = arguments.Limit ?? DefaultRows;
        int offset = arguments.Offset ?? 0;
        IReadOnlyList<Flow> conversations = selected.Conversations;
        Flow[] tcp = Ordered(conversations.Where(flow => flow.HasPorts && flow.Key.Protocol == IpProtocols.Tcp));
        Flow[] udp = Ordered(conversations.Where(flow => flow.HasPorts && flow.Key.Protocol == IpProtocols.Udp));
        Flow[] pairs = Ordered(selected.Pairs);
        int total = Math.Max(pairs.Length, Math.Max(tcp.Length, udp.Length));
        Page.ThrowIfBeyond(total, limit, offset);
        int returned = Math.Min(limit, total - Math.Min(offset, total));
        return answer with
        {
            Conversations = CountsOf(conversations),
            TcpConversations = Rows(tcp),
            UdpConversations = Rows(udp),
            IpConversations = [.. pairs.Skip(offset).Take(limit).Select(pair => Pair(pair, names, answer.Filter))],
            Total = total,
            Returned = returned,
            NextOffset = offset + returned < total && returned > 0 ? offset + returned : null,
        };

        ConversationRow[] Rows(Flow[] flows) =>
            [.. flows.Skip(offset).Take(limit).Select(flow => Row(flow, names, answer.Filter))];
    }

    private static Flow[] Ordered(IEnumerable<Flow> flows) =>
        [.. flows.OrderByDescending(flow => flow.Octets).ThenBy(flow => flow.Number)];

    private static ConversationRow Row(Flow flow, AddressNames names, string? filter)
    {
        ConversationRow row = ConversationsQuestion.Row(flow, names);
        return row with { Evidence = row.Evidence with { DisplayFilter = And(filter, row.Evidence.DisplayFilter) } };
    }

    private static AddressPairRow Pair(Flow pair, AddressNames names, string? filter)
    {
        (Address from, Address to) = (pair.Initiator.Address, pair.Responder.Address);
        return new AddressPairRow(
            from.ToString(),
            to.ToString(),
            names.Of(from),
            names.Of(to),
            pair.Packets,
            pair.Octets,
            pair.Forward.Packets,
            pair.Forward.Octets,
            pair.Backward.Packets,
            pair.Backward.Octets,
            pair.HasTimes ? pair.First.ToString() : null,
            pair.HasTimes ? (pair.Last - pair.First) / (double)Timestamp.PerSecond : null,
            new Evidence(
                pair.FirstFrame == pair.LastFrame ? [pair.FirstFrame] : [pair.FirstFrame, pair.LastFrame],
                pair.Packets,
                And(filter, FlowFilter.OfAddresses(pair))
            )
        );
    }

    private static string? And(string? filter, string? own) =>
        filter is null || own is null ? own : $"({filter}) && ({own})";

    private static Coverage Covered(Coverage coverage, string? filter, SelectedConversations conversations) =>
        coverage with
        {
            Filter = filter,
            Limits =
                conversations.NotKept > 0
                    ? [.. coverage.Limits ?? [], new("conversations_in_memory", SelectedConversations.Limit)]
                    : coverage.Limits,
        };

    private static string Say(string type, CaptureReading reading, Totals totals, string? filter)
    {
        string what = filter is null ? "" : $" match {Quote.Text(filter)}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{totals.Packets} of {reading.Pass.Totals.Packets} packets{what}, {totals.Octets} octets ({type}).{reading.Shortfall}"
        );
    }
}
