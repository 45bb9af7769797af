using System.CommandLine;

namespace Sonde.Cli;

/// <summary>The options of a question with a long list in its answer.</summary>
internal sealed class PageOptions
{
    private readonly Option<int?> _limit;
    private readonly Option<int?> _offset = Numbers.Option("--offset", "Entries to skip.");

    /// <param name="usual">Entries shown when no limit is given.</param>
    /// <param name="aliases">Other names of the limit.</param>
    public PageOptions(int usual, params string[] aliases) =>
        _limit = Numbers.Option("--limit", $"Entries to show at most; {usual} if not given.", aliases: aliases);

    public IEnumerable<Option> All => [_limit, _offset];

    public int? Limit(ParseResult parsed) => parsed.GetValue(_limit);

    public int? Offset(ParseResult parsed) => parsed.GetValue(_offset);
}
