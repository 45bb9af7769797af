using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Fires a trigger on packets that match its display filter.</summary>
internal sealed class LiveFilterWatch(PacketFilter filter, LiveTriggers triggers) : IObserver
{
    public void OnPacket(in Packet packet)
    {
        if (filter.Matches(packet))
            triggers.Matched(packet.Frame);
    }
}
