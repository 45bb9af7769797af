using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>
/// Knows the TFTP transfers that were asked for: they run between the client's port and one that the server chooses (RFC 1350 §4).
/// </summary>
/// <remarks>Memory: the last <see cref="Limit"/> requests.</remarks>
internal sealed class FileTransfers(Protocols protocols)
{
    private const int Limit = 4096;

    private readonly LayerReader? _tftp = protocols.Find("tftp");
    private readonly LayerReader? _udp = protocols.Find("udp");
    private readonly LayerReader? _data = protocols.Find("data");
    private readonly HashSet<(Endpoint Client, Address Server)> _asked = [];
    private readonly Queue<(Endpoint Client, Address Server)> _order = [];

    /// <summary>Notes a request, and reads what belongs to one. Returns how many layers there are now.</summary>
    public int Read(ReadOnlySpan<byte> octets, FlowMarker marker, LayerSpan[] layers, int count)
    {
        ref readonly LayerSpan last = ref layers[count - 1];
        if (ReferenceEquals(last.Reader, _tftp))
            Note(octets[last.Start..last.Limit], marker);
        else if (
            _asked.Count > 0
            && IsCarriedByUdp(layers, count)
            && Ends(marker, out Endpoint source, out Endpoint target)
        )
        {
            if (_asked.Contains((source, target.Address)) || _asked.Contains((target, source.Address)))
                return protocols.WalkFrom(_tftp!, octets, last.Start, last.Limit, last.Source, layers, count - 1);
        }
        return count;
    }

    private static bool Ends(FlowMarker marker, out Endpoint source, out Endpoint target)
    {
        (source, target) = (default, default);
        if (marker.Marks.IsEmpty || marker.Marks[^1].IsQuoted)
            return false;
        FlowMark mark = marker.Marks[^1];
        source = mark.FromInitiator ? mark.Flow.Initiator : mark.Flow.Responder;
        target = mark.FromInitiator ? mark.Flow.Responder : mark.Flow.Initiator;
        return true;
    }

    private bool IsCarriedByUdp(LayerSpan[] layers, int count) =>
        count >= 2
        && ReferenceEquals(layers[count - 1].Reader, _data)
        && ReferenceEquals(layers[count - 2].Reader, _udp);

    private void Note(ReadOnlySpan<byte> octets, FlowMarker marker)
    {
        if (Tftp.TryRead(octets, out Tftp tftp) != ReadStatus.Ok || !tftp.IsRequest)
            return;
        if (!Ends(marker, out Endpoint client, out Endpoint server) || !_asked.Add((client, server.Address)))
            return;
        _order.Enqueue((client, server.Address));
        if (_order.Count > Limit)
            _asked.Remove(_order.Dequeue());
    }
}
