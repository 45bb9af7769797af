using System.Buffers;
using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Looks for a pattern in both directions of one stream, also where it lies across pieces.</summary>
/// <param name="owner">Who counts the matches.</param>
/// <param name="pattern">What is looked for.</param>
/// <param name="where">What kind of stream it is, for the answer.</param>
/// <param name="isAcrossOnly">Only what no piece holds alone.</param>
internal sealed class StreamSearch(SearchCollector owner, OctetPattern pattern, string where, bool isAcrossOnly)
    : IStreamReader
{
    private readonly byte[]?[] _tails = [null, null];
    private readonly int[] _lengths = [0, 0];
    private readonly long[] _matchedTo = [0, 0]; // place in the direction behind the last match

    public void OnOctets(in StreamOctets octets)
    {
        int side = octets.FromInitiator ? 1 : 0;
        int kept = _lengths[side];
        int reach = pattern.Reach;
        ReadOnlySpan<byte> piece = octets.Octets;
        if (isAcrossOnly)
            piece = piece[..Math.Min(piece.Length, reach)];
        byte[] joined = ArrayPool<byte>.Shared.Rent(kept + piece.Length);
        _tails[side].AsSpan(0, kept).CopyTo(joined);
        piece.CopyTo(joined.AsSpan(kept));
        Search(octets, side, joined.AsSpan(0, kept + piece.Length), kept);
        ArrayPool<byte>.Shared.Return(joined);
        Keep(side, octets.Octets, reach);
    }

    public void OnGap(in StreamGap gap) => _lengths[gap.FromInitiator ? 1 : 0] = 0;

    private void Search(in StreamOctets octets, int side, ReadOnlySpan<byte> joined, int kept)
    {
        long origin = octets.Offset - kept;
        int at = (int)Math.Clamp(_matchedTo[side] - origin, 0, joined.Length);
        int found = 0;
        while (at < joined.Length && pattern.TryFind(joined, at, out int start, out int length))
        {
            at = start + length;
            bool isOld = at <= kept;
            bool isWithin = start >= kept;
            if (isOld || (isWithin && isAcrossOnly))
                continue;
            if (++found > SearchCollector.MostInPiece)
            {
                owner.Cut();
                return;
            }
            _matchedTo[side] = origin + at;
            owner.Add(octets, where, joined, (start, length), origin + start);
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
