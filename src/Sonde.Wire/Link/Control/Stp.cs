using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>
/// Spanning tree, IEEE 802.1D §9.3: | protocol 2 | version 1 | type 1 | flags 1 | root 8 | cost 4 | bridge 8 | port 2 | message age 2 |
/// maximum age 2 | hello time 2 | forward delay 2 | version 1 length 1 |, big-endian; times in 1/256 s. Cisco's per-VLAN trees add the VLAN.
/// </summary>
public readonly ref struct Stp : ILayer<Stp>
{
    private const int Shortest = 4; // octets of a topology change notification
    private const int TimesEnd = 35;
    private const ushort Garp = 1; // protocol: registration of attributes, in the same LLC access point
    private const int VlanAt = 36; // Cisco's item, behind an octet that rapid spanning tree uses

    private static readonly Field ProtocolField = new("stp.protocol", "Protocol Identifier", @base: FieldBase.Hex);
    private static readonly Field VersionField = new("stp.version", "Protocol Version Identifier", names: VersionName);
    private static readonly Field TypeField = new("stp.type", "BPDU Type", FieldKind.Unsigned, FieldBase.Hex, TypeName);
    private static readonly Field FlagsField = new("stp.flags", "BPDU flags", @base: FieldBase.Hex);
    private static readonly Field AcknowledgmentField = new(
        "stp.flags.tcack",
        "Topology Change Acknowledgment",
        FieldKind.Boolean
    );
    private static readonly Field ChangeField = new("stp.flags.tc", "Topology Change", FieldKind.Boolean);
    private static readonly Field RootPriorityField = new("stp.root.prio", "Root Bridge Priority");
    private static readonly Field RootExtensionField = new("stp.root.ext", "Root Bridge System ID Extension");
    private static readonly Field RootField = new("stp.root.hw", "Root Bridge System ID", FieldKind.Ether);
    private static readonly Field CostField = new("stp.root.cost", "Root Path Cost");
    private static readonly Field BridgePriorityField = new("stp.bridge.prio", "Bridge Priority");
    private static readonly Field BridgeExtensionField = new("stp.bridge.ext", "Bridge System ID Extension");
    private static readonly Field BridgeField = new("stp.bridge.hw", "Bridge System ID", FieldKind.Ether);
    private static readonly Field PortField = new("stp.port", "Port identifier", @base: FieldBase.Hex);
    private static readonly Field AgeField = new("stp.msg_age", "Message Age", FieldKind.Double);
    private static readonly Field MaximumAgeField = new("stp.max_age", "Max Age", FieldKind.Double);
    private static readonly Field HelloField = new("stp.hello", "Hello Time", FieldKind.Double);
    private static readonly Field ForwardField = new("stp.forward", "Forward Delay", FieldKind.Double);
    private static readonly Field VlanField = new("stp.pvst.origvlan", "Originating VLAN");
    private static readonly Field[] AllFields =
    [
        ProtocolField,
        VersionField,
        TypeField,
        FlagsField,
        AcknowledgmentField,
        ChangeField,
        RootPriorityField,
        RootExtensionField,
        RootField,
        CostField,
        BridgePriorityField,
        BridgeExtensionField,
        BridgeField,
        PortField,
        AgeField,
        MaximumAgeField,
        HelloField,
        ForwardField,
        VlanField,
    ];

    private static ReadOnlySpan<byte> OriginatingVlan => [0, 0, 0, 2]; // type and length

    private readonly ReadOnlySpan<byte> _octets; // [0..4) what it is, [4..35) configuration in all but notifications

    private Stp(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "stp";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => Protocol == Garp ? 0 : _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - HeaderLength;

    /// <inheritdoc/>
    public NextLayer NextLayer => Protocol == Garp ? new(NextSpace.Direct, Direct.Gvrp) : NextLayer.None;

    /// <summary>0 for spanning tree.</summary>
    public ushort Protocol => ReadUInt16BigEndian(_octets);

    private bool HasConfiguration => Protocol == 0 && _octets[3] is 0x00 or 0x02 && _octets.Length >= TimesEnd;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Stp layer)
    {
        layer = default;
        if (octets.Length < Shortest)
            return ReadStatus.TooShort;
        layer = new Stp(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        if (Protocol == Garp)
            return;
        sink.Add(ProtocolField, 0, 2, Protocol);
        sink.Add(VersionField, 2, 1, _octets[2]);
        sink.Add(TypeField, 3, 1, _octets[3]);
        if (!HasConfiguration)
            return;
        sink.Add(FlagsField, 4, 1, _octets[4]);
        sink.Add(AcknowledgmentField, 4, 1, (ulong)(_octets[4] >> 7));
        sink.Add(ChangeField, 4, 1, (ulong)(_octets[4] & 1));
        AddBridge(sink, 5, RootPriorityField, RootExtensionField, RootField);
        sink.Add(CostField, 13, 4, ReadUInt32BigEndian(_octets[13..]));
        AddBridge(sink, 17, BridgePriorityField, BridgeExtensionField, BridgeField);
        sink.Add(PortField, 25, 2, ReadUInt16BigEndian(_octets[25..]));
        AddTime(sink, 27, AgeField);
        AddTime(sink, 29, MaximumAgeField);
        AddTime(sink, 31, HelloField);
        AddTime(sink, 33, ForwardField);
        if (_octets.Length >= VlanAt + 6 && _octets[VlanAt..].StartsWith(OriginatingVlan))
            sink.Add(VlanField, VlanAt + 4, 2, ReadUInt16BigEndian(_octets[(VlanAt + 4)..]));
    }

    private void AddBridge(FieldSink sink, int at, Field priority, Field extension, Field address)
    {
        ushort first = ReadUInt16BigEndian(_octets[at..]);
        sink.Add(priority, at, 2, (ulong)(first & 0xf000)); // IEEE 802.1D-2004 §9.2.5: the rest of it tells trees apart
        sink.Add(extension, at, 2, (ulong)(first & 0x0fff));
        sink.Add(address, at + 2, 6, _octets.Slice(at + 2, 6));
    }

    private void AddTime(FieldSink sink, int at, Field field) =>
        sink.Add(field, at, 2, ReadUInt16BigEndian(_octets[at..]) / 256.0);

    private static string? VersionName(ulong version) =>
        version switch
        {
            0 => "Spanning Tree",
            2 => "Rapid Spanning Tree",
            3 => "Multiple Spanning Tree",
            4 => "Shortest Path Tree",
            _ => null,
        };

    private static string? TypeName(ulong type) =>
        type switch
        {
            0x00 => "Configuration",
            0x02 => "Rapid/Multiple Spanning Tree",
            0x80 => "Topology Change Notification",
            _ => null,
        };
}
