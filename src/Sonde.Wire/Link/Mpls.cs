using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>MPLS label stack, RFC 3032 §2.1: entries of | label 20 bits | traffic class 3 | bottom 1 | TTL 8 bits |, then data.</summary>
/// <remarks>Nothing says what the data is; its first four bits tell IP and pseudowires apart (RFC 4385 §3, RFC 4928).</remarks>
public readonly ref struct Mpls : ILayer<Mpls>
{
    private const int EntrySize = 4; // octets
    private const int AssociatedChannelLabel = 13; // RFC 5586: the generic associated channel follows
    private const int AlertLabel = 14; // ITU-T Y.1711: maintenance of the path itself

    private static readonly Field LabelField = new("mpls.label", "MPLS Label", names: LabelName);
    private static readonly Field ClassField = new("mpls.exp", "MPLS Experimental Bits");
    private static readonly Field BottomField = new("mpls.bottom", "MPLS Bottom Of Label Stack");
    private static readonly Field TtlField = new("mpls.ttl", "MPLS TTL");
    private static readonly Field[] AllFields = [LabelField, ClassField, BottomField, TtlField];

    private readonly ReadOnlySpan<byte> _octets; // [0.._header) entries, the last of them marked unless cut, then data
    private readonly int _header;

    private Mpls(ReadOnlySpan<byte> octets, int header)
    {
        _octets = octets;
        _header = header;
    }

    /// <inheritdoc/>
    public static string Name => "mpls";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => _header;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - _header;

    /// <inheritdoc/>
    public NextLayer NextLayer
    {
        get
        {
            int label = Label(_header - EntrySize);
            return label == AlertLabel || !HasBottom || _header == _octets.Length ? NextLayer.None
                : label == AssociatedChannelLabel ? new(NextSpace.Direct, Direct.MplsChannel)
                : (_octets[_header] >> 4) switch
                {
                    0 => new(NextSpace.Direct, Direct.PseudowireGuess),
                    1 => new(NextSpace.Direct, Direct.MplsChannel),
                    4 => new(NextSpace.EtherType, EtherTypes.Ipv4),
                    6 => new(NextSpace.EtherType, EtherTypes.Ipv6),
                    _ => NextLayer.Data,
                };
        }
    }

    private bool HasBottom => (_octets[_header - 2] & 1) != 0;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Mpls layer)
    {
        layer = default;
        int header = 0;
        bool isBottom = false;
        while (!isBottom && header + EntrySize <= octets.Length)
        {
            header += EntrySize;
            isBottom = (octets[header - 2] & 1) != 0;
        }
        if (header == 0)
            return ReadStatus.TooShort;
        layer = new Mpls(octets, header);
        return isBottom ? ReadStatus.Ok : ReadStatus.Cut;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        for (int at = 0; at < _header; at += EntrySize)
        {
            sink.Add(LabelField, at, 3, (ulong)Label(at));
            sink.Add(ClassField, at + 2, 1, (ulong)((_octets[at + 2] >> 1) & 7));
            sink.Add(BottomField, at + 2, 1, (ulong)(_octets[at + 2] & 1));
            sink.Add(TtlField, at + 3, 1, _octets[at + 3]);
        }
    }

    /// <summary>Writes one entry, last of its stack or not. Returns the octets written.</summary>
    public static int Write(Span<byte> target, int label, bool isBottom, byte timeToLive)
    {
        WriteUInt32BigEndian(target, ((uint)label << 12) | (isBottom ? 0x100u : 0) | timeToLive);
        return EntrySize;
    }

    private int Label(int at) => (int)(ReadUInt32BigEndian(_octets[at..]) >> 12);

    private static string? LabelName(ulong label) =>
        label switch
        {
            0 => "IPv4 Explicit-Null",
            1 => "Router Alert",
            2 => "IPv6 Explicit-Null",
            3 => "Implicit-Null",
            7 => "Entropy Label Indicator",
            AssociatedChannelLabel => "Generic Associated Channel",
            AlertLabel => "OAM Alert",
            _ => null,
        };
}
