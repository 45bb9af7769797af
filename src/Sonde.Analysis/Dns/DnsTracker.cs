using System.Runtime.InteropServices;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Pairs DNS queries with their responses, and counts and keeps what stands out.</summary>
/// <remarks>
/// The first response to a question answers it; later ones are repeats. A question asked again by the same socket with the same
/// id before an answer is a retransmission. Messages quoted in ICMP errors were not sent and do not count. Memory: open
/// questions, names, servers and incidents, each with its limit.
/// </remarks>
public sealed class DnsTracker : IObserver
{
    /// <summary>Questions kept at once, answered ones included, for repeats.</summary>
    public const int TransactionLimit = 100_000;

    /// <summary>Most servers whose statistics are kept.</summary>
    public const int ServerLimit = 4_000;

    /// <summary>Most distinct names kept.</summary>
    public const int NameLimit = DnsNameTable.Limit;

    /// <summary>Slow is an answer after more nanoseconds than this.</summary>
    public const long SlowAfter = 100_000_000;

    // A socket that asks the same with the same id after this long starts anew; resolvers give up long before.
    private const long SameQuestion = 60 * Timestamp.PerSecond;

    private readonly LayerReader?[] _readers;
    private readonly DnsCounts[] _counts = [new(), new(), new()];
    private readonly bool[] _selected;
    private readonly DnsNameTable _names = new();
    private readonly DnsTransactions _open;
    private readonly Dictionary<(Endpoint, DnsService), DnsServer> _servers = [];
    private readonly Dictionary<int, long> _types = [];
    private readonly Dictionary<int, long> _codes = [];
    private readonly Dictionary<int, long> _failures = [];
    private readonly List<DnsSeen> _seen = [];
    private Timestamp _now;
    private bool _completing;

    /// <summary>A tracker that follows the messages of these protocols; it counts those of the others as well.</summary>
    public DnsTracker(Protocols protocols, params ReadOnlySpan<DnsService> services)
        : this(protocols, TransactionLimit, services) { }

    /// <summary>A tracker that keeps at most so many questions.</summary>
    public DnsTracker(Protocols protocols, int transactionLimit, params ReadOnlySpan<DnsService> services)
    {
        _readers = [protocols.Find("dns"), protocols.Find("mdns"), protocols.Find("llmnr")];
        _selected =
        [
            services.Contains(DnsService.Dns),
            services.Contains(DnsService.Mdns),
            services.Contains(DnsService.Llmnr),
        ];
        _open = new DnsTransactions(transactionLimit, Finished);
    }

    /// <summary>The messages of the packet at hand that are followed, in order; for observers that come after this one.</summary>
    public IReadOnlyList<DnsSeen> Seen => _seen;

    /// <summary>Frames with a message that is followed.</summary>
    public long Frames { get; private set; }

    /// <summary>Queries.</summary>
    public long Queries { get; private set; }

    /// <summary>Responses.</summary>
    public long Responses { get; private set; }

    /// <summary>Responses to a question that was answered before.</summary>
    public long RepeatedResponses { get; private set; }

    /// <summary>Questions given up, to stay within the limit, before it could be said whether they are answered.</summary>
    public long Forgotten { get; private set; }

    /// <summary>Messages to and from servers beyond <see cref="ServerLimit"/>.</summary>
    public long ServersNotKept { get; private set; }

    /// <summary>Questions for names beyond the limit of names.</summary>
    public long NamesNotKept => _names.NotKept;

    /// <summary>Names in queries, with how often.</summary>
    public IReadOnlyDictionary<string, long> Names => _names.Counts;

    /// <summary>Types in queries, with how often.</summary>
    public IReadOnlyDictionary<int, long> QueryTypes => _types;

    /// <summary>Codes of all responses, the bits of an OPT record included (RFC 6891 §6.1.3).</summary>
    public IReadOnlyDictionary<int, long> ResponseCodes => _codes;

    /// <summary>First responses by a code other than NOERROR.</summary>
    public IReadOnlyDictionary<int, long> FailuresByCode => _failures;

    /// <summary>The servers, in the order they were first seen.</summary>
    public IReadOnlyCollection<DnsServer> Servers => _servers.Values;

    /// <summary>First responses with a code other than NOERROR.</summary>
    public DnsIncidents Failed { get; } = new();

    /// <summary>First responses that came later than <see cref="SlowAfter"/>.</summary>
    public DnsIncidents Slow { get; } = new();

    /// <summary>Questions without a response; complete after <see cref="Complete"/>.</summary>
    public DnsIncidents Unanswered { get; } = new();

    /// <summary>Questions sent again.</summary>
    public DnsIncidents Retransmitted { get; } = new();

    /// <summary>Responses without their query; <see cref="DnsIncident.QueryFrame"/> names one with another question.</summary>
    public DnsIncidents Mismatched { get; } = new();

