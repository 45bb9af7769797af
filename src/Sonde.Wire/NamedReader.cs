namespace Sonde.Wire;

/// <summary>A protocol that is known by name only: all octets are its own, and it has no fields.</summary>
/// <param name="name">Wireshark's name.</param>
/// <param name="shortest">Octets that it needs at least.</param>
/// <param name="gate">Whether octets may be of the protocol; null when all may.</param>
internal sealed class NamedReader(string name, int shortest, Func<ReadOnlySpan<byte>, bool>? gate) : LayerReader(name)
{
    /// <inheritdoc/>
    public override IReadOnlyList<Field> Fields => [];

    private protected override ReadStatus ReadLayer(ReadOnlySpan<byte> octets, out LayerExtent extent)
    {
        extent = new LayerExtent(octets.Length, octets.Length, NextLayer.None);
        if (octets.Length < shortest)
            return ReadStatus.TooShort;
        return gate is null || gate(octets) ? ReadStatus.Ok : ReadStatus.NotMine;
    }

    /// <inheritdoc/>
    public override void Describe(ReadOnlySpan<byte> octets, FieldSink sink) { }
}
