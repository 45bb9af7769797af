using System.Globalization;

namespace Sonde.Engine;

/// <summary>A setting as it was written somewhere, not read yet.</summary>
/// <param name="Setting">Which setting.</param>
/// <param name="Texts">The text, or the entries of a list.</param>
/// <param name="IsList">Whether it was written as a list.</param>
/// <param name="Origin">Where it was written.</param>
internal sealed record SettingText(
    SettingDefinition Setting,
    IReadOnlyList<string> Texts,
    bool IsList,
    SettingOrigin Origin
)
{
    private static readonly string[] Yes = ["true", "yes", "on", "1"];
    private static readonly string[] No = ["false", "no", "off", "0"];

    /// <summary>The typed value; null and a problem when the text is not what the setting holds.</summary>
    public object? Read(out ConfigProblem? problem)
    {
        problem = null;
        if (Setting.Kind is SettingKind.TextList or SettingKind.TargetList)
            return ReadList(out problem);
        string text = IsList ? "" : Texts[0].Trim();
        object? value = IsList ? null : ReadOne(text);
        if (value is null)
            problem = Wrong(IsList ? "a list" : Quote.Text(text));
        return value;
    }

    private object? ReadOne(string text) =>
        Setting.Kind switch
        {
            SettingKind.Switch when Yes.Contains(text, StringComparer.OrdinalIgnoreCase) => true,
            SettingKind.Switch when No.Contains(text, StringComparer.OrdinalIgnoreCase) => false,
            SettingKind.WholeNumber => InRange(Number(text)),
            SettingKind.Octets => InRange(Octets(text)),
            SettingKind.Choice => Setting.Choices.FirstOrDefault(word =>
                word.Equals(text, StringComparison.OrdinalIgnoreCase)
            ),
            SettingKind.Text when text.Length > 0 => text,
            _ => null,
        };

    private List<string>? ReadList(out ConfigProblem? problem)
    {
        problem = null;
        IEnumerable<string> entries = IsList ? Texts : Texts[0].Split(',');
        List<string> given = [.. entries.Select(entry => entry.Trim()).Where(entry => entry.Length > 0)];
        if (Setting.Kind == SettingKind.TargetList)
        {
            foreach (string entry in given)
            {
                if (!TargetPattern.TryParse(entry, out _, out string wrong))
                {
                    problem = new ConfigProblem(Origin, $"{Setting.Key}: {Quote.Text(entry)} {wrong}", Setting);
                    return null;
                }
            }
        }
        if (!Setting.AddsToDefault)
            return given;
        return [.. ((IReadOnlyList<string>)Setting.Default!).Concat(given).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private long? InRange(long? number) =>
        number is { } value && value >= Setting.Least && value <= Setting.Most ? value : null;

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? number
            : null;

    // "MB" counts in thousands and "MiB" in 1024s; a bare letter means the latter, as with tcpdump and ls.
    private static long? Octets(string text)
    {
        int digits = text.TakeWhile(char.IsAsciiDigit).Count();
        if (digits == 0 || Number(text[..digits]) is not { } count)
            return null;
        long? unit = text[digits..].Trim().ToUpperInvariant() switch
        {
            "" or "B" => 1,
            "KB" => 1_000,
            "MB" => 1_000_000,
            "GB" => 1_000_000_000,
            "TB" => 1_000_000_000_000,
            "K" or "KIB" => 1L << 10,
            "M" or "MIB" => 1L << 20,
            "G" or "GIB" => 1L << 30,
            "T" or "TIB" => 1L << 40,
            _ => null,
        };
        return unit is null || count > long.MaxValue / unit ? null : count * unit;
    }

    private ConfigProblem Wrong(string given) =>
        new(
            Origin,
            $"{Setting.Key} is {given} but takes {Setting.AllowedText}",
            Setting,
            Setting.Kind == SettingKind.Choice ? NearestNames.Of(string.Concat(Texts), Setting.Choices) : []
        );
}
