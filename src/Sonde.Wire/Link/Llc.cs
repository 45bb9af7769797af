using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>
/// IEEE 802.2 logical link control: | DSAP 1 | SSAP 1 | control 1 or 2 | data … |; with both SAPs AA and information in the
/// frame, SNAP follows: | organization 3 | protocol 2 | data … |, big-endian.
/// </summary>
public readonly ref struct Llc : ILayer<Llc>
{
    private const int Shortest = 3; // octets, with a control field of one
    private const int SnapSize = 5;
    private const byte SnapSap = 0xaa;
    private const int BridgedPadding = 2; // octets before a bridged frame, RFC 2684 §5.2

    private static readonly Field DsapField = new("llc.dsap", "DSAP", @base: FieldBase.Hex, names: SapName);
    private static readonly Field SsapField = new("llc.ssap", "SSAP", @base: FieldBase.Hex, names: SapName);
    private static readonly Field ControlField = new("llc.control", "Control", @base: FieldBase.Hex) { Width = 2 };
    private static readonly Field OrganizationField = new("llc.oui", "Organization Code");
    private static readonly Field TypeField = new("llc.type", "Type", @base: FieldBase.Hex, names: EtherTypes.NameOf);
    private static readonly Field CiscoField = new("llc.cisco_pid", "PID", @base: FieldBase.Hex);
    private static readonly Field ProtocolField = new("llc.pid", "Protocol ID", @base: FieldBase.Hex);
    private static readonly Field[] AllFields =
    [
        DsapField,
        SsapField,
        ControlField,
        OrganizationField,
        TypeField,
        CiscoField,
        ProtocolField,
    ];

    private readonly ReadOnlySpan<byte> _octets; // [0..ControlEnd) LLC, then SNAP if IsSnap, then data

    private Llc(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "llc";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength
    {
        get
        {
            if (!IsSnap)
                return ControlEnd;
            int header = ControlEnd + SnapSize;
            return Snap.IsBridged(Organization, Protocol) ? Math.Min(header + BridgedPadding, _octets.Length) : header;
        }
    }

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - HeaderLength;

    /// <inheritdoc/>
    public NextLayer NextLayer =>
        IsSnap ? Snap.Following(Organization, Protocol)
        : _octets.Length == ControlEnd || IsBasicIdentification ? NextLayer.None
        : HasInformation ? new(NextSpace.LlcSap, Destination)
        : NextLayer.Data;

    /// <summary>Service access point of the receiver; the lowest bit marks a group.</summary>
    public byte Destination => _octets[0];

    /// <summary>Service access point of the sender; the lowest bit marks a response.</summary>
    public byte Source => _octets[1];

    /// <summary>The frame carries data of a higher layer: type I or UI.</summary>
    public bool HasInformation => (_octets[2] & 1) == 0 || (_octets[2] & 0xef) == 0x03;

    /// <summary>SNAP follows the control field.</summary>
    public bool IsSnap => Destination == SnapSap && Source == SnapSap && HasInformation;

    /// <summary>SNAP: who assigned the protocol number; meaningful with <see cref="IsSnap"/>.</summary>
    public int Organization => (int)(ReadUInt32BigEndian(_octets[(ControlEnd - 1)..]) & 0xffffff);

    /// <summary>SNAP: the protocol; meaningful with <see cref="IsSnap"/>.</summary>
    public ushort Protocol => ReadUInt16BigEndian(_octets[(ControlEnd + 3)..]);

    private int ControlEnd => IsUnnumbered(_octets[2]) ? 3 : 4;

    // XID with the format of IEEE 802.2 §5.4.1.1.2, which is the station's own business
    private bool IsBasicIdentification => (_octets[2] & 0xef) == 0xaf && _octets.Length >= 6 && _octets[3] == 0x81;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Llc layer)
    {
        layer = default;
        if (octets.Length < Shortest || (!IsUnnumbered(octets[2]) && octets.Length < Shortest + 1))
            return ReadStatus.TooShort;
        var read = new Llc(octets);
        if (read.IsSnap && octets.Length < read.ControlEnd + SnapSize)
            return ReadStatus.TooShort;
        layer = read;
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(DsapField, 0, 1, Destination);
        sink.Add(SsapField, 1, 1, Source);
        int end = ControlEnd;
        sink.Add(ControlField, 2, end - 2, end == 3 ? _octets[2] : ReadUInt16LittleEndian(_octets[2..]));
        if (!IsSnap)
            return;
        sink.Add(OrganizationField, end, 3, (ulong)Organization);
        Field protocol =
            Snap.IsEtherType(Organization) ? TypeField
            : Organization == Snap.Cisco ? CiscoField
            : ProtocolField;
        sink.Add(protocol, end + 3, 2, Protocol);
    }

    private static bool IsUnnumbered(byte control) => (control & 3) == 3;

    private static string? SapName(ulong value) =>
        value switch
        {
            0x00 => "NULL LSAP",
            0x02 => "LLC Sub-Layer Management",
            0x04 or 0x08 or 0x0c => "SNA",
            0x06 => "TCP/IP",
            0x42 => "Spanning Tree BPDU",
            0x7e => "X.25",
            0x80 => "3Com XNS",
            SnapSap => "SNAP",
            0xbc => "Banyan Vines",
            0xe0 => "NetWare",
            0xf0 => "NetBIOS",
            0xfc => "Remote Program Load",
            0xfe => "ISO Network Layer",
            0xff => "Global LSAP",
            _ => null,
        };
}
