using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Routing Information Protocol, RFC 1058 and RFC 2453 §4: | command 1 | version 1 | zero 2 | entries of 20 … |.</summary>
public readonly ref struct Rip : ILayer<Rip>
{
    private const int Size = 4; // octets without entries
    private const int EntrySize = 20;
    private const int AuthenticationFamily = 0xffff;

    private static readonly Field CommandField = new("rip.command", "Command", names: CommandName);
    private static readonly Field VersionField = new("rip.version", "Version");
    private static readonly Field FamilyField = new("rip.family", "Address Family");
    private static readonly Field TagField = new("rip.route_tag", "Route Tag");
    private static readonly Field AddressField = new("rip.ip", "IP Address", FieldKind.Ipv4);
    private static readonly Field MaskField = new("rip.netmask", "Netmask", FieldKind.Ipv4);
    private static readonly Field NextHopField = new("rip.next_hop", "Next Hop", FieldKind.Ipv4);
    private static readonly Field MetricField = new("rip.metric", "Metric");
    private static readonly Field AuthenticationField = new("rip.auth.type", "Authentication type");

    private readonly ReadOnlySpan<byte> _octets;

    private Rip(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "rip";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields =>
        [
            CommandField,
            VersionField,
            FamilyField,
            TagField,
            AddressField,
            MaskField,
            NextHopField,
            MetricField,
            AuthenticationField,
        ];

    /// <inheritdoc/>
    public int HeaderLength => _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => 0;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.None;

    /// <summary>1 asks, 2 answers.</summary>
    public byte Command => _octets[0];

    /// <summary>Version of the protocol.</summary>
    public byte Version => _octets[1];

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Rip layer)
    {
        layer = octets.Length < Size ? default : new Rip(octets);
        return octets.Length < Size ? ReadStatus.TooShort : ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(CommandField, 0, 1, Command);
        sink.Add(VersionField, 1, 1, Version);
        for (int at = Size; at + EntrySize <= _octets.Length; at += EntrySize)
        {
            int family = ReadUInt16BigEndian(_octets[at..]);
            if (family == AuthenticationFamily && Version == 2)
            {
                sink.Add(AuthenticationField, at + 2, 2, ReadUInt16BigEndian(_octets[(at + 2)..]));
                continue;
            }
            sink.Add(FamilyField, at, 2, (ulong)family);
            if (Version == 2)
                sink.Add(TagField, at + 2, 2, ReadUInt16BigEndian(_octets[(at + 2)..]));
            if (family == 2)
                sink.Add(AddressField, at + 4, 4, _octets.Slice(at + 4, 4));
            if (Version == 2)
            {
                sink.Add(MaskField, at + 8, 4, _octets.Slice(at + 8, 4));
                sink.Add(NextHopField, at + 12, 4, _octets.Slice(at + 12, 4));
            }
            sink.Add(MetricField, at + 16, 4, ReadUInt32BigEndian(_octets[(at + 16)..]));
        }
    }

    private static string? CommandName(ulong value) =>
        value switch
        {
            1 => "Request",
            2 => "Response",
            9 => "Update Request",
            10 => "Update Response",
            11 => "Update Acknowledgement",
            _ => null,
        };
}