    /// <summary>Responses that say they are truncated.</summary>
    public DnsIncidents Truncated { get; } = new();

    /// <summary>Counts over all messages of a protocol, followed or not.</summary>
    public DnsCounts Of(DnsService service) => _counts[(int)service];

    /// <inheritdoc/>
    public void OnPacket(in Packet packet)
    {
        _seen.Clear();
        if (!packet.Frame.IsTimeless)
            _now = packet.Frame.At;
        (int counted, bool followed) = (0, false);
        for (int i = 0; i < packet.Layers.Length; i++)
        {
            int index = Array.IndexOf(_readers, packet.Layers[i].Reader);
            if (index < 0 || !TryFindMark(packet, i, out FlowMark mark) || mark.IsQuoted)
                continue;
            if (DnsMessage.TryRead(packet.GivenTo(packet.Layers[i]), out DnsMessage message) != ReadStatus.Ok)
                continue;
            if ((counted & 1 << index) == 0)
                _counts[index].Frames++;
            counted |= 1 << index;
            bool reads = Count(_counts[index], message, mark.Flow.Key);
            if (!_selected[index])
                continue;
            followed = true;
            Follow((DnsService)index, message, mark, packet.Frame, i, reads);
        }
        if (followed)
            Frames++;
    }

    /// <summary>Ends the tracking: what has no answer by now is unanswered.</summary>
    public void Complete()
    {
        _completing = true;
        _open.FinishAll();
    }

    private static bool TryFindMark(in Packet packet, int layer, out FlowMark mark)
    {
        mark = default;
        bool any = false;
        foreach (ref readonly FlowMark one in packet.Flows)
        {
            if (one.Layer < layer)
                (mark, any) = (one, true);
        }
        return any;
    }

    // Walks to the end of the message, so that one that breaks off is noticed. Returns whether it is whole.
    private static bool Count(DnsCounts counts, scoped in DnsMessage message, in FlowKey key)
    {
        if (message.IsResponse)
            counts.Responses++;
        else
            counts.Queries++;
        if (key.Protocol == IpProtocols.Tcp)
            counts.OverTcp++;
        if (key.Low.Address.Version == 6)
            counts.OverIpv6++;
        DnsReader reader = message.Read();
        while (reader.TryReadRecord(out _)) { }
        if (reader.Status == ReadStatus.Ok)
            return true;
        counts.Damaged++;
        return false;
    }

    private void Follow(
        DnsService service,
        scoped in DnsMessage message,
        in FlowMark mark,
        in Frame frame,
        int layer,
        bool isWhole
    )
    {
        Endpoint source = mark.FromInitiator ? mark.Flow.Initiator : mark.Flow.Responder;
        Endpoint target = mark.FromInitiator ? mark.Flow.Responder : mark.Flow.Initiator;
        DnsReader reader = message.Read();
        (string name, ushort type) = ("", 0);
        for (int i = 0; reader.TryReadQuestion(out DnsQuestion question); i++)
        {
            string asked = _names.Read(message, question.NamePosition);
            if (i == 0)
                (name, type) = (asked, question.Type);
            if (message.IsResponse)
                continue;
            _names.Count(asked);
            CollectionsMarshal.GetValueRefOrAddDefault(_types, question.Type, out _)++;
        }
        bool isResponse = message.IsResponse;
        DnsSeen seen = new()
        {
            Layer = layer,
            Service = service,
            Source = source,
            Destination = target,
            Transport = mark.Flow.Key.Protocol,
            Name = name,
            Type = type,
            IsWhole = isWhole,
            Code = isResponse ? Code(message) : null,
        };
        if (isResponse)
            _seen.Add(OnResponse(seen, message, frame));
        else
            _seen.Add(OnQuery(seen, message, frame));
    }

    // An OPT record has the upper eight bits of the code in the first octet of its time to live.
    private static int Code(scoped in DnsMessage message)
    {
        DnsReader reader = message.Read();
        while (reader.TryReadRecord(out DnsRecord record))
        {
            if (record.Section == DnsSection.Additional && record.Type == DnsTypes.Opt)
                return (int)(record.TimeToLive >> 24) << 4 | message.ResponseCode;
        }
        return message.ResponseCode;
    }

