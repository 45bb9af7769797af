using System.Runtime.CompilerServices;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Internet Protocol version 4, RFC 791 §3.1: 20 octets of header, up to 40 of options, data.</summary>
/// <remarks>
/// | version 4 bits, header length 4 bits | DSCP 6 bits, ECN 2 bits | total length 2 | identification 2 |
/// flags 3 bits, fragment offset 13 bits | TTL 1 | protocol 1 | header checksum 2 | source 4 | destination 4 | options … |
/// </remarks>
public readonly ref struct Ipv4 : ILayer<Ipv4>
{
    private const int Size = 20; // octets without options
    private const int MoreFragmentsBit = 0x2000;
    private const byte LooseSourceRoute = 131;
    private const byte StrictSourceRoute = 137;

    internal static readonly Field VersionField = new("ip.version", "Version");
    private static readonly Field HeaderLengthField = new("ip.hdr_len", "Header Length");
    private static readonly Field DsField = new("ip.dsfield", "Differentiated Services Field", @base: FieldBase.Hex);
    private static readonly Field DscpField = new("ip.dsfield.dscp", "Differentiated Services Codepoint");
    private static readonly Field EcnField = new("ip.dsfield.ecn", "Explicit Congestion Notification");
    private static readonly Field TotalLengthField = new("ip.len", "Total Length");
    private static readonly Field IdentificationField = new("ip.id", "Identification", @base: FieldBase.Hex);
    private static readonly Field FlagsField = new("ip.flags", "Flags", @base: FieldBase.Hex);
    private static readonly Field ReservedField = new("ip.flags.rb", "Reserved bit", FieldKind.Boolean);
    private static readonly Field DontFragmentField = new("ip.flags.df", "Don't fragment", FieldKind.Boolean);
    private static readonly Field MoreFragmentsField = new("ip.flags.mf", "More fragments", FieldKind.Boolean);
    private static readonly Field OffsetField = new("ip.frag_offset", "Fragment Offset");
    private static readonly Field TtlField = new("ip.ttl", "Time to Live");
    private static readonly Field ProtocolField = new("ip.proto", "Protocol", names: IpProtocols.NameOf);
    private static readonly Field ChecksumField = new("ip.checksum", "Header Checksum", @base: FieldBase.Hex);
    private static readonly Field SourceField = new("ip.src", "Source Address", FieldKind.Ipv4);
    private static readonly Field DestinationField = new("ip.dst", "Destination Address", FieldKind.Ipv4);
    private static readonly Field AddressField = new("ip.addr", "Address", FieldKind.Ipv4) { IsHidden = true };
    private static readonly Field OptionTypeField = new("ip.opt.type", "Option type", names: OptionName);

    private readonly ReadOnlySpan<byte> _octets; // [0..20) header, [20..HeaderLength) options, then data up to the total length

    private Ipv4(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "ip";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields =>
        [
            VersionField,
            HeaderLengthField,
            DsField,
            DscpField,
            EcnField,
            TotalLengthField,
            IdentificationField,
            FlagsField,
            ReservedField,
            DontFragmentField,
            MoreFragmentsField,
            OffsetField,
            TtlField,
            ProtocolField,
            ChecksumField,
            SourceField,
            DestinationField,
            AddressField,
            OptionTypeField,
        ];

    /// <inheritdoc/>
    public int HeaderLength => IsMislabelled ? 0 : (_octets[0] & 0x0f) * 4;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - HeaderLength;

    /// <inheritdoc/>
    public NextLayer NextLayer
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get =>
            PayloadLength == 0 ? NextLayer.None
            : IsMislabelled ? new(NextSpace.IpVersion, 6)
            : new(IsFragment ? NextSpace.Fragment : NextSpace.IpProtocol, Protocol);
    }

    /// <summary>The octets are of an IPv6 datagram under IPv4's number: the header is empty, and none of its fields mean anything.</summary>
    public bool IsMislabelled => _octets[0] >> 4 == 6;

    /// <summary>Octets of header and data as the sender claims; 0 when the network card fills it in later.</summary>
    public ushort TotalLength => ReadUInt16BigEndian(_octets[2..]);

    /// <summary>Tells the datagrams of one sender apart, for their fragments.</summary>
    public ushort Identification => ReadUInt16BigEndian(_octets[4..]);

    /// <summary>The datagram may not be cut on its way.</summary>
    public bool DontFragment => (_octets[6] & 0x40) != 0;

    /// <summary>Fragments behind this one follow.</summary>
    public bool MoreFragments => (ReadUInt16BigEndian(_octets[6..]) & MoreFragmentsBit) != 0;

    /// <summary>Where the data stands in the whole datagram's data, in octets; a multiple of 8.</summary>
    public int FragmentOffset => (ReadUInt16BigEndian(_octets[6..]) & 0x1fff) * 8;

    /// <summary>The data is a piece of a datagram's data.</summary>
    public bool IsFragment => (ReadUInt16BigEndian(_octets[6..]) & 0x3fff) != 0;

    /// <summary>Hops left.</summary>
    public byte TimeToLive => _octets[8];

    /// <summary>Internet protocol number of the data.</summary>
    public byte Protocol => _octets[9];

    /// <summary>Address of the sender, four octets.</summary>
    public ReadOnlySpan<byte> Source => _octets.Slice(12, 4);

    /// <summary>Address of the receiver, four octets: the end of the route when the sender chose one.</summary>
    public ReadOnlySpan<byte> Destination => DestinationOf(_octets);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Ipv4 layer)
    {
        layer = default;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        if (octets[0] >> 4 == 6)
        {
            layer = new Ipv4(octets);
            return ReadStatus.Ok;
        }
        int header = (octets[0] & 0x0f) * 4;
        if (header < Size || octets[0] >> 4 != 4)
            return ReadStatus.Malformed;
        if (header > octets.Length)
            return ReadStatus.TooShort;
        int claimed = ReadUInt16BigEndian(octets[2..]);
        if (claimed == 0) // segmentation offload: the card had not yet cut the datagram when it was captured
            claimed = octets.Length;
        if (claimed < header)
            return ReadStatus.Malformed;
        layer = new Ipv4(octets[..Math.Min(claimed, octets.Length)]);
        return claimed > octets.Length ? ReadStatus.Cut : ReadStatus.Ok;
    }

    /// <summary>
    /// Address of the receiver of a datagram, of which at least 20 octets are there. While a source route is under way, the header names the next
    /// router, and the option's last address is the receiver (RFC 791 §3.1).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<byte> DestinationOf(ReadOnlySpan<byte> octets) =>
        (octets[0] & 0x0f) * 4 <= Size ? octets.Slice(16, 4) : EndOfRoute(octets);

    private static ReadOnlySpan<byte> EndOfRoute(ReadOnlySpan<byte> octets)
    {
        int header = Math.Min((octets[0] & 0x0f) * 4, octets.Length);
        for (int at = Size; at + 2 < header; )
        {
            byte type = octets[at];
            int length = type <= 1 ? 1 : octets[at + 1];
            if (type == 0 || length < 1 || at + length > header)
                break;
            bool isRoute = type is LooseSourceRoute or StrictSourceRoute && length >= 7 && length % 4 == 3;
            if (isRoute && octets[at + 2] < length) // the pointer counts from 1: beyond the option, the route was gone to its end
                return octets.Slice(at + length - 4, 4);
            at += length;
        }
        return octets.Slice(16, 4);
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(VersionField, 0, 1, (ulong)(_octets[0] >> 4));
        if (IsMislabelled)
            return;
        ushort flags = ReadUInt16BigEndian(_octets[6..]);
        sink.Add(HeaderLengthField, 0, 1, (ulong)HeaderLength);
        sink.Add(DsField, 1, 1, _octets[1]);
        sink.Add(DscpField, 1, 1, (ulong)(_octets[1] >> 2));
        sink.Add(EcnField, 1, 1, (ulong)(_octets[1] & 3));
        sink.Add(TotalLengthField, 2, 2, TotalLength == 0 ? (ulong)_octets.Length : TotalLength);
        sink.Add(IdentificationField, 4, 2, Identification);
        sink.Add(FlagsField, 6, 1, (ulong)(flags >> 13));
        sink.Add(ReservedField, 6, 1, (ulong)(flags >> 15));
        sink.Add(DontFragmentField, 6, 1, DontFragment ? 1u : 0u);
        sink.Add(MoreFragmentsField, 6, 1, MoreFragments ? 1u : 0u);
        sink.Add(OffsetField, 6, 2, (ulong)(FragmentOffset >> 3)); // Wireshark counts it in units of eight octets
        sink.Add(TtlField, 8, 1, TimeToLive);
        sink.Add(ProtocolField, 9, 1, Protocol);
        sink.Add(ChecksumField, 10, 2, ReadUInt16BigEndian(_octets[10..]));
        sink.Add(SourceField, 12, 4, Source);
        sink.Add(AddressField, 12, 4, Source);
        sink.Add(DestinationField, 16, 4, Destination);
        sink.Add(AddressField, 16, 4, Destination);
        DescribeOptions(sink);
    }

    /// <summary>Writes a header without options, and its data; the checksum is computed. Returns the octets written.</summary>
    public static int Write(
        Span<byte> target,
        ReadOnlySpan<byte> source,
        ReadOnlySpan<byte> destination,
        byte protocol,
        ReadOnlySpan<byte> data,
        ushort identification = 0,
        byte timeToLive = 64,
        ushort flagsAndOffset = 0x4000
    )
    {
        target[0] = 0x45;
        target[1] = 0;
        WriteUInt16BigEndian(target[2..], checked((ushort)(Size + data.Length)));
        WriteUInt16BigEndian(target[4..], identification);
        WriteUInt16BigEndian(target[6..], flagsAndOffset);
        target[8] = timeToLive;
        target[9] = protocol;
        WriteUInt16BigEndian(target[10..], 0);
        source[..4].CopyTo(target[12..]);
        destination[..4].CopyTo(target[16..]);
        WriteUInt16BigEndian(target[10..], Checksum.Internet(target[..Size]));
        data.CopyTo(target[Size..]);
        return Size + data.Length;
    }

    private static string? OptionName(ulong value) =>
        value switch
        {
            0 => "End of Options List",
            1 => "No-Operation",
            7 => "Record Route",
            68 => "Time Stamp",
            130 => "Security",
            LooseSourceRoute => "Loose Source Route",
            StrictSourceRoute => "Strict Source Route",
            148 => "Router Alert",
            _ => null,
        };

    private void DescribeOptions(FieldSink sink)
    {
        int header = HeaderLength;
        for (int at = Size; at < header; )
        {
            byte type = _octets[at];
            int length = type <= 1 || at + 1 >= header ? 1 : _octets[at + 1];
            if (length < 1 || at + length > header)
                return;
            sink.Add(OptionTypeField, at, length, type);
            if (type == 0)
                return; // RFC 791 §3.1: the end of the list; padding follows
            at += length;
        }
    }
}
