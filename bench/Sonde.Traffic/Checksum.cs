using System.Buffers.Binary;

namespace Sonde.Traffic;

/// <summary>The Internet checksum, RFC 1071.</summary>
internal static class Checksum
{
    public static uint Sum(ReadOnlySpan<byte> octets, uint start)
    {
        ulong sum = start;
        // 32 bits at a time: carries gather in the upper half and are folded at the end
        while (octets.Length >= 4)
        {
            sum += BinaryPrimitives.ReadUInt32BigEndian(octets);
            octets = octets[4..];
        }
        if (octets.Length >= 2)
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(octets);
            octets = octets[2..];
        }
        if (octets.Length == 1)
            sum += (uint)octets[0] << 8;
        while (sum >> 16 != 0)
            sum = (sum & 0xFFFF) + (sum >> 16);
        return (uint)sum;
    }

    /// <summary>Sets the two octets at <paramref name="at"/> so that all of it sums up.</summary>
    public static void Write(Span<byte> octets, int at, uint start)
    {
        octets[at] = octets[at + 1] = 0;
        BinaryPrimitives.WriteUInt16BigEndian(octets[at..], (ushort)~Sum(octets, start));
    }
}
