namespace Sonde.Analysis;

/// <summary>Words of a filter as messages quote them.</summary>
internal static class FilterText
{
    private const int Longest = 60;

    /// <summary>The word, without control characters and of bounded length.</summary>
    public static string Quote(FilterToken token) =>
        Quote(token.Kind == TokenKind.Word ? token.Value : FilterEscapes.Words(token.Value));

    /// <summary>Text, without control characters and of bounded length.</summary>
    public static string Quote(string text)
    {
        string shown = string.Concat(text.Take(Longest).Select(letter => char.IsControl(letter) ? '?' : letter));
        return text.Length > Longest ? shown + "..." : shown;
    }
}