    private DnsSeen OnQuery(DnsSeen seen, scoped in DnsMessage message, in Frame frame)
    {
        Queries++;
        if (seen.Service == DnsService.Mdns)
            return seen;
        DnsServer? server = Server(seen.Destination, seen.Service);
        if (server is not null)
            server.Queries++;
        var exchange = new DnsExchange(seen.Source, Asked(seen.Destination), seen.Transport, message.Id);
        DnsTransaction? known = DnsTransactions.Find(_open.Head(exchange), seen.Name, seen.Type);
        if (known is { IsAnswered: false } && frame.At - known.Latest <= SameQuestion)
        {
            known.Latest = frame.At;
            if (server is not null)
                server.Retransmitted++;
            Retransmitted.Add(
                Retransmitted.Keeps
                    ? Incident(seen, message.Id, frame, query: true) with
                    {
                        QueryFrame = known.Frame,
                        Nanoseconds = frame.At - known.At,
                    }
                    : null
            );
            return seen with { Retransmission = true, CounterpartFrame = known.Frame };
        }
        if (known is not null)
            _open.Finish(known);
        _open.Add(
            new DnsTransaction
            {
                Exchange = exchange,
                Destination = seen.Destination,
                Service = seen.Service,
                Name = seen.Name,
                Type = seen.Type,
                Frame = frame.Number,
                At = frame.At,
                Latest = frame.At,
                IsTimeless = frame.IsTimeless,
            }
        );
        return seen;
    }

    private DnsSeen OnResponse(DnsSeen seen, scoped in DnsMessage message, in Frame frame)
    {
        Responses++;
        int code = seen.Code!.Value;
        CollectionsMarshal.GetValueRefOrAddDefault(_codes, code, out _)++;
        if (seen.Service == DnsService.Mdns)
            return seen;
        DnsServer? server = Server(seen.Source, seen.Service);
        if (server is not null)
            server.Responses++;
        DnsTransaction? head = _open.Head(new(seen.Destination, seen.Source, seen.Transport, message.Id));
        // A question to a group is answered from a member's own address.
        head ??= _open.Head(new(seen.Destination, new(default, seen.Source.Port), seen.Transport, message.Id));
        // Some servers leave the question out when they refuse.
        DnsTransaction? query = message.QuestionCount == 0 ? head : DnsTransactions.Find(head, seen.Name, seen.Type);
        if (query is { IsAnswered: true })
        {
            RepeatedResponses++;
            return seen with { Repeated = true, CounterpartFrame = query.Frame };
        }
        if (query is not null && message.QuestionCount == 0)
            seen = seen with { Name = query.Name, Type = query.Type };
        long? time = query is null || query.IsTimeless || frame.IsTimeless ? null : frame.At - query.At;
        DnsIncident incident = Incident(seen, message.Id, frame, query: false) with
        {
            QueryFrame = (query ?? head)?.Frame,
            Nanoseconds = time,
        };
        if (message.IsTruncated)
        {
            Truncated.Add(incident);
            if (server is not null)
                server.Truncated++;
        }
        if (code != DnsResponseCodes.NoError)
        {
            Failed.Add(incident);
            CollectionsMarshal.GetValueRefOrAddDefault(_failures, code, out _)++;
            if (server is not null)
                server.Failures++;
        }
        if (query is null)
        {
            Mismatched.Add(incident);
            return seen with { Mismatched = true };
        }
        query.IsAnswered = true;
        if (time is { } took)
            server?.Latencies.Add(took);
        if (time > SlowAfter)
            Slow.Add(incident);
        return seen with { Latency = time, CounterpartFrame = query.Frame };
    }

    private void Finished(DnsTransaction query)
    {
        if (query.IsAnswered)
            return;
        if (!_completing && _now - query.Latest < SameQuestion)
        {
            Forgotten++; // the answer may still come
            return;
        }
        if (query.Service == DnsService.Dns && Server(query.Destination, query.Service) is { } server)
            server.Unanswered++;
        Unanswered.Add(
            new DnsIncident
            {
                Frame = query.Frame,
                At = query.IsTimeless ? null : query.At,
                Client = query.Exchange.Client,
                Server = query.Destination,
                Service = query.Service,
                Transport = query.Exchange.Transport,
                Id = query.Exchange.Id,
                Name = query.Name,
                Type = query.Type,
                Nanoseconds = query.IsTimeless ? null : _now - query.At,
            }
        );
    }

    private DnsServer? Server(Endpoint endpoint, DnsService service)
    {
        if (_servers.TryGetValue((endpoint, service), out DnsServer? server))
            return server;
        if (_servers.Count >= ServerLimit)
        {
            ServersNotKept++;
            return null;
        }
        server = new DnsServer(endpoint, service);
        _servers.Add((endpoint, service), server);
        return server;
    }

    private static DnsIncident Incident(DnsSeen seen, ushort id, in Frame frame, bool query) =>
        new()
        {
            Frame = frame.Number,
            At = frame.IsTimeless ? null : frame.At,
            Client = query ? seen.Source : seen.Destination,
            Server = query ? seen.Destination : seen.Source,
            Service = seen.Service,
            Transport = seen.Transport,
            Id = id,
            Name = seen.Name,
            Type = seen.Type,
            ResponseCode = seen.Code,
        };

    private static Endpoint Asked(Endpoint server) => server.Address.IsMulticast ? new(default, server.Port) : server;
}
