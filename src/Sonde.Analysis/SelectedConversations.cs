using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Counts conversations, and pairs of addresses, over the packets that it is shown and no others.</summary>
/// <remarks>
/// The flow table counts every packet; behind a <see cref="Selection"/> this one counts the selected ones, in conversations with
/// the same ends and numbers. What an ICMP error quotes was not sent now and is left out. Memory: about 250 octets a
/// conversation or pair, at most <see cref="Limit"/> of each; packets of further ones are counted apart.
/// </remarks>
public sealed class SelectedConversations : IObserver
{
    /// <summary>Most conversations, and most pairs of addresses.</summary>
    public const int Limit = FlowTable.DefaultLimit;

    private readonly Dictionary<Flow, Flow> _conversations = [];
    private readonly Dictionary<FlowKey, Flow> _pairs = [];

    /// <summary>Packets whose conversation or pair came after the limit.</summary>
    public long NotKept { get; private set; }

    /// <summary>The conversations with their selected packets, in the order they were first seen.</summary>
    public IReadOnlyList<Flow> Conversations =>
        [.. _conversations.Select(pair => pair.Value.As(pair.Key)).OrderBy(flow => flow.Number)];

    /// <summary>
    /// The pairs of addresses that stand in an Internet header, as conversations without ports, in the order they were first seen.
    /// </summary>
    public IReadOnlyCollection<Flow> Pairs => _pairs.Values;

    /// <inheritdoc/>
    public void OnPacket(in Packet packet)
    {
        foreach (ref readonly FlowMark mark in packet.Flows)
        {
            if (mark.IsQuoted)
                continue;
            bool fromLow = mark.FromInitiator == mark.Flow.InitiatorIsLow;
            if (_conversations.TryGetValue(mark.Flow, out Flow? seen))
                seen.Count(fromLow, packet.Frame);
            else if (_conversations.Count < Limit)
                (_conversations[mark.Flow] = mark.Flow.Empty(packet.Frame)).Count(fromLow, packet.Frame);
            else
                NotKept++;
        }
        int from = 0;
        while (OuterAddresses.TryReadNext(packet, ref from, out Address source, out Address destination))
            CountPair(new Endpoint(source, 0), new Endpoint(destination, 0), packet);
    }

    private void CountPair(Endpoint source, Endpoint destination, in Packet packet)
    {
        var key = FlowKey.Of(source, destination, 0);
        bool fromLow = source == key.Low;
        if (!_pairs.TryGetValue(key, out Flow? pair))
        {
            if (_pairs.Count >= Limit)
            {
                NotKept++;
                return;
            }
            _pairs[key] = pair = new Flow(key, fromLow, _pairs.Count, -1, packet.Frame.At, packet.Frame.Number);
        }
        pair.Count(fromLow, packet.Frame);
    }
}
