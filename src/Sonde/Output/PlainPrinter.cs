namespace Sonde.Cli;

/// <summary>Prints views as aligned text without any escape, for pipes and files.</summary>
internal static class PlainPrinter
{
    private const string Gap = "  ";
    private const int WidestWrapped = 48; // longer texts push the rest of their line aside, not of every line

    public static void Print(View view, TextWriter output)
    {
        output.WriteLine(Clean.Text(view.Headline));
        foreach (
            Table table in view.Tables.Where(table => table.Rows.Count > 0).Select(table => table.WithoutEmptyColumns())
        )
        {
            output.WriteLine();
            Print(table, output);
        }
        if (view.Notes.Count > 0)
            output.WriteLine();
        foreach (string note in view.Notes)
            output.WriteLine(Clean.Text(note));
    }

    private static void Print(Table table, TextWriter output)
    {
        if (table.Title.Length > 0)
            output.WriteLine(table.Title);
        var rows = table.Rows.Select(row => row.Select(cell => CellText.Of(cell)).ToArray()).ToList();
        if (table.HasHeads)
            rows.Insert(0, [.. table.Columns.Select(column => column.Head)]);
        int[] widths =
        [
            .. table.Columns.Select(
                (column, i) =>
                    Math.Min(rows.Max(row => CellText.Width(row[i])), column.Wraps ? WidestWrapped : int.MaxValue)
            ),
        ];
        bool[] right = [.. Enumerable.Range(0, widths.Length).Select(table.IsNumeric)];
        foreach (string[] row in rows)
        {
            IEnumerable<string> cells = row.Select(
                (text, column) =>
                {
                    string space = new(' ', Math.Max(0, widths[column] - CellText.Width(text)));
                    return right[column] ? space + text : text + space;
                }
            );
            output.WriteLine(string.Join(Gap, cells).TrimEnd());
        }
    }
}
