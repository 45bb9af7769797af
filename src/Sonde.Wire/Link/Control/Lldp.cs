using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Link layer discovery, IEEE 802.1AB §8: items of | type 7 bits, length 9 bits | value … |, big-endian, up to the end item.</summary>
public readonly ref struct Lldp : ILayer<Lldp>
{
    private const int ItemSize = 2; // octets
    private const int EndItem = 0;
    private const int MacAddress = 4; // subtype of chassis identifiers
    private const int PortMacAddress = 3;

    private static readonly Field TypeField = new("lldp.tlv.type", "TLV Type", names: TypeName);
    private static readonly Field LengthField = new("lldp.tlv.len", "TLV Length");
    private static readonly Field ChassisTypeField = new("lldp.chassis.subtype", "Chassis Id Subtype");
    private static readonly Field ChassisField = new("lldp.chassis.id", "Chassis Id", FieldKind.Octets);
    private static readonly Field ChassisMacField = new("lldp.chassis.id.mac", "Chassis Id", FieldKind.Ether);
    private static readonly Field PortTypeField = new("lldp.port.subtype", "Port Id Subtype");
    private static readonly Field PortField = new("lldp.port.id", "Port Id", FieldKind.Text);
    private static readonly Field PortMacField = new("lldp.port.id.mac", "Port Id", FieldKind.Ether);
    private static readonly Field TimeField = new("lldp.time_to_live", "Seconds");
    private static readonly Field PortDescriptionField = new("lldp.port.desc", "Port Description", FieldKind.Text);
    private static readonly Field NameField = new("lldp.tlv.system.name", "System Name", FieldKind.Text);
    private static readonly Field DescriptionField = new("lldp.tlv.system.desc", "System Description", FieldKind.Text);
    private static readonly Field CapabilitiesField = new("lldp.tlv.system_cap", "Capabilities", @base: FieldBase.Hex);
    private static readonly Field EnabledField = new(
        "lldp.tlv.enable_system_cap",
        "Enabled Capabilities",
        @base: FieldBase.Hex
    );
    private static readonly Field[] AllFields =
    [
        TypeField,
        LengthField,
        ChassisTypeField,
        ChassisField,
        ChassisMacField,
        PortTypeField,
        PortField,
        PortMacField,
        TimeField,
        PortDescriptionField,
        NameField,
        DescriptionField,
        CapabilitiesField,
        EnabledField,
    ];

    private readonly ReadOnlySpan<byte> _octets; // [0..) items

    private Lldp(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "lldp";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => 0;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.None;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Lldp layer)
    {
        layer = default;
        if (octets.Length < ItemSize)
            return ReadStatus.TooShort;
        layer = new Lldp(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        for (int at = 0; at + ItemSize <= _octets.Length; )
        {
            ushort head = ReadUInt16BigEndian(_octets[at..]);
            int length = head & 0x1ff;
            sink.Add(TypeField, at, 1, (ulong)(head >> 9));
            sink.Add(LengthField, at, 2, (ulong)length);
            at += ItemSize;
            if (head >> 9 == EndItem || length > _octets.Length - at)
                return;
            DescribeItem(sink, head >> 9, at, _octets.Slice(at, length));
            at += length;
        }
    }

    private static void DescribeItem(FieldSink sink, int type, int at, ReadOnlySpan<byte> value)
    {
        switch (type, value.Length)
        {
            case (1, > 1):
                sink.Add(ChassisTypeField, at, 1, value[0]);
                bool isMac = value[0] == MacAddress && value.Length == 7;
                sink.Add(isMac ? ChassisMacField : ChassisField, at + 1, value.Length - 1, value[1..]);
                break;
            case (2, > 1):
                sink.Add(PortTypeField, at, 1, value[0]);
                if (value[0] == PortMacAddress && value.Length == 7)
                    sink.Add(PortMacField, at + 1, 6, value[1..]);
                else
                    sink.AddUtf8(PortField, at + 1, value[1..]);
                break;
            case (3, >= 2):
                sink.Add(TimeField, at, 2, ReadUInt16BigEndian(value));
                break;
            case (4, _):
                sink.AddUtf8(PortDescriptionField, at, value);
                break;
            case (5, _):
                sink.AddUtf8(NameField, at, value);
                break;
            case (6, _):
                sink.AddUtf8(DescriptionField, at, value);
                break;
            case (7, >= 4):
                sink.Add(CapabilitiesField, at, 2, ReadUInt16BigEndian(value));
                sink.Add(EnabledField, at + 2, 2, ReadUInt16BigEndian(value[2..]));
                break;
            default:
                break;
        }
    }

    private static string? TypeName(ulong type) =>
        type switch
        {
            EndItem => "End of LLDPDU",
            1 => "Chassis Id",
            2 => "Port Id",
            3 => "Time to Live",
            4 => "Port Description",
            5 => "System Name",
            6 => "System Description",
            7 => "System Capabilities",
            8 => "Management Address",
            127 => "Organization Specific",
            _ => null,
        };
}
