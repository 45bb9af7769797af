using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Looks for a pattern in frames and across the segments of streams; counts all matches and keeps one page.</summary>
/// <remarks>Memory: the page, and for each direction of an open stream as many octets as a match may reach back.</remarks>
internal sealed class SearchCollector(OctetPattern pattern, string scope, int limit, int offset) : IObserver
{
    public const int MostInPiece = 1000; // matches in one frame or piece of a stream
    private const int Around = 32;
    private const int LongestShown = 200;

    private readonly List<SearchMatch> _matches = [];
    private readonly FirstFrames _frames = new();

    public IReadOnlyList<SearchMatch> Matches => _matches;

    public FirstFrames Frames => _frames;

    public long Total { get; private set; }

    public bool IsCut { get; private set; }

    public bool WantsStreams => scope != "packets";

    public void OnPacket(in Packet packet)
    {
        if (scope == "streams")
            return;
        ReadOnlySpan<byte> octets = packet.Frame.Octets;
        int found = 0;
        for (int at = 0; at < octets.Length && pattern.TryFind(octets, at, out int start, out int length); )
        {
            if (++found > MostInPiece)
            {
                IsCut = true;
                return;
            }
            at = start + length;
            _frames.AddOnce(packet.Frame.Number);
            if (!Begins())
                continue;
            (Address? source, Address? destination) = EndsOf(packet);
            _matches.Add(
                Row(new StreamPlace(packet.Frame.Number, packet.Frame.At), octets, (start, length), start) with
                {
                    SrcIp = source?.ToString(),
                    DstIp = destination?.ToString(),
                    Where = "packet",
                }
            );
        }
    }

    /// <summary>Looks through a stream. With frames searched as well, only what no segment holds alone is new.</summary>
    public IStreamReader Reader() => new StreamSearch(this, pattern, "stream", isAcrossOnly: scope == "both");

    private bool Begins() => Total++ >= offset && _matches.Count < limit;

    private static (Address?, Address?) EndsOf(in Packet packet)
    {
        foreach (ref readonly FlowMark mark in packet.Flows)
        {
            if (!mark.IsQuoted)
                return mark.FromInitiator
                    ? (mark.Flow.Initiator.Address, mark.Flow.Responder.Address)
                    : (mark.Flow.Responder.Address, mark.Flow.Initiator.Address);
        }
        return (null, null);
    }

    private static SearchMatch Row(
        StreamPlace place,
        ReadOnlySpan<byte> octets,
        (int Start, int Length) match,
        long offset
    )
    {
        int from = Math.Max(0, match.Start - Around);
        int shown = Math.Min(match.Length, LongestShown);
        int to = Math.Min(octets.Length, match.Start + shown + Around);
        return new SearchMatch
        {
            Frame = place.Frame,
            Timestamp = place.At.Nanoseconds == 0 ? null : place.At.ToString(),
            Where = "stream",
            Offset = offset,
            Length = match.Length,
            Matched = OctetText.Of(octets.Slice(match.Start, shown)),
            Context = OctetText.Of(octets[from..to]),
        };
    }

    /// <summary>Takes note that more matches than are counted lie in one piece.</summary>
    public void Cut() => IsCut = true;

    /// <summary>Takes a match in a stream.</summary>
    /// <param name="octets">The piece of the stream that ends it.</param>
    /// <param name="where">What kind of stream.</param>
    /// <param name="joined">The octets around it.</param>
    /// <param name="match">Where it lies in them.</param>
    /// <param name="place">Where it lies in the stream.</param>
    public void Add(in StreamOctets octets, string where, ReadOnlySpan<byte> joined, (int, int) match, long place)
    {
        _frames.AddOnce(octets.Place.Frame);
        if (!Begins())
            return;
        Flow flow = octets.Flow;
        (Endpoint from, Endpoint to) = octets.FromInitiator
            ? (flow.Initiator, flow.Responder)
            : (flow.Responder, flow.Initiator);
        _matches.Add(
            Row(octets.Place, joined, match, place) with
            {
                Where = where,
                Stream = flow.Stream,
                SrcIp = from.Address.ToString(),
                DstIp = to.Address.ToString(),
            }
        );
    }
}
