namespace Sonde.Analysis;

/// <summary>Shows only the packets that meet a condition to other observers, and counts them.</summary>
/// <param name="condition">The condition; null lets every packet through.</param>
/// <param name="observers">Who sees what is left, in this order.</param>
public sealed class Selection(PacketFilter? condition, params IReadOnlyList<IObserver> observers) : IObserver
{
    /// <summary>Counts over the packets that met the condition.</summary>
    public Totals Totals { get; } = new();

    /// <inheritdoc/>
    public bool WantsSegments => observers.Any(observer => observer.WantsSegments);

    /// <inheritdoc/>
    public void OnPacket(in Packet packet)
    {
        if (condition is not null && !condition.Matches(packet))
            return;
        Totals.Count(packet.Frame);
        foreach (IObserver observer in observers)
            observer.OnPacket(packet);
    }

    /// <inheritdoc/>
    public void OnFlowForgotten(Flow flow)
    {
        foreach (IObserver observer in observers)
            observer.OnFlowForgotten(flow);
    }
}
