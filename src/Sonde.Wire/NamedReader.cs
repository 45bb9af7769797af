namespace Sonde.Wire;

/// <summary>A protocol that is known by name only: all octets are its own, and it has no fields.</summary>
internal sealed class NamedReader(string name, int shortest) : LayerReader
{
    /// <inheritdoc/>
    public override string Name { get; } = name;

    /// <inheritdoc/>
    public override IReadOnlyList<Field> Fields => [];

    /// <inheritdoc/>
    public override ReadStatus Read(ReadOnlySpan<byte> octets, out LayerExtent extent)
    {
        extent = new LayerExtent(octets.Length, octets.Length, NextLayer.None);
        return octets.Length < shortest ? ReadStatus.TooShort : ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public override void Describe(ReadOnlySpan<byte> octets, FieldSink sink) { }
}
