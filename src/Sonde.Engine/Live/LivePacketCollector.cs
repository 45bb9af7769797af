using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Keeps the last packets that meet the conditions.</summary>
/// <remarks>Memory: the rows of the page, and of the pages that were skipped.</remarks>
internal sealed class LivePacketCollector(PacketConditions conditions, long before, int limit, int offset) : IObserver
{
    private readonly Queue<LivePacketRow> _rows = [];

    /// <summary>Packets that meet the conditions.</summary>
    public long Matching { get; private set; }

    /// <summary>The page, oldest first.</summary>
    public IReadOnlyList<LivePacketRow> Page =>
        [
            .. _rows
                .Skip(Math.Max(0, _rows.Count - offset - limit))
                .Take(Math.Max(0, Math.Min(limit, _rows.Count - offset))),
        ];

    public void OnPacket(in Packet packet)
    {
        if (!conditions.Hold(packet))
            return;
        Matching++;
        if (_rows.Count == limit + offset)
            _rows.Dequeue();
        _rows.Enqueue(LivePacketMaker.Row(packet, before));
    }
}
