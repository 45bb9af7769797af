using System.Text.Json;

namespace Sonde.Engine;

/// <summary>Reads members of JSON that somebody else wrote: what is not there, or of another kind, is nothing.</summary>
internal static class RdapJson
{
    private const int MostItems = 100;
    private const int LongestText = 500;

    /// <summary>A member; undefined when it is not there.</summary>
    public static JsonElement Member(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out JsonElement member) ? member : default;

    /// <summary>A text or number as text, made safe; null for everything else.</summary>
    public static string? Text(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString() is { Length: > 0 } text ? Quote.Clean(text, LongestText) : null,
            JsonValueKind.Number => value.GetRawText() is { Length: < 40 } number ? number : null,
            _ => null,
        };

    /// <summary>A member's text.</summary>
    public static string? Text(JsonElement of, string name) => Text(Member(of, name));

    /// <summary>The entries of a member that is a list.</summary>
    public static IEnumerable<JsonElement> List(JsonElement of, string name) => Items(Member(of, name));

    /// <summary>The entries of a list.</summary>
    public static IEnumerable<JsonElement> Items(JsonElement list) =>
        list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];

    /// <summary>The texts of a list.</summary>
    public static IEnumerable<string> Texts(JsonElement list) => Items(list).Select(Text).OfType<string>();

    /// <summary>The first texts of a member that is a list; null when there are none.</summary>
    public static IReadOnlyList<string>? FewTexts(JsonElement of, string name)
    {
        string[] texts = [.. Texts(Member(of, name)).Take(MostItems)];
        return texts.Length > 0 ? texts : null;
    }

    /// <summary>The first entries of a member that is a list.</summary>
    public static IEnumerable<JsonElement> Few(JsonElement of, string name) => List(of, name).Take(MostItems);
}
