using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Cisco MetaData (security group tag): | version 1 | length 1 | options 2 | group 2 | type 2 | data … |, big-endian.</summary>
public readonly ref struct CiscoMetaData : ILayer<CiscoMetaData>
{
    private const int Size = 8; // octets, with the one option that is in use

    private static readonly Field VersionField = new("cmd.version", "Version");
    private static readonly Field LengthField = new("cmd.length", "Length");
    private static readonly Field OptionsField = new("cmd.options", "Options", @base: FieldBase.Hex);
    private static readonly Field GroupField = new("cmd.sgt", "SGT");
    private static readonly Field[] AllFields = [VersionField, LengthField, OptionsField, GroupField];

    private readonly ReadOnlySpan<byte> _octets; // [0..8) header and type, [8..) data

    private CiscoMetaData(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "cmd";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => Size;

    /// <inheritdoc/>
    public int PayloadLength => EtherTypes.Kept(TypeOrLength, _octets.Length - Size);

    /// <inheritdoc/>
    public NextLayer NextLayer => EtherTypes.Following(TypeOrLength, _octets[Size..]);

    /// <summary>Security group tag of the sender.</summary>
    public ushort SecurityGroup => ReadUInt16BigEndian(_octets[4..]);

    /// <summary>EtherType of the data, or its length.</summary>
    public ushort TypeOrLength => ReadUInt16BigEndian(_octets[6..]);

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out CiscoMetaData layer)
    {
        layer = default;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        layer = new CiscoMetaData(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(VersionField, 0, 1, _octets[0]);
        sink.Add(LengthField, 1, 1, _octets[1]);
        sink.Add(OptionsField, 2, 2, ReadUInt16BigEndian(_octets[2..]));
        sink.Add(GroupField, 4, 2, SecurityGroup);
    }
}
