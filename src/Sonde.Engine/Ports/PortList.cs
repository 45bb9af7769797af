using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Sonde.Engine;

/// <summary>Lists of ports as people write them.</summary>
public static class PortList
{
    private const int MostShown = 2000; // ranges of one text

    /// <summary>Reads numbers and ranges: <c>22</c>, <c>"80"</c>, <c>"1-1024"</c>, <c>"22,80,8000-8100"</c>.</summary>
    /// <returns>Each port once, in order.</returns>
    /// <exception cref="EngineException">Empty, no port, or a range that goes backwards.</exception>
    public static IReadOnlyList<int> Parse(IReadOnlyList<JsonElement> written)
    {
        ArgumentNullException.ThrowIfNull(written);
        var seen = new bool[65_536];
        foreach (JsonElement one in written)
        {
            if (one.ValueKind == JsonValueKind.Number && one.TryGetInt64(out long number))
                seen[Port(number.ToString(CultureInfo.InvariantCulture))] = true;
            else if (one.ValueKind == JsonValueKind.String)
                Mark(seen, one.GetString()!);
            else
                throw Wrong(one.GetRawText(), "is neither a port nor a range of ports");
        }
        int[] ports = [.. Enumerable.Range(0, seen.Length).Where(port => seen[port])];
        return ports.Length > 0 ? ports : throw Wrong("", "names no port");
    }

    /// <summary>Words of a command line as <see cref="Parse"/> takes them.</summary>
    public static IReadOnlyList<JsonElement> Words(IEnumerable<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return [.. words.Select(word => JsonElement.Parse($"\"{JsonEncodedText.Encode(word)}\""))];
    }

    /// <summary>Ports in order as ranges: <c>1-21,23,80-443</c>; what is too long ends in an ellipsis and a count.</summary>
    public static string Text(IReadOnlyList<int> ports)
    {
        ArgumentNullException.ThrowIfNull(ports);
        var text = new StringBuilder();
        int ranges = 0;
        for (int at = 0; at < ports.Count; ranges++)
        {
            int end = at;
            while (end + 1 < ports.Count && ports[end + 1] == ports[end] + 1)
                end++;
            if (ranges == MostShown)
                return text.Append(CultureInfo.InvariantCulture, $",… ({ports.Count - at} more)").ToString();
            text.Append(ranges > 0 ? "," : "").Append(CultureInfo.InvariantCulture, $"{ports[at]}");
            if (end > at)
                text.Append(CultureInfo.InvariantCulture, $"-{ports[end]}");
            at = end + 1;
        }
        return text.ToString();
    }

    private static void Mark(bool[] seen, string text)
    {
        if (text.Length > 100_000)
            throw Wrong(text, "is too long for a list of ports");
        foreach (string part in text.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            int hyphen = part.IndexOf('-', StringComparison.Ordinal);
            int first = Port(hyphen < 0 ? part : part[..hyphen], part);
            int last = hyphen < 0 ? first : Port(part[(hyphen + 1)..], part);
            if (last < first)
                throw Wrong(part, "is a range that goes backwards");
            Array.Fill(seen, true, first, last - first + 1);
        }
    }

    private static int Port(string text, string? whole = null) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is >= 1 and <= 65_535
            ? port
            : throw Wrong(whole ?? text, "is no port");

    private static EngineException Wrong(string text, string problem) =>
        new(
            EngineFault.InvalidArgument,
            text.Length == 0 ? $"ports {problem}." : $"ports: {Quote.Text(text)} {problem}.",
            "Give ports from 1 to 65535 and ranges such as 1-1024."
        );
}
