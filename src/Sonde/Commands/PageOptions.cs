using System.CommandLine;

namespace Sonde.Cli;

/// <summary>The options of a question with a long list in its answer.</summary>
internal sealed class PageOptions
{
    private readonly Option<int?> _limit;
    private readonly Option<int?> _offset = new("--offset") { Description = "Entries to skip.", HelpName = "N" };

    /// <param name="usual">Entries shown when no limit is given.</param>
    /// <param name="aliases">Other names of the limit.</param>
    public PageOptions(int usual, params string[] aliases) =>
        _limit = new("--limit", aliases)
        {
            Description = $"Entries to show at most; {usual} if not given.",
            HelpName = "N",
        };

    public IEnumerable<Option> All => [_limit, _offset];

    public int? Limit(ParseResult parsed) => parsed.GetValue(_limit);

    public int? Offset(ParseResult parsed) => parsed.GetValue(_offset);
}
