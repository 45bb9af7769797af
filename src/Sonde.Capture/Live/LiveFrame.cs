using System.Runtime.CompilerServices;
using Sonde.Wire;

namespace Sonde.Capture;

/// <summary>Makes frames of what a live device gives.</summary>
public static class LiveFrame
{
    /// <summary>A frame.</summary>
    /// <param name="octets">What was captured.</param>
    /// <param name="nanoseconds">When, since 1970.</param>
    /// <param name="originalLength">Octets on the wire; where a device says fewer than it gives, those that it gives.</param>
    /// <param name="linkType">LINKTYPE_ value.</param>
    /// <param name="number">Its position, from 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Frame Of(
        ReadOnlySpan<byte> octets,
        long nanoseconds,
        long originalLength,
        int linkType,
        long number
    ) =>
        new()
        {
            Octets = octets,
            At = new Timestamp(nanoseconds),
            OriginalLength = Math.Max(originalLength, octets.Length),
            LinkType = linkType,
            Number = number,
        };
}
