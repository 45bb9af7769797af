using System.Buffers;

namespace Sonde.Cli;

/// <summary>Writes the rows of a view as comma-separated values, RFC 4180.</summary>
internal static class CsvPrinter
{
    private const string LineEnd = "\r\n"; // RFC 4180 §2.1
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(",\"\r\n");

    public static void Print(Table table, TextWriter output)
    {
        WriteLine(table.Columns.Select(column => column.Field ?? column.Head), output);
        foreach (IReadOnlyList<object?> row in table.Rows)
            WriteLine(row.Select(cell => CellText.Of(cell)), output);
    }

    private static void WriteLine(IEnumerable<string> cells, TextWriter output)
    {
        output.Write(string.Join(',', cells.Select(Quoted)));
        output.Write(LineEnd);
    }

    private static string Quoted(string text) =>
        text.AsSpan().ContainsAny(NeedQuotes) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
