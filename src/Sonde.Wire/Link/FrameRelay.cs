using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>
/// Frame relay, ITU-T Q.922 §2 and RFC 2427 §3: | address 2 to 4 | control 03 | padding 00, or nothing | identifier 1 | data … |;
/// in Cisco's encapsulation | address 2 to 4 | EtherType 2 | data … |. Big-endian.
/// </summary>
public readonly ref struct FrameRelay : ILayer<FrameRelay>
{
    private const byte Unnumbered = 0x03; // control field of UI frames
    private const int SnapSize = 5; // octets
    private const int LongestAddress = 4;
    private const int Signalling = 0; // circuit of the link's own procedures

    private static readonly Field CircuitField = new("fr.dlci", "DLCI");
    private static readonly Field ForwardField = new("fr.fecn", "FECN", FieldKind.Boolean);
    private static readonly Field BackwardField = new("fr.becn", "BECN", FieldKind.Boolean);
    private static readonly Field DiscardField = new("fr.de", "DE", FieldKind.Boolean);
    private static readonly Field ControlField = new("fr.control", "Control Field", @base: FieldBase.Hex);
    private static readonly Field IdentifierField = new(
        "fr.nlpid",
        "NLPID",
        FieldKind.Unsigned,
        FieldBase.Hex,
        NetworkIdentifiers.NameOf
    );
    private static readonly Field OrganizationField = new("fr.snap.oui", "Organization Code");
    private static readonly Field SnapTypeField = new(
        "fr.snaptype",
        "Type",
        FieldKind.Unsigned,
        FieldBase.Hex,
        EtherTypes.NameOf
    );
    private static readonly Field SnapProtocolField = new("fr.snap.pid", "Protocol ID", @base: FieldBase.Hex);
    private static readonly Field CiscoField = new(
        "fr.chdlctype",
        "Type",
        FieldKind.Unsigned,
        FieldBase.Hex,
        CiscoProtocols.NameOf
    );
    private static readonly Field[] AllFields =
    [
        CircuitField,
        ForwardField,
        BackwardField,
        DiscardField,
        ControlField,
        IdentifierField,
        OrganizationField,
        SnapTypeField,
        SnapProtocolField,
        CiscoField,
    ];

    private readonly ReadOnlySpan<byte> _octets; // [0.._address) address, then up to _header what the form says, then data
    private readonly int _address;
    private readonly int _identifier; // 0 in Cisco's encapsulation and in frames without an identifier
    private readonly int _header;

    private FrameRelay(ReadOnlySpan<byte> octets, int address, int identifier, int header)
    {
        _octets = octets;
        _address = address;
        _identifier = identifier;
        _header = header;
    }

    /// <inheritdoc/>
    public static string Name => "fr";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => _header;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - _header;

    /// <inheritdoc/>
    public NextLayer NextLayer =>
        IsCisco ? CiscoProtocols.Following(ReadUInt16BigEndian(_octets[_address..]))
        : _identifier == 0 ? NextLayer.Data
        : _octets[_identifier] == NetworkIdentifiers.Snap ? Snap.Following(Organization, SnapProtocol)
        : NetworkIdentifiers.Following(_octets[_identifier]);

    /// <summary>The data link connection: which circuit.</summary>
    public int Circuit => CircuitOf(_octets, _address);

    /// <summary>An EtherType follows the address, in place of what RFC 2427 asks for.</summary>
    public bool IsCisco => CiscoProtocols.IsKnown(ReadUInt16BigEndian(_octets[_address..]));

    private int Organization => (int)(ReadUInt32BigEndian(_octets[_identifier..]) & 0xffffff);

    private ushort SnapProtocol => ReadUInt16BigEndian(_octets[(_identifier + 4)..]);

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out FrameRelay layer)
    {
        layer = default;
        int address = AddressLength(octets);
        if (octets.Length < Math.Max(address, 2) + 2)
            return ReadStatus.TooShort;
        if (address == 0)
            return ReadStatus.Malformed;
        bool isCisco = CiscoProtocols.IsKnown(ReadUInt16BigEndian(octets[address..]));
        int control =
            octets[address] == Unnumbered ? 1
            : (octets[address] & 1) == 0 && CircuitOf(octets, address) != Signalling ? 2 // information frames are numbered
            : 0;
        if (isCisco || control == 0)
        {
            layer = new FrameRelay(octets, address, 0, address + (isCisco ? 2 : 0));
            return ReadStatus.Ok;
        }
        int identifier = address + control;
        if (control == 1 && octets[identifier] == 0 && octets.Length > identifier + 1)
            identifier++; // RFC 2427 §3: padding that aligns the data
        if (identifier >= octets.Length)
            return ReadStatus.TooShort;
        bool isOwn = NetworkIdentifiers.IsOwnOctet(octets[identifier]) || octets[identifier] is 0x08 or 0x09;
        int header =
            octets[identifier] == NetworkIdentifiers.Snap ? identifier + 1 + SnapSize
            : isOwn ? identifier + 1
            : identifier;
        if (header > octets.Length)
            return ReadStatus.TooShort;
        layer = new FrameRelay(octets, address, identifier, header);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(CircuitField, 0, _address, (ulong)Circuit);
        sink.Add(ForwardField, 1, 1, (ulong)((_octets[1] >> 3) & 1));
        sink.Add(BackwardField, 1, 1, (ulong)((_octets[1] >> 2) & 1));
        sink.Add(DiscardField, 1, 1, (ulong)((_octets[1] >> 1) & 1));
        if (IsCisco)
        {
            sink.Add(CiscoField, _address, 2, ReadUInt16BigEndian(_octets[_address..]));
            return;
        }
        sink.Add(ControlField, _address, 1, _octets[_address]);
        if (_identifier == 0)
            return;
        if (_identifier == _address + 2 && _octets[_address] == Unnumbered)
            sink.Add(IdentifierField, _identifier - 1, 1, 0); // padding, which reads as the null protocol
        sink.Add(IdentifierField, _identifier, 1, _octets[_identifier]);
        if (_octets[_identifier] != NetworkIdentifiers.Snap)
            return;
        sink.Add(OrganizationField, _identifier + 1, 3, (ulong)Organization);
        sink.Add(Snap.IsEtherType(Organization) ? SnapTypeField : SnapProtocolField, _identifier + 4, 2, SnapProtocol);
    }

    // the lowest bit marks the last octet; 0 when none of the first four is marked
    private static int AddressLength(ReadOnlySpan<byte> octets)
    {
        for (int at = 1; at < Math.Min(LongestAddress, octets.Length); at++)
        {
            if ((octets[at] & 1) == 1)
                return at + 1;
        }
        return 0;
    }

    // in longer addresses the last octet may be for control and not belong to the number
    private static int CircuitOf(ReadOnlySpan<byte> octets, int address)
    {
        bool isControl = address > 2 && (octets[address - 1] & 2) != 0;
        int last = octets[address - 1] >> 2;
        return address switch
        {
            2 => ((octets[0] >> 2) << 4) | (octets[1] >> 4),
            3 when isControl => ((octets[0] >> 2) << 4) | (octets[1] >> 4),
            3 => ((octets[0] >> 2) << 10) | ((octets[1] >> 4) << 6) | last,
            _ when isControl => ((octets[0] >> 2) << 11) | ((octets[1] >> 4) << 7) | (octets[2] >> 1),
            _ => ((octets[0] >> 2) << 17) | ((octets[1] >> 4) << 13) | ((octets[2] >> 1) << 6) | last,
        };
    }
}
