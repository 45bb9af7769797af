namespace Sonde.Wire;

/// <summary>Octets of unknown meaning: all of them.</summary>
public readonly ref struct Data : ILayer<Data>
{
    private static readonly Field Octets = new("data.data", "Data", FieldKind.Octets);
    private static readonly Field Length = new("data.len", "Length");

    private readonly ReadOnlySpan<byte> _octets; // [0..) data

    private Data(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "data";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => [Octets, Length];

    /// <inheritdoc/>
    public int HeaderLength => _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => 0;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.None;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Data layer)
    {
        layer = new Data(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(Octets, 0, _octets.Length, _octets);
        sink.Add(Length, 0, 0, (ulong)_octets.Length);
    }
}
