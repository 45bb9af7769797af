using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>
/// What follows an MPLS label stack and begins with four zero bits: a control word before an Ethernet frame (RFC 4448 §4.6),
/// or an Ethernet frame whose destination address begins so. Nothing on the wire says which; the frame's type field does.
/// </summary>
public readonly ref struct PseudowireGuess : ILayer<PseudowireGuess>
{
    private const int ControlWord = 4; // octets
    private const int TypeAt = 12; // in an Ethernet header
    private const int Shortest = 9; // octets from which on a frame may be meant

    private readonly ReadOnlySpan<byte> _octets; // all of it is the next layer's

    private PseudowireGuess(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "pwethheuristic";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => [];

    /// <inheritdoc/>
    public int HeaderLength => 0;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length;

    /// <inheritdoc/>
    public NextLayer NextLayer =>
        _octets.Length < Shortest ? NextLayer.Data
        : !IsFrame(ControlWord) && IsFrame(0) ? new(NextSpace.Direct, Direct.PseudowireEthernet)
        : new(NextSpace.Direct, Direct.PseudowireEthernetWithControlWord);

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out PseudowireGuess layer)
    {
        layer = new PseudowireGuess(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink) { }

    // an EtherType that has a name, or a length that the octets there are can hold
    private bool IsFrame(int at)
    {
        if (_octets.Length < at + TypeAt + 2)
            return false;
        ushort type = ReadUInt16BigEndian(_octets[(at + TypeAt)..]);
        return EtherTypes.IsLength(type)
            ? type <= _octets.Length - at - TypeAt - 2
            : EtherTypes.NameOf(type) is not null;
    }
}
