namespace Sonde.Wire;

/// <summary>A layer that carries several payloads one after the other, each read on its own: its <see cref="ILayer{TSelf}.NextLayer"/> is <see cref="NextLayer.Parts"/>.</summary>
public interface IBundleLayer<TSelf> : ILayer<TSelf>
    where TSelf : struct, IBundleLayer<TSelf>, allows ref struct
{
    /// <summary>Finds the next part in the layer's octets, or returns false after the last one. Every call moves on, so that the parts end.</summary>
    /// <param name="octets">What the layer was given, from its header on.</param>
    /// <param name="cursor">How far the caller is; the default before the first part.</param>
    /// <param name="part">The part.</param>
    static abstract bool TryNextPart(ReadOnlySpan<byte> octets, ref PartCursor cursor, out LayerPart part);
}

/// <summary>How far a reading of parts has come; what the numbers mean is the layer's own matter.</summary>
/// <param name="Position">The first octet that was not looked at.</param>
/// <param name="GroupEnd">Where the group of parts ends that is being read; 0 outside of groups.</param>
/// <param name="GroupsSeen">Groups that were looked at, the present one included.</param>
public record struct PartCursor(int Position, int GroupEnd = 0, uint GroupsSeen = 0);

/// <summary>One payload of several.</summary>
/// <param name="Start">Its first octet, from the layer's start.</param>
/// <param name="End">The octet after its last.</param>
/// <param name="Next">What it says it is.</param>
/// <param name="IsCopy">A copy of a packet that was sent at another time and place: it is shown, and counts in no conversation.</param>
public readonly record struct LayerPart(int Start, int End, NextLayer Next, bool IsCopy = false);

/// <summary>Finds the parts of a layer whose type the caller does not know: <see cref="IBundleLayer{TSelf}.TryNextPart"/>.</summary>
public delegate bool PartFinder(ReadOnlySpan<byte> octets, ref PartCursor cursor, out LayerPart part);
