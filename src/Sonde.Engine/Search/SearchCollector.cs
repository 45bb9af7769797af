using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Looks for a pattern in frames and across the segments of streams; counts all matches and keeps one page.</summary>
/// <remarks>Memory: the page, and for each direction of an open stream as many octets as a match may reach back.</remarks>
internal sealed class SearchCollector(OctetPattern pattern, string scope, int limit, int offset) : IObserver
{
    private const int MostInPiece = 1000; // matches in one frame or piece of a stream
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

    public IStreamReader Reader() => new StreamSearch(this);

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

    // Both directions of one stream. With frames searched as well, only what no segment holds alone is new.
    private sealed class StreamSearch(SearchCollector owner) : IStreamReader
    {
        private readonly byte[]?[] _tails = [null, null];
        private readonly int[] _lengths = [0, 0];
        private readonly long[] _matchedTo = [0, 0]; // place in the direction behind the last match

        public void OnOctets(in StreamOctets octets)
        {
            int side = octets.FromInitiator ? 1 : 0;
            int kept = _lengths[side];
            int reach = owner.Pattern.Reach;
            ReadOnlySpan<byte> piece = octets.Octets;
            if (owner.IsAcrossOnly)
                piece = piece[..Math.Min(piece.Length, reach)];
            byte[] joined = System.Buffers.ArrayPool<byte>.Shared.Rent(kept + piece.Length);
            _tails[side].AsSpan(0, kept).CopyTo(joined);
            piece.CopyTo(joined.AsSpan(kept));
            Search(octets, side, joined.AsSpan(0, kept + piece.Length), kept);
            System.Buffers.ArrayPool<byte>.Shared.Return(joined);
            Keep(side, octets.Octets, reach);
        }

        public void OnGap(in StreamGap gap) => _lengths[gap.FromInitiator ? 1 : 0] = 0;

        private void Search(in StreamOctets octets, int side, ReadOnlySpan<byte> joined, int kept)
        {
            long origin = octets.Offset - kept;
            int at = (int)Math.Clamp(_matchedTo[side] - origin, 0, joined.Length);
            int found = 0;
            while (at < joined.Length && owner.Pattern.TryFind(joined, at, out int start, out int length))
            {
                at = start + length;
                bool isOld = at <= kept;
                bool isWithin = start >= kept;
                if (isOld || (isWithin && owner.IsAcrossOnly))
                    continue;
                if (++found > MostInPiece)
                {
                    owner.IsCut = true;
                    return;
                }
                _matchedTo[side] = origin + at;
                owner.AddStream(octets, joined, (start, length), origin + start);
            }
        }

        private void Keep(int side, ReadOnlySpan<byte> octets, int reach)
        {
            byte[] tail = _tails[side] ??= new byte[reach];
            if (octets.Length >= reach)
            {
                octets[^reach..].CopyTo(tail);
                _lengths[side] = reach;
                return;
            }
            int drop = Math.Max(0, _lengths[side] + octets.Length - reach);
            tail.AsSpan(drop, _lengths[side] - drop).CopyTo(tail);
            octets.CopyTo(tail.AsSpan(_lengths[side] - drop));
            _lengths[side] += octets.Length - drop;
        }
    }

    private OctetPattern Pattern => pattern;

    private bool IsAcrossOnly => scope == "both";

    private void AddStream(in StreamOctets octets, ReadOnlySpan<byte> joined, (int, int) match, long place)
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
                Stream = flow.Stream,
                SrcIp = from.Address.ToString(),
                DstIp = to.Address.ToString(),
            }
        );
    }
}
