using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Extensions behind the quoted datagram of an ICMP error, RFC 4884 §7, with MPLS label stacks (RFC 4950).</summary>
/// <remarks>| version 4 bits, reserved 12 bits | checksum 2 |, then objects: | length 2 | class 1 | C-type 1 | data … |</remarks>
internal static class IcmpExtensions
{
    private const int Size = 4; // octets, of the structure's and of each object's header
    private const int LegacyQuote = 128; // RFC 4884 §5.5: where extensions begin when the length field is not used
    private const byte MplsClass = 1;
    private const byte InterfaceClass = 2;

    private static readonly Field VersionField = new("icmp.ext.version", "Version");
    private static readonly Field ReservedField = new("icmp.ext.res", "Reserved", @base: FieldBase.Hex);
    private static readonly Field ChecksumField = new("icmp.ext.checksum", "Checksum", @base: FieldBase.Hex);
    private static readonly Field GroupField = new("icmp.ext", "ICMP Extensions", FieldKind.Group);
    private static readonly Field LengthField = new("icmp.ext.length", "Length");
    private static readonly Field ClassField = new("icmp.ext.class", "Class", names: ClassName);
    private static readonly Field TypeField = new("icmp.ext.ctype", "C-Type");
    private static readonly Field DataField = new("icmp.ext.data", "Data", FieldKind.Octets);
    private static readonly Field LabelField = new("icmp.mpls.label", "Label");
    private static readonly Field ExperimentalField = new("icmp.mpls.exp", "Experimental");
    private static readonly Field BottomField = new("icmp.mpls.s", "Stack bit", FieldKind.Boolean);
    private static readonly Field TtlField = new("icmp.mpls.ttl", "Time to live");

    /// <summary>Every field that <see cref="Describe"/> may add.</summary>
    public static readonly Field[] Fields =
    [
        GroupField,
        VersionField,
        ReservedField,
        ChecksumField,
        LengthField,
        ClassField,
        TypeField,
        DataField,
        LabelField,
        ExperimentalField,
        BottomField,
        TtlField,
    ];

    /// <summary>How many octets of <paramref name="rest"/> are the quoted datagram, its padding included.</summary>
    /// <param name="rest">The message behind its first eight octets.</param>
    /// <param name="claimed">What the message's length field says, in octets; 0 when it is not used.</param>
    public static int QuotedLength(ReadOnlySpan<byte> rest, int claimed)
    {
        int quoted = claimed > 0 ? Math.Max(claimed, LegacyQuote) : LegacyQuote;
        return rest.Length >= quoted + Size && rest[quoted] >> 4 == 2 ? quoted : rest.Length;
    }

    /// <summary>Adds the extensions; <paramref name="start"/> is where they begin in their layer.</summary>
    public static void Describe(ReadOnlySpan<byte> octets, int start, FieldSink sink)
    {
        if (octets.Length < Size)
            return;
        sink.Open(GroupField, start, octets.Length);
        sink.Add(VersionField, start, 1, (ulong)(octets[0] >> 4));
        sink.Add(ReservedField, start, 2, (ulong)(ReadUInt16BigEndian(octets) & 0xfff));
        sink.Add(ChecksumField, start + 2, 2, ReadUInt16BigEndian(octets[2..]));
        for (int at = Size; at + Size <= octets.Length; )
        {
            int length = ReadUInt16BigEndian(octets[at..]);
            sink.Add(LengthField, start + at, 2, (ulong)length);
            sink.Add(ClassField, start + at + 2, 1, octets[at + 2]);
            sink.Add(TypeField, start + at + 3, 1, octets[at + 3]);
            if (length < Size || at + length > octets.Length)
                break;
            ReadOnlySpan<byte> data = octets[(at + Size)..(at + length)];
            if (octets[at + 2] == MplsClass)
                DescribeLabels(data, start + at + Size, sink);
            else if (!data.IsEmpty)
                sink.Add(DataField, start + at + Size, data.Length, data);
            at += length;
        }
        sink.Close();
    }

    private static void DescribeLabels(ReadOnlySpan<byte> labels, int start, FieldSink sink)
    {
        for (int at = 0; at + 4 <= labels.Length; at += 4)
        {
            uint entry = ReadUInt32BigEndian(labels[at..]);
            sink.Add(LabelField, start + at, 3, entry >> 12);
            sink.Add(ExperimentalField, start + at + 2, 1, (entry >> 9) & 7);
            sink.Add(BottomField, start + at + 2, 1, (entry >> 8) & 1);
            sink.Add(TtlField, start + at + 3, 1, entry & 0xff);
        }
    }

    private static string? ClassName(ulong value) =>
        value switch
        {
            MplsClass => "MPLS Label Stack",
            InterfaceClass => "Interface Information",
            3 => "Interface Identification",
            4 => "Extended Information",
            _ => null,
        };
}
