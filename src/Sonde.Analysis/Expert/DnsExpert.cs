using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Remarks on DNS: messages that came again.</summary>
/// <remarks>Memory: about 50 octets a query, at most <see cref="Limit"/>; then all are forgotten.</remarks>
internal sealed class DnsExpert
{
    private const int Limit = 200_000;
    private const long Window = 5 * Timestamp.PerSecond; // later, or once answered, a query with the same number is another one

    private readonly Dictionary<Key, Exchange> _exchanges = [];

    public void See(in Packet packet, int layer, ExpertBook book)
    {
        if (packet.Flows.IsEmpty || packet.Flows[^1].IsQuoted || InternetExpert.IsQuoted(packet, layer))
            return;
        ref readonly LayerSpan span = ref packet.Layers[layer];
        if (DnsMessage.TryRead(packet.OctetsOf(span), out DnsMessage message) > ReadStatus.Cut)
            return;
        (ExpertRule query, ExpertRule response) = LayerExpertRules.Dns[span.Reader.Name];
        var key = new Key(packet.Flows[^1].Flow.Number, message.Id);
        bool isKnown = _exchanges.TryGetValue(key, out Exchange exchange);
        long frame = packet.Frame.Number;
        long now = packet.Frame.At.Nanoseconds;
        if (message.IsResponse)
        {
            if (!isKnown)
                return;
            if (exchange.Response != 0)
                book.Add(response, frame, exchange.Response);
            else
                exchange = exchange with { Response = frame };
        }
        else if (isKnown && exchange.Response == 0 && now - exchange.At <= Window)
        {
            book.Add(query, frame, exchange.Query);
        }
        else
        {
            exchange = new Exchange(frame, 0, now);
        }
        if (!isKnown && _exchanges.Count >= Limit)
            _exchanges.Clear();
        _exchanges[key] = exchange;
    }

    private readonly record struct Key(int Flow, ushort Id);

    private readonly record struct Exchange(long Query, long Response, long At);
}
