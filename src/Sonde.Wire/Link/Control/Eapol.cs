using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>
/// EAP over LAN, IEEE 802.1X §11.3: | version 1 | type 1 | length 2 | body … |, big-endian; in type 0 the body is EAP
/// (RFC 3748 §4): | code 1 | identifier 1 | length 2 | type 1 | data … |.
/// </summary>
public readonly ref struct Eapol : ILayer<Eapol>
{
    private const int Size = 4; // octets
    private const int EapPacket = 0;
    private const int Key = 3;
    private const int Identity = 1; // EAP type

    private static readonly Field VersionField = new("eapol.version", "Version");
    private static readonly Field TypeField = new("eapol.type", "Type", names: TypeName);
    private static readonly Field LengthField = new("eapol.len", "Length");
    private static readonly Field DescriptorField = new("eapol.keydes.type", "Key Descriptor Type");
    private static readonly Field CodeField = new("eap.code", "Code", names: CodeName);
    private static readonly Field IdentifierField = new("eap.id", "Id");
    private static readonly Field EapLengthField = new("eap.len", "Length");
    private static readonly Field EapTypeField = new("eap.type", "Type");
    private static readonly Field IdentityField = new("eap.identity", "Identity", FieldKind.Text);
    private static readonly Field[] AllFields =
    [
        VersionField,
        TypeField,
        LengthField,
        DescriptorField,
        CodeField,
        IdentifierField,
        EapLengthField,
        EapTypeField,
        IdentityField,
    ];

    private readonly ReadOnlySpan<byte> _octets; // [0..4) header, [4..) body

    private Eapol(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "eapol";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => 0;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.None;

    /// <summary>What the body is.</summary>
    public byte Type => _octets[1];

    /// <summary>The packet of the Extensible Authentication Protocol; empty when the body is something else.</summary>
    public ReadOnlySpan<byte> Packet => Type == EapPacket ? _octets[Size..] : default;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Eapol layer)
    {
        layer = default;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        int end = Size + ReadUInt16BigEndian(octets[2..]);
        layer = new Eapol(octets[..Math.Min(end, octets.Length)]);
        return end > octets.Length ? ReadStatus.Cut : ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(VersionField, 0, 1, _octets[0]);
        sink.Add(TypeField, 1, 1, Type);
        sink.Add(LengthField, 2, 2, ReadUInt16BigEndian(_octets[2..]));
        if (Type == EapPacket)
            DescribeEap(sink, Size, _octets[Size..]);
        else if (Type == Key && _octets.Length > Size)
            sink.Add(DescriptorField, Size, 1, _octets[Size]);
    }

    private static void DescribeEap(FieldSink sink, int at, ReadOnlySpan<byte> packet)
    {
        if (packet.Length < 4)
            return;
        int length = ReadUInt16BigEndian(packet[2..]);
        sink.Add(CodeField, at, 1, packet[0]);
        sink.Add(IdentifierField, at + 1, 1, packet[1]);
        sink.Add(EapLengthField, at + 2, 2, (ulong)length);
        packet = packet[..Math.Min(length, packet.Length)];
        if (packet.Length < 5 || packet[0] is not (1 or 2)) // success and failure have no type
            return;
        sink.Add(EapTypeField, at + 4, 1, packet[4]);
        if (packet[0] == 2 && packet[4] == Identity && packet.Length > 5)
            sink.AddUtf8(IdentityField, at + 5, packet[5..]);
    }

    private static string? TypeName(ulong type) =>
        type switch
        {
            EapPacket => "EAP Packet",
            1 => "Start",
            2 => "Logoff",
            Key => "Key",
            4 => "Encapsulated ASF Alert",
            5 => "MKA",
            _ => null,
        };

    private static string? CodeName(ulong code) =>
        code switch
        {
            1 => "Request",
            2 => "Response",
            3 => "Success",
            4 => "Failure",
            5 => "Initiate",
            6 => "Finish",
            _ => null,
        };
}
