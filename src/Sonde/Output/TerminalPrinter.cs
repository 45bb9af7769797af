using Spectre.Console;

namespace Sonde.Cli;

/// <summary>Prints views on a terminal: tables that fit its width, in colour unless that is not wanted.</summary>
internal sealed class TerminalPrinter
{
    private const int ColumnGap = 2;
    private const int NarrowestWrapped = 16;

    private readonly IAnsiConsole _console;
    private readonly bool _inColour;

    public TerminalPrinter(TextWriter output, int width, bool inColour)
    {
        _inColour = inColour;
        _console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = inColour ? AnsiSupport.Yes : AnsiSupport.No,
                ColorSystem = inColour ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(output),
            }
        );
        _console.Profile.Width = Math.Max(width, NarrowestWrapped);
    }

    public void Print(View view)
    {
        List<string> notes = [.. view.Notes];
        _console.Write(new Text(Clean.Text(view.Headline)));
        _console.WriteLine();
        foreach (
            Table table in view.Tables.Where(table => table.Rows.Count > 0).Select(table => table.WithoutEmptyColumns())
        )
        {
            _console.WriteLine();
            if (Print(table) is { Count: > 0 } hidden)
                notes.Add(
                    $"Not shown for want of width: {string.Join(", ", hidden)}. --csv and --json have everything."
                );
        }
        if (notes.Count > 0)
            _console.WriteLine();
        foreach (string note in notes)
        {
            _console.Write(new Text(Clean.Text(note), Styled(Color.Yellow)));
            _console.WriteLine();
        }
    }

    // Returns the columns that had to be left out.
    private List<string> Print(Table table)
    {
        if (table.Title.Length > 0)
        {
            _console.Write(new Text(table.Title, Styled(Color.Teal)));
            _console.WriteLine();
        }
        string[][] cells =
        [
            .. table.Rows.Select(row =>
                row.Select((cell, i) => CellText.Of(cell, grouped: !table.Columns[i].IsId)).ToArray()
            ),
        ];
        List<int> shown = ThatFit(table, cells, out List<string> hidden);
        Spectre.Console.Table grid = new Spectre.Console.Table { ShowHeaders = table.HasHeads }.NoBorder();
        foreach (int column in shown)
        {
            var head = new TableColumn(new Text(table.Columns[column].Head, Styled(Color.Grey)));
            head.NoWrap = !table.Columns[column].Wraps;
            head.Padding = new Padding(0, 0, column == shown[^1] ? 0 : ColumnGap, 0);
            if (table.IsNumeric(column))
                head.RightAligned();
            grid.AddColumn(head);
        }
        foreach (string[] row in cells)
            grid.AddRow(shown.Select(column => new Text(row[column])));
        _console.Write(grid);
        return hidden;
    }

    private List<int> ThatFit(Table table, string[][] cells, out List<string> hidden)
    {
        hidden = [];
        List<int> shown = [.. Enumerable.Range(0, table.Columns.Count)];
        int[] widths =
        [
            .. table.Columns.Select(
                (column, i) =>
                {
                    int natural = cells.Max(row => CellText.Width(row[i]));
                    return Math.Max(column.Head.Length, column.Wraps ? Math.Min(natural, NarrowestWrapped) : natural);
                }
            ),
        ];
        while (shown.Sum(column => widths[column] + ColumnGap) - ColumnGap > _console.Profile.Width)
        {
            int least = shown.MaxBy(column => table.Columns[column].Rank);
            if (table.Columns[least].Rank == 0)
                break;
            shown.Remove(least);
            hidden.Add(table.Columns[least].Field ?? table.Columns[least].Head);
        }
        return shown;
    }

    private Style Styled(Color colour) => _inColour ? new Style(colour) : Style.Plain;
}
