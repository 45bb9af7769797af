namespace Sonde.Analysis;

/// <summary>Wireshark's display filter language, as of version 4.0.</summary>
public static class DisplayFilter
{
    /// <summary>Characters that a filter may have.</summary>
    public const int Longest = 4096;

    /// <summary>Reads a filter; an empty one lets every packet through. Never throws, whatever the text.</summary>
    public static FilterResult Parse(string text, FieldCatalog catalog)
    {
        var issues = new FilterIssues();
        if (text.Length > Longest)
            issues.Add($"a filter may have {Longest} characters at most, not {text.Length}", Longest, 1);
        FilterNode? condition = issues.First is null ? new FilterParser(text, catalog, issues).Parse() : null;
        return new FilterResult(issues.First is null ? condition : null, issues.First);
    }
}
