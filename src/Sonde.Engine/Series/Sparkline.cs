namespace Sonde.Engine;

/// <summary>Draws numbers as a line of text, a block a number.</summary>
internal static class Sparkline
{
    private const string Blocks = "▁▂▃▄▅▆▇█";

    /// <summary>The line; a blank where there is nothing, the lowest block for the least of something.</summary>
    public static string Of(ReadOnlySpan<long> values)
    {
        long most = 1;
        foreach (long value in values)
            most = Math.Max(most, value);
        Span<char> line = stackalloc char[values.Length];
        for (int at = 0; at < values.Length; at++)
            line[at] = values[at] == 0 ? ' ' : Blocks[(int)((Int128)values[at] * (Blocks.Length - 1) / most)];
        return new string(line);
    }
}
