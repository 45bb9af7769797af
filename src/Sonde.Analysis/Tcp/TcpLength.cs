using Sonde.Wire;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Analysis;

/// <summary>How much a transport header claims to carry, whatever the capture kept of it.</summary>
internal static class TcpLength
{
    /// <summary>Octets from the start of the layer to the end of its datagram, as the Internet header claims them.</summary>
    public static int Claimed(in Frame frame, ReadOnlySpan<LayerSpan> layers, int index, Sources sources)
    {
        ref readonly LayerSpan layer = ref layers[index];
        int given = layer.Limit - layer.Start;
        for (int outer = index - 1; outer >= 0; outer--)
        {
            ref readonly LayerSpan span = ref layers[outer];
            if (span.Source != layer.Source)
                break; // put together from fragments: it is whole
            if (span.Reader.Name is not ("ip" or "ipv6") || span.Status > ReadStatus.Cut)
                continue;
            ReadOnlySpan<byte> octets = (span.Source == 0 ? frame.Octets : sources[span.Source])[span.Start..];
            return Math.Max(given, End(octets, span, frame) - layer.Start);
        }
        return given;
    }

    private static int End(ReadOnlySpan<byte> octets, in LayerSpan span, in Frame frame)
    {
        if (octets.Length < 20)
            return span.Limit;
        bool isOld = octets[0] >> 4 == 4;
        int length = ReadUInt16BigEndian(octets[(isOld ? 2 : 4)..]);
        if (length == 0) // cut by the network card later, or a jumbogram: as long as the frame
            return span.Source == 0 && span.Limit == frame.Octets.Length
                ? (int)Math.Min(frame.OriginalLength, int.MaxValue)
                : span.Limit;
        return span.Start + length + (isOld ? 0 : 40);
    }
}
