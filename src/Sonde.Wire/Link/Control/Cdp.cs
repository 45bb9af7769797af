using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Cisco discovery: | version 1 | time to live 1 | checksum 2 |, then items of | type 2 | length 2 | value … |, big-endian.</summary>
public readonly ref struct Cdp : ILayer<Cdp>
{
    private const int Size = 4; // octets before the items
    private const int ItemSize = 4; // the length counts them

    private static readonly Field VersionField = new("cdp.version", "Version");
    private static readonly Field TimeField = new("cdp.ttl", "TTL");
    private static readonly Field ChecksumField = new("cdp.checksum", "Checksum", @base: FieldBase.Hex);
    private static readonly Field TypeField = new("cdp.tlv.type", "Type", FieldKind.Unsigned, FieldBase.Hex, TypeName);
    private static readonly Field LengthField = new("cdp.tlv.len", "Length");
    private static readonly Field DeviceField = new("cdp.deviceid", "Device ID", FieldKind.Text);
    private static readonly Field PortField = new("cdp.portid", "Sent through Interface", FieldKind.Text);
    private static readonly Field SoftwareField = new("cdp.software_version", "Software version", FieldKind.Text);
    private static readonly Field PlatformField = new("cdp.platform", "Platform", FieldKind.Text);
    private static readonly Field DomainField = new(
        "cdp.vtp_management_domain",
        "VTP Management Domain",
        FieldKind.Text
    );
    private static readonly Field VlanField = new("cdp.native_vlan", "Native VLAN");
    private static readonly Field DuplexField = new("cdp.duplex", "Duplex", FieldKind.Boolean);
    private static readonly Field NameField = new("cdp.system_name", "System Name", FieldKind.Text);
    private static readonly Field[] AllFields =
    [
        VersionField,
        TimeField,
        ChecksumField,
        TypeField,
        LengthField,
        DeviceField,
        PortField,
        SoftwareField,
        PlatformField,
        DomainField,
        VlanField,
        DuplexField,
        NameField,
    ];

    private readonly ReadOnlySpan<byte> _octets; // [0..4) header, [4..) items

    private Cdp(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "cdp";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => 0;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.None;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Cdp layer)
    {
        layer = default;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        layer = new Cdp(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(VersionField, 0, 1, _octets[0]);
        sink.Add(TimeField, 1, 1, _octets[1]);
        sink.Add(ChecksumField, 2, 2, ReadUInt16BigEndian(_octets[2..]));
        for (int at = Size; at + ItemSize <= _octets.Length; )
        {
            ushort type = ReadUInt16BigEndian(_octets[at..]);
            int length = ReadUInt16BigEndian(_octets[(at + 2)..]);
            sink.Add(TypeField, at, 2, type);
            sink.Add(LengthField, at + 2, 2, (ulong)length);
            if (length < ItemSize || length > _octets.Length - at)
                return;
            DescribeItem(sink, type, at + ItemSize, _octets.Slice(at + ItemSize, length - ItemSize));
            at += length;
        }
    }

    private static void DescribeItem(FieldSink sink, ushort type, int at, ReadOnlySpan<byte> value)
    {
        switch (type, value.Length)
        {
            case (0x0001, _):
                sink.AddUtf8(DeviceField, at, value);
                break;
            case (0x0003, _):
                sink.AddUtf8(PortField, at, value);
                break;
            case (0x0005, _):
                sink.AddUtf8(SoftwareField, at, value);
                break;
            case (0x0006, _):
                sink.AddUtf8(PlatformField, at, value);
                break;
            case (0x0009, _):
                sink.AddUtf8(DomainField, at, value);
                break;
            case (0x000a, >= 2):
                sink.Add(VlanField, at, 2, ReadUInt16BigEndian(value));
                break;
            case (0x000b, >= 1):
                sink.Add(DuplexField, at, 1, value[0] == 0 ? 0u : 1u);
                break;
            case (0x0014, _):
                sink.AddUtf8(NameField, at, value);
                break;
            default:
                break;
        }
    }

    private static string? TypeName(ulong type) =>
        type switch
        {
            0x0001 => "Device ID",
            0x0002 => "Addresses",
            0x0003 => "Port ID",
            0x0004 => "Capabilities",
            0x0005 => "Software version",
            0x0006 => "Platform",
            0x0007 => "IP Prefix/Gateway (used for ODR)",
            0x0008 => "Protocol Hello",
            0x0009 => "VTP Management Domain",
            0x000a => "Native VLAN",
            0x000b => "Duplex",
            0x000e => "VoIP VLAN Reply",
            0x0010 => "Power consumption",
            0x0011 => "MTU",
            0x0012 => "Trust Bitmap",
            0x0013 => "Untrusted Port CoS",
            0x0014 => "System Name",
            0x0016 => "Management Addresses",
            0x001a => "Power Available",
            _ => null,
        };
}
