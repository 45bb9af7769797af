using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Address Resolution Protocol, RFC 826, with RARP (RFC 903) and InARP (RFC 2390) by their opcodes.</summary>
/// <remarks>
/// | hardware type 2 | protocol type 2 | hardware size 1 | protocol size 1 | opcode 2 |
/// sender hardware | sender protocol | target hardware | target protocol |
/// </remarks>
public readonly ref struct Arp : ILayer<Arp>
{
    private const int Size = 8; // octets before the addresses
    private const int EthernetHardware = 1;
    private const int Ieee802Hardware = 6;

    private static readonly Field HardwareTypeField = new("arp.hw.type", "Hardware type", names: HardwareName);
    private static readonly Field ProtocolTypeField = new(
        "arp.proto.type",
        "Protocol type",
        @base: FieldBase.Hex,
        names: EtherTypes.NameOf
    );
    private static readonly Field HardwareSizeField = new("arp.hw.size", "Hardware size");
    private static readonly Field ProtocolSizeField = new("arp.proto.size", "Protocol size");
    private static readonly Field OpcodeField = new("arp.opcode", "Opcode", names: OpcodeName);
    private static readonly Field GratuitousField = new("arp.isgratuitous", "Is gratuitous", FieldKind.Boolean);
    private static readonly Field SenderHardwareField = new("arp.src.hw", "Sender hardware address", FieldKind.Octets);
    private static readonly Field SenderMacField = new("arp.src.hw_mac", "Sender MAC address", FieldKind.Ether);
    private static readonly Field SenderProtocolField = new(
        "arp.src.proto",
        "Sender protocol address",
        FieldKind.Octets
    );
    private static readonly Field SenderIpv4Field = new("arp.src.proto_ipv4", "Sender IP address", FieldKind.Ipv4);
    private static readonly Field TargetHardwareField = new("arp.dst.hw", "Target hardware address", FieldKind.Octets);
    private static readonly Field TargetMacField = new("arp.dst.hw_mac", "Target MAC address", FieldKind.Ether);
    private static readonly Field TargetProtocolField = new(
        "arp.dst.proto",
        "Target protocol address",
        FieldKind.Octets
    );
    private static readonly Field TargetIpv4Field = new("arp.dst.proto_ipv4", "Target IP address", FieldKind.Ipv4);

    private readonly ReadOnlySpan<byte> _octets; // [0..8) header, then the four addresses

    private Arp(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "arp";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields =>
        [
            HardwareTypeField,
            ProtocolTypeField,
            HardwareSizeField,
            ProtocolSizeField,
            OpcodeField,
            GratuitousField,
            SenderHardwareField,
            SenderMacField,
            SenderProtocolField,
            SenderIpv4Field,
            TargetHardwareField,
            TargetMacField,
            TargetProtocolField,
            TargetIpv4Field,
        ];

    /// <inheritdoc/>
    public int HeaderLength => _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => 0;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.None;

    /// <summary>Kind of hardware address (IANA); 1 is Ethernet.</summary>
    public ushort HardwareType => ReadUInt16BigEndian(_octets);

    /// <summary>EtherType of the protocol whose addresses are resolved.</summary>
    public ushort ProtocolType => ReadUInt16BigEndian(_octets[2..]);

    /// <summary>What is asked or said: 1 request, 2 reply.</summary>
    public ushort Opcode => ReadUInt16BigEndian(_octets[6..]);

    /// <summary>Hardware address of the sender; empty when it is not there.</summary>
    public ReadOnlySpan<byte> SenderHardware => Part(Size, HardwareSize);

    /// <summary>Protocol address of the sender; empty when it is not there.</summary>
    public ReadOnlySpan<byte> SenderProtocol => Part(Size + HardwareSize, ProtocolSize);

    /// <summary>Hardware address of the target, zero in a request; empty when it is not there.</summary>
    public ReadOnlySpan<byte> TargetHardware => Part(Size + HardwareSize + ProtocolSize, HardwareSize);

    /// <summary>Protocol address of the target; empty when it is not there.</summary>
    public ReadOnlySpan<byte> TargetProtocol => Part(Size + 2 * HardwareSize + ProtocolSize, ProtocolSize);

    /// <summary>A host announces its own address: sender and target are the same.</summary>
    public bool IsGratuitous => TargetProtocol.Length > 0 && SenderProtocol.SequenceEqual(TargetProtocol);

    /// <summary>It resolves IPv4 addresses to hardware addresses of six octets.</summary>
    public bool IsEthernetAndIpv4 => IsMac && IsIpv4;

    private int HardwareSize => _octets[4];

    private int ProtocolSize => _octets[5];

    private bool IsMac => HardwareType is EthernetHardware or Ieee802Hardware && HardwareSize == 6;

    private bool IsIpv4 => ProtocolType == EtherTypes.Ipv4 && ProtocolSize == 4;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Arp layer)
    {
        layer = default;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        int length = Size + 2 * (octets[4] + octets[5]);
        layer = new Arp(octets[..Math.Min(length, octets.Length)]);
        return length > octets.Length ? ReadStatus.Cut : ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        (int hardware, int protocol) = (HardwareSize, ProtocolSize);
        sink.Add(HardwareTypeField, 0, 2, HardwareType);
        sink.Add(ProtocolTypeField, 2, 2, ProtocolType);
        sink.Add(HardwareSizeField, 4, 1, (ulong)hardware);
        sink.Add(ProtocolSizeField, 5, 1, (ulong)protocol);
        sink.Add(OpcodeField, 6, 2, Opcode);
        if (IsGratuitous)
            sink.Add(GratuitousField, 0, 0, 1);
        int at = Size;
        Describe(IsMac ? SenderMacField : SenderHardwareField, at, SenderHardware, sink);
        at += hardware;
        Describe(IsIpv4 ? SenderIpv4Field : SenderProtocolField, at, SenderProtocol, sink);
        at += protocol;
        Describe(IsMac ? TargetMacField : TargetHardwareField, at, TargetHardware, sink);
        at += hardware;
        Describe(IsIpv4 ? TargetIpv4Field : TargetProtocolField, at, TargetProtocol, sink);
    }

    /// <summary>Writes a message for IPv4 over Ethernet. Returns the octets written: 28.</summary>
    public static int Write(
        Span<byte> target,
        ushort opcode,
        ReadOnlySpan<byte> senderMac,
        ReadOnlySpan<byte> senderIpv4,
        ReadOnlySpan<byte> targetMac,
        ReadOnlySpan<byte> targetIpv4
    )
    {
        WriteUInt16BigEndian(target, EthernetHardware);
        WriteUInt16BigEndian(target[2..], EtherTypes.Ipv4);
        target[4] = 6;
        target[5] = 4;
        WriteUInt16BigEndian(target[6..], opcode);
        senderMac[..6].CopyTo(target[8..]);
        senderIpv4[..4].CopyTo(target[14..]);
        targetMac[..6].CopyTo(target[18..]);
        targetIpv4[..4].CopyTo(target[24..]);
        return 28;
    }

    private static void Describe(Field field, int at, ReadOnlySpan<byte> address, FieldSink sink)
    {
        if (!address.IsEmpty)
            sink.Add(field, at, address.Length, address);
    }

    private ReadOnlySpan<byte> Part(int start, int length) =>
        start + length <= _octets.Length ? _octets.Slice(start, length) : default;

    private static string? OpcodeName(ulong value) =>
        value switch
        {
            1 => "request",
            2 => "reply",
            3 => "reverse request",
            4 => "reverse reply",
            5 => "drarp request",
            6 => "drarp reply",
            7 => "drarp error",
            8 => "inverse request",
            9 => "inverse reply",
            10 => "arp nak",
            11 => "mars request",
            12 => "mars multi",
            13 => "mars mserv",
            14 => "mars join",
            15 => "mars leave",
            16 => "mars nak",
            17 => "mars unserv",
            18 => "mars sjoin",
            19 => "mars sleave",
            20 => "mars grouplist request",
            21 => "mars grouplist reply",
            22 => "mars redirect map",
            23 => "mapos unarp",
            24 or 25 => "experimental",
            _ => null,
        };

    private static string? HardwareName(ulong value) =>
        value switch
        {
            EthernetHardware => "Ethernet",
            2 => "Experimental Ethernet",
            3 => "AX.25",
            4 => "ProNET",
            5 => "Chaos",
            Ieee802Hardware => "IEEE 802",
            7 => "ARCNET",
            15 => "Frame Relay",
            16 or 19 or 21 => "ATM",
            17 => "HDLC",
            18 => "Fibre Channel",
            20 => "Serial Line",
            24 => "IEEE 1394",
            27 => "EUI-64",
            31 => "IPsec tunnel",
            32 => "InfiniBand",
            _ => null,
        };
}
