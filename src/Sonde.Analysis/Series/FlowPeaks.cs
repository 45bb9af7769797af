using System.Runtime.InteropServices;

namespace Sonde.Analysis;

/// <summary>The busiest 100 ms of each conversation, on a clock that all of them share.</summary>
/// <remarks>Memory: about 60 octets a conversation, as long as the pass keeps it.</remarks>
public sealed class FlowPeaks : IObserver
{
    /// <summary>Length of the intervals in nanoseconds.</summary>
    public const long Width = 100_000_000;

    private readonly Dictionary<Flow, Rate> _rates = [];

    /// <summary>Most octets in an interval; 0 for a conversation without times.</summary>
    public long Of(Flow flow) => _rates.TryGetValue(flow, out Rate rate) ? Math.Max(rate.Most, rate.Octets) : 0;

    /// <inheritdoc/>
    public void OnPacket(in Packet packet)
    {
        if (packet.Frame.IsTimeless)
            return;
        long slot = packet.Frame.At.Nanoseconds / Width;
        foreach (FlowMark mark in packet.Flows)
        {
            if (mark.IsQuoted)
                continue;
            ref Rate rate = ref CollectionsMarshal.GetValueRefOrAddDefault(_rates, mark.Flow, out _);
            if (rate.Slot != slot)
                rate = new Rate(slot, 0, Math.Max(rate.Most, rate.Octets));
            rate.Octets += packet.Frame.OriginalLength;
        }
    }

    /// <inheritdoc/>
    public void OnFlowForgotten(Flow flow) => _rates.Remove(flow);

    private record struct Rate(long Slot, long Octets, long Most);
}
