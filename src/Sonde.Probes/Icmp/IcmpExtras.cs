using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Probes;

/// <summary>What a router adds to an ICMP error (RFC 4884): the labels with which the packet came, and what else.</summary>
/// <param name="Labels">MPLS label stack, outermost first (RFC 4950).</param>
/// <param name="Others">Other objects, by class and type.</param>
public sealed record IcmpExtras(IReadOnlyList<MplsLabel> Labels, IReadOnlyList<(byte Class, byte Type)> Others)
{
    private const int Header = 4; // octets of the structure's and of each object's header
    private const int LegacyQuote = 128; // RFC 4884 §5.5: where extensions begin when the length field is not used
    private const int MostObjects = 16;
    private const byte MplsClass = 1;

    /// <summary>Reads the extensions behind a quoted datagram.</summary>
    /// <param name="quote">The quoted datagram without its IP and transport headers, with all that follows.</param>
    /// <param name="at">Where the system found extensions; 0 when it found none.</param>
    /// <param name="strippedHeaders">Octets of the headers that are not part of <paramref name="quote"/>.</param>
    /// <returns>Null when there are none, or none that are whole.</returns>
    public static IcmpExtras? Read(ReadOnlySpan<byte> quote, int at, int strippedHeaders)
    {
        if (at == 0)
            at = LegacyQuote - strippedHeaders;
        if (at < 0 || quote.Length < at + Header || quote[at] >> 4 != 2)
            return null;
        ReadOnlySpan<byte> octets = quote[at..];
        // a checksum of zero was not made (RFC 4884 §7)
        if (ReadUInt16BigEndian(octets[2..]) != 0 && Wire.Checksum.Internet(octets) != 0)
            return null;
        List<MplsLabel> labels = [];
        List<(byte, byte)> others = [];
        for (int place = Header; place + Header <= octets.Length && labels.Count + others.Count < MostObjects; )
        {
            int length = ReadUInt16BigEndian(octets[place..]);
            if (length < Header || place + length > octets.Length)
                break;
            if (octets[place + 2] == MplsClass)
                ReadLabels(octets[(place + Header)..(place + length)], labels);
            else
                others.Add((octets[place + 2], octets[place + 3]));
            place += length;
        }
        return labels.Count + others.Count == 0 ? null : new IcmpExtras(labels, others);
    }

    private static void ReadLabels(ReadOnlySpan<byte> octets, List<MplsLabel> labels)
    {
        for (int at = 0; at + 4 <= octets.Length && labels.Count < MostObjects; at += 4)
        {
            uint entry = ReadUInt32BigEndian(octets[at..]);
            labels.Add(new MplsLabel(entry >> 12, (int)(entry >> 9 & 7), (entry >> 8 & 1) == 1, (int)(entry & 0xff)));
        }
    }
}

/// <summary>An entry of an MPLS label stack, RFC 3032 §2.1.</summary>
/// <param name="Label">Label, 20 bits.</param>
/// <param name="TrafficClass">Traffic class, 3 bits (RFC 5462).</param>
/// <param name="IsBottom">It is the last of its stack.</param>
/// <param name="TimeToLive">Time to live.</param>
public readonly record struct MplsLabel(uint Label, int TrafficClass, bool IsBottom, int TimeToLive);
