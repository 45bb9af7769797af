using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Keeps one page of queries and one of responses during the pass.</summary>
internal sealed class DnsMessageRows(DnsTracker tracker, int limit, int offset) : IObserver
{
    private readonly List<DnsQueryMessage> _queries = [];
    private readonly List<DnsResponseMessage> _responses = [];

    public IReadOnlyList<DnsQueryMessage> Queries => _queries;

    public IReadOnlyList<DnsResponseMessage> Responses => _responses;

    public int QueriesSeen { get; private set; }

    public int ResponsesSeen { get; private set; }

    public void OnPacket(in Packet packet)
    {
        foreach (DnsSeen seen in tracker.Seen)
        {
            int at = seen.Code is null ? QueriesSeen++ : ResponsesSeen++;
            if (at < offset || at - offset >= limit)
                continue;
            string source = seen.Source.Address.ToString();
            string target = seen.Destination.Address.ToString();
            string name = Quote.Clean(seen.Name)!;
            string type = DnsRowMaker.Type(seen.Type);
            if (seen.Code is { } code)
                _responses.Add(
                    new(
                        packet.Frame.Number,
                        source,
                        target,
                        name,
                        type,
                        DnsRowMaker.Code(code),
                        seen.Latency is { } time ? DnsRowMaker.Milliseconds(time) : null,
                        seen.CounterpartFrame
                    )
                );
            else
                _queries.Add(new(packet.Frame.Number, source, target, name, type));
        }
    }
}
