namespace Sonde.Wire.Tests;

/// <summary>What the whole table makes of octets.</summary>
public static class Layers
{
    private static readonly Protocols Table = StandardProtocols.Create();

    /// <summary>The names of the layers, outermost first.</summary>
    public static string[] Of(ReadOnlySpan<byte> octets, NextLayer first)
    {
        var layers = new LayerSpan[32];
        int count = Table.Walk(octets, 0, octets.Length, first, 0, layers, 0);
        return [.. layers.Take(count).Select(layer => layer.Reader.Name)];
    }

    /// <summary>The status of the last layer.</summary>
    public static ReadStatus StatusOf(ReadOnlySpan<byte> octets, NextLayer first)
    {
        var layers = new LayerSpan[32];
        return layers[Table.Walk(octets, 0, octets.Length, first, 0, layers, 0) - 1].Status;
    }

    /// <summary>Where the parts of a layer lie that carries several, and what they are.</summary>
    public static List<(int Start, int End, NextLayer Next)> PartsOf<T>(ReadOnlySpan<byte> octets)
        where T : struct, IBundleLayer<T>, allows ref struct
    {
        List<(int, int, NextLayer)> parts = [];
        var cursor = new PartCursor();
        while (T.TryNextPart(octets, ref cursor, out LayerPart part))
            parts.Add((part.Start, part.End, part.Next));
        return parts;
    }
}
