using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>
/// Challenge handshake authentication of PPP, RFC 1994 §4: | code 1 | identifier 1 | length 2 |, then
/// | value length 1 | value … | name … | or a message.
/// </summary>
public readonly ref struct Chap : ILayer<Chap>
{
    private static readonly Field CodeField = new("chap.code", "Code", names: CodeName);
    private static readonly Field IdentifierField = new("chap.identifier", "Identifier");
    private static readonly Field LengthField = new("chap.length", "Length");
    private static readonly Field ValueLengthField = new("chap.value_size", "Value Size");
    private static readonly Field ValueField = new("chap.value", "Value", FieldKind.Octets);
    private static readonly Field NameField = new("chap.name", "Name", FieldKind.Text);
    private static readonly Field MessageField = new("chap.message", "Message", FieldKind.Text);
    private static readonly Field[] AllFields =
    [
        CodeField,
        IdentifierField,
        LengthField,
        ValueLengthField,
        ValueField,
        NameField,
        MessageField,
    ];

    private readonly ReadOnlySpan<byte> _octets; // [0..4) header, [4..) data

    private Chap(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "chap";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => 0;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.None;

    /// <summary>1 challenge, 2 response, 3 success, 4 failure.</summary>
    public byte Code => _octets[0];

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Chap layer)
    {
        ReadStatus status = PppControl.Check(octets, out ReadOnlySpan<byte> packet);
        layer = new Chap(packet);
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
        if (Code is not (1 or 2))
        {
            sink.AddUtf8(MessageField, 4, _octets[4..]);
            return;
        }
        int length = Math.Min(_octets[4], _octets.Length - 5);
        sink.Add(ValueLengthField, 4, 1, _octets[4]);
        sink.Add(ValueField, 5, length, _octets.Slice(5, length));
        if (_octets.Length > 5 + length)
            sink.AddUtf8(NameField, 5 + length, _octets[(5 + length)..]);
    }

    private static string? CodeName(ulong code) =>
        code switch
        {
            1 => "Challenge",
            2 => "Response",
            3 => "Success",
            4 => "Failure",
            _ => null,
        };
}
