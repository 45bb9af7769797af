namespace Sonde.Wire;

/// <summary>What both versions of Linux cooked captures share: fields, and what their protocol number means.</summary>
internal static class CookedFields
{
    /// <summary>Whom the frame was for.</summary>
    public static readonly Field PacketTypeField = new("sll.pkttype", "Packet type", names: PacketTypeName);

    private const int AddressRoom = 8; // octets, in both versions
    private const int NetlinkDevice = 824; // ARPHRD_NETLINK
    private const int RadiotapDevice = 803; // ARPHRD_IEEE80211_RADIOTAP

    private static readonly Field DeviceField = new("sll.hatype", "Link-layer address type");
    private static readonly Field AddressLengthField = new("sll.halen", "Link-layer address length");
    private static readonly Field EtherField = new("sll.src.eth", "Source", FieldKind.Ether);
    private static readonly Field Ipv4Field = new("sll.src.ipv4", "Source", FieldKind.Ipv4);
    private static readonly Field OtherField = new("sll.src.other", "Source", FieldKind.Octets);
    private static readonly Field UnusedField = new("sll.unused", "Unused", FieldKind.Octets);
    private static readonly Field EtherTypeField = new(
        "sll.etype",
        "Protocol",
        FieldKind.Unsigned,
        FieldBase.Hex,
        EtherTypes.NameOf
    );
    private static readonly Field LinuxTypeField = new("sll.ltype", "Protocol", @base: FieldBase.Hex);
    private static readonly Field InterfaceField = new("sll.ifindex", "Interface index");

    /// <summary>All of them.</summary>
    public static readonly Field[] All =
    [
        PacketTypeField,
        DeviceField,
        AddressLengthField,
        EtherField,
        Ipv4Field,
        OtherField,
        UnusedField,
        EtherTypeField,
        LinuxTypeField,
        InterfaceField,
    ];

    /// <summary>The device is the kernel's own, which carries netlink messages.</summary>
    public static bool IsNetlink(int device) => device == NetlinkDevice;

    /// <summary>What follows: EtherTypes, and the numbers that Linux uses for what has none.</summary>
    public static NextLayer Following(int device, ushort protocol) =>
        IsNetlink(device) ? NextLayer.Data
        : protocol >= EtherTypes.Smallest ? new(NextSpace.EtherType, protocol)
        : protocol switch
        {
            1 => new(NextSpace.Direct, Direct.Ipx), // ETH_P_802_3
            3 => new(NextSpace.Direct, Direct.Ethernet), // ETH_P_ALL
            4 when device == RadiotapDevice => new(NextSpace.LinkType, LinkTypes.Ieee80211Radiotap),
            4 => new(NextSpace.Direct, Direct.Llc), // ETH_P_802_2
            7 => new(NextSpace.Direct, Direct.Ppp),
            _ => NextLayer.Data,
        };

    /// <summary>Adds the interface index.</summary>
    public static void AddInterface(FieldSink sink, int at, uint index) => sink.Add(InterfaceField, at, 4, index);

    /// <summary>Adds the device's kind.</summary>
    public static void AddDevice(FieldSink sink, int at, ushort device) => sink.Add(DeviceField, at, 2, device);

    /// <summary>Adds the protocol.</summary>
    public static void AddProtocol(FieldSink sink, int at, ushort protocol) =>
        sink.Add(protocol >= EtherTypes.Smallest ? EtherTypeField : LinuxTypeField, at, 2, protocol);

    /// <summary>Adds the address length and the address that stands in its eight octets.</summary>
    public static void AddAddress(
        FieldSink sink,
        int lengthAt,
        int lengthWidth,
        int length,
        int at,
        ReadOnlySpan<byte> room
    )
    {
        sink.Add(AddressLengthField, lengthAt, lengthWidth, (ulong)length);
        int kept = Math.Min(length, AddressRoom);
        Field source =
            length == 6 ? EtherField
            : length == 4 ? Ipv4Field
            : OtherField;
        if (kept > 0)
            sink.Add(source, at, kept, room[..kept]);
        if (kept < AddressRoom)
            sink.Add(UnusedField, at + kept, AddressRoom - kept, room[kept..]);
    }

    private static string? PacketTypeName(ulong type) =>
        type switch
        {
            0 => "Unicast to us",
            1 => "Broadcast",
            2 => "Multicast",
            3 => "Unicast to another host",
            4 => "Sent by us",
            _ => null,
        };
}
