using Sonde.Wire;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Analysis;

/// <summary>How much a transport header claims to carry, whatever the capture kept of it.</summary>
internal static class TcpLength
{
    /// <summary>Octets from the start of the layer to the end of its datagram, as the Internet header claims them.</summary>
    public static int Claimed(in Frame frame, ReadOnlySpan<LayerSpan> layers, int index)
    {
        ref readonly LayerSpan layer = ref layers[index];
        if (layer.Source != 0 || !frame.IsCut)
            return layer.Limit - layer.Start; // all that the outer headers claim is here
        long end = frame.OriginalLength;
        for (int outer = 0; outer < index; outer++)
        {
            ref readonly LayerSpan span = ref layers[outer];
            if (span.Reader.Name is "ip" or "ipv6" && span.Status <= ReadStatus.Cut)
                end = Math.Min(end, End(frame.Octets[span.Start..], span.Start));
        }
        return (int)Math.Clamp(end - layer.Start, layer.Limit - layer.Start, int.MaxValue);
    }

    private static long End(ReadOnlySpan<byte> octets, int start)
    {
        if (octets.Length < 20)
            return long.MaxValue;
        bool isOld = octets[0] >> 4 == 4;
        int length = ReadUInt16BigEndian(octets[(isOld ? 2 : 4)..]);
        return length == 0 ? long.MaxValue : start + length + (isOld ? 0 : 40); // 0: left to the network card, or a jumbogram
    }
}
