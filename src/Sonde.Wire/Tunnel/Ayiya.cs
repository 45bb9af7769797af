namespace Sonde.Wire;

/// <summary>Anything in Anything (draft-massar-v6ops-ayiya): a tunnel for hosts behind address translation.</summary>
/// <remarks>
/// | identity length as a power of two 4 bits, type 4 bits | signature length in 4 octets 4 bits, hash 4 bits |
/// authentication 4 bits, operation 4 bits | next header 1 | time 4 | identity … | signature … | data … |
/// </remarks>
public readonly ref struct Ayiya : ILayer<Ayiya>
{
    private const int Size = 8; // octets without identity and signature
    private const int Forward = 1;

    private static readonly Field IdentityLengthField = new(
        "ayiya.idlen",
        "Identity field length",
        @base: FieldBase.Hex
    );
    private static readonly Field IdentityTypeField = new("ayiya.idtype", "Identity field type", @base: FieldBase.Hex);
    private static readonly Field SignatureLengthField = new("ayiya.siglen", "Signature Length", @base: FieldBase.Hex);
    private static readonly Field OperationField = new(
        "ayiya.opcode",
        "Operation Code",
        @base: FieldBase.Hex,
        names: OperationName
    );
    private static readonly Field NextHeaderField = new(
        "ayiya.nextheader",
        "Next Header",
        @base: FieldBase.Hex,
        names: IpProtocols.NameOf
    );

    private readonly ReadOnlySpan<byte> _octets; // [0..HeaderLength) header, identity and signature, then data

    private Ayiya(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "ayiya";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields =>
        [IdentityLengthField, IdentityTypeField, SignatureLengthField, OperationField, NextHeaderField];

    /// <inheritdoc/>
    public int HeaderLength => HeaderOf(_octets);

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - HeaderLength;

    /// <inheritdoc/>
    public NextLayer NextLayer =>
        Operation == Forward && PayloadLength > 0 ? new(NextSpace.IpProtocol, NextHeader) : NextLayer.None;

    /// <summary>What is asked of the receiver; 1 is to forward the data.</summary>
    public int Operation => _octets[2] & 0xf;

    /// <summary>Internet protocol number of the data.</summary>
    public byte NextHeader => _octets[3];

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Ayiya layer)
    {
        layer = default;
        if (octets.Length < Size || HeaderOf(octets) > octets.Length)
            return ReadStatus.TooShort;
        layer = new Ayiya(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(IdentityLengthField, 0, 1, (ulong)(_octets[0] >> 4));
        sink.Add(IdentityTypeField, 0, 1, (ulong)(_octets[0] & 0xf));
        sink.Add(SignatureLengthField, 1, 1, (ulong)(_octets[1] >> 4));
        sink.Add(OperationField, 2, 1, (ulong)Operation);
        sink.Add(NextHeaderField, 3, 1, NextHeader);
    }

    private static int HeaderOf(ReadOnlySpan<byte> octets) => Size + (1 << (octets[0] >> 4)) + (octets[1] >> 4) * 4;

    private static string? OperationName(ulong value) =>
        value switch
        {
            0 => "No Operation / Heartbeat",
            Forward => "Forward",
            2 => "Echo Request",
            3 => "Echo Request and Forward",
            4 => "Echo Response",
            5 => "MOTD",
            6 => "Query Request",
            7 => "Query Response",
            _ => null,
        };
}
