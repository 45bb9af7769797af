using System.Net;

namespace Sonde.Engine;

/// <summary>A record of Team Cymru's zones: fields between bars, <c>23028 | 216.90.108.0/24 | US | arin | 1998-09-25</c>.</summary>
/// <param name="Asns">Numbers of the autonomous systems that announce the prefix.</param>
/// <param name="Prefix">The prefix.</param>
/// <param name="Country">Two letters; null when unknown.</param>
/// <param name="Registry">The registry; null when unknown.</param>
/// <param name="Allocated">The date; null when unknown.</param>
internal sealed record OriginRecord(
    IReadOnlyList<string> Asns,
    AddressRange Prefix,
    string PrefixText,
    string? Country,
    string? Registry,
    string? Allocated
)
{
    private const int MostOrigins = 64;

    /// <summary>Reads a record about an address; null when it is none, or about another address.</summary>
    public static OriginRecord? Parse(string text, IPAddress address)
    {
        string[] fields = text.Split('|', StringSplitOptions.TrimEntries);
        if (fields.Length < 2)
            return null;
        string[] numbers = [.. fields[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MostOrigins)];
        if (
            numbers.Length == 0
            || !Array.TrueForAll(numbers, number => uint.TryParse(number, out _))
            || !AddressRange.TryParse(fields[1], out AddressRange prefix)
            || !prefix.Contains(address)
        )
            return null;
        return new OriginRecord(numbers, prefix, fields[1], Field(fields, 2), Field(fields, 3), Field(fields, 4));
    }

    /// <summary>Bits of the prefix.</summary>
    public int Length => int.Parse(PrefixText[(PrefixText.IndexOf('/', StringComparison.Ordinal) + 1)..], null);

    /// <summary>The name in a record about an autonomous system: the fifth field.</summary>
    public static string? NameIn(string text)
    {
        string[] fields = text.Split('|', 5, StringSplitOptions.TrimEntries);
        return Field(fields, 4);
    }

    private static string? Field(string[] fields, int index)
    {
        const int longest = 200;
        return index < fields.Length && fields[index].Length > 0 ? Quote.Clean(fields[index], longest) : null;
    }
}
