namespace Sonde.Cli;

/// <summary>What a command shows, before anyone decides how: text, tables, notes.</summary>
internal sealed record View
{
    /// <summary>The answer in one paragraph.</summary>
    public required string Headline { get; init; }

    /// <summary>The tables in the order shown.</summary>
    public IReadOnlyList<Table> Tables { get; init; } = [];

    /// <summary>The rows that <c>--csv</c> writes: the answer's list.</summary>
    public required Table Rows { get; init; }

    /// <summary>What a reader has to know about the limits of the answer: what was not read, where the list goes on.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>A table.</summary>
/// <param name="Title">What it shows; empty when the columns say it.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Rows">Its rows: for each column a string, a number, a truth value, or null for nothing.</param>
internal sealed record Table(string Title, IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows)
{
    /// <summary>A table of names and values.</summary>
    public static Table OfPairs(string title, IEnumerable<(string Name, object? Value)> pairs) =>
        new(
            title,
            [new Column(""), new Column("", Wraps: true)],
            [.. pairs.Where(pair => pair.Value is not null).Select(pair => (object?[])[pair.Name, pair.Value])]
        );

    /// <summary>A table of names and values turned by a quarter: one row, the names above.</summary>
    public static Table OfOneRow(IEnumerable<(string Name, object? Value)> pairs)
    {
        (string Name, object? Value)[] all = [.. pairs];
        return new(
            "",
            [.. all.Select(pair => new Column(pair.Name))],
            [
                [.. all.Select(pair => pair.Value)],
            ]
        );
    }

    /// <summary>The table without the columns that say nothing in any row.</summary>
    public Table WithoutEmptyColumns()
    {
        int[] kept =
        [
            .. Enumerable.Range(0, Columns.Count).Where(column => Rows.Any(row => row[column] is not (null or ""))),
        ];
        return kept.Length == Columns.Count
            ? this
            : this with
            {
                Columns = [.. kept.Select(column => Columns[column])],
                Rows = [.. Rows.Select(row => (object?[])[.. kept.Select(column => row[column])])],
            };
    }

    /// <summary>The table without its last column.</summary>
    public Table WithoutLastColumn() =>
        this with
        {
            Columns = [.. Columns.SkipLast(1)],
            Rows = [.. Rows.Select(row => (object?[])[.. row.SkipLast(1)])],
        };

    /// <summary>Whether there are words to put above the columns.</summary>
    public bool HasHeads => Columns.Any(column => column.Head.Length > 0);

    /// <summary>Whether a column holds numbers, which stand at the right.</summary>
    public bool IsNumeric(int column) =>
        Rows.Any(row => row[column] is not null) && Rows.All(row => row[column] is null or long or int or double);
}

/// <summary>A column.</summary>
/// <param name="Head">The word above it.</param>
/// <param name="Field">Its name for programs: the field of the answer; the word above it when there is none.</param>
/// <param name="Wraps">Its text may go on in the next line, or be as long as it likes.</param>
/// <param name="Rank">What can be done without on a narrow terminal: the highest rank goes first, 0 never.</param>
/// <param name="IsId">Its numbers name something (a port, a frame) and count nothing.</param>
internal sealed record Column(string Head, string? Field = null, bool Wraps = false, int Rank = 0, bool IsId = false);
