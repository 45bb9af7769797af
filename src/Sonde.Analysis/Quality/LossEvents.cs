using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>A TCP segment before which something is missing.</summary>
/// <param name="Frame">Number of the frame.</param>
/// <param name="Source">Who sent it.</param>
/// <param name="Destination">To whom.</param>
public readonly record struct LossEvent(long Frame, Address Source, Address Destination);

/// <summary>Lists the TCP segments before which something is missing (Wireshark's <c>tcp.analysis.lost_segment</c>).</summary>
/// <remarks>Memory: the page.</remarks>
/// <param name="skip">Segments to leave out of <see cref="Page"/> at its beginning.</param>
/// <param name="take">Segments to keep in <see cref="Page"/>.</param>
public sealed class LossEvents(long skip, long take) : ITcpObserver
{
    private readonly List<LossEvent> _page = [];

    /// <summary>Segments seen.</summary>
    public long Seen { get; private set; }

    /// <summary>The segments asked for, in capture order.</summary>
    public IReadOnlyList<LossEvent> Page => _page;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> StreamProtocols => [];

    /// <inheritdoc/>
    public IReadOnlyCollection<string> PacketProtocols => [];

    /// <inheritdoc/>
    public void OnSegment(in TcpSegment segment, in Packet packet)
    {
        if (!segment.Has(TcpVerdicts.LostSegment) || Seen++ < skip || _page.Count >= take)
            return;
        (Endpoint source, Endpoint destination) = segment.FromInitiator
            ? (segment.Flow.Initiator, segment.Flow.Responder)
            : (segment.Flow.Responder, segment.Flow.Initiator);
        _page.Add(new LossEvent(segment.Frame, source.Address, destination.Address));
    }
}
