using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>
/// Password authentication of PPP, RFC 1334 §2.2: | code 1 | identifier 1 | length 2 |, then a request's
/// | name length 1 | name … | password length 1 | password … | or an answer's | message length 1 | message … |.
/// </summary>
/// <remarks>The password is on the wire in the clear; its octets are not described.</remarks>
public readonly ref struct Pap : ILayer<Pap>
{
    private const int Request = 1;

    private static readonly Field CodeField = new("pap.code", "Code", names: CodeName);
    private static readonly Field IdentifierField = new("pap.identifier", "Identifier");
    private static readonly Field LengthField = new("pap.length", "Length");
    private static readonly Field NameLengthField = new("pap.peer_id.length", "Peer-ID-Length");
    private static readonly Field NameField = new("pap.peer_id", "Peer-ID", FieldKind.Text);
    private static readonly Field PasswordLengthField = new("pap.password.length", "Password-Length");
    private static readonly Field MessageLengthField = new("pap.message.length", "Message-Length");
    private static readonly Field MessageField = new("pap.message", "Message", FieldKind.Text);
    private static readonly Field[] AllFields =
    [
        CodeField,
        IdentifierField,
        LengthField,
        NameLengthField,
        NameField,
        PasswordLengthField,
        MessageLengthField,
        MessageField,
    ];

    private readonly ReadOnlySpan<byte> _octets; // [0..4) header, [4..) data

    private Pap(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "pap";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => 0;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.None;

    /// <summary>1 asks, 2 accepts, 3 refuses.</summary>
    public byte Code => _octets[0];

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Pap layer)
    {
        ReadStatus status = PppControl.Check(octets, out ReadOnlySpan<byte> packet);
        layer = new Pap(packet);
        return status;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(CodeField, 0, 1, Code);
        sink.Add(IdentifierField, 1, 1, _octets[1]);
        sink.Add(LengthField, 2, 2, ReadUInt16BigEndian(_octets[2..]));
        if (_octets.Length == PppControl.Size)
            return;
        int length = Math.Min(_octets[4], _octets.Length - 5);
        sink.Add(Code == Request ? NameLengthField : MessageLengthField, 4, 1, _octets[4]);
        sink.AddUtf8(Code == Request ? NameField : MessageField, 5, _octets.Slice(5, length));
        if (Code == Request && _octets.Length > 5 + length)
            sink.Add(PasswordLengthField, 5 + length, 1, _octets[5 + length]);
    }

    private static string? CodeName(ulong code) =>
        code switch
        {
            Request => "Authenticate-Request",
            2 => "Authenticate-Ack",
            3 => "Authenticate-Nak",
            _ => null,
        };
}
