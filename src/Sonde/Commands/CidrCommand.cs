using System.CommandLine;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde cidr</c>: computes with blocks of addresses.</summary>
internal static class CidrCommand
{
    private const string Blocks = "Blocks such as 10.0.0.0/24 or 2001:db8::/48, or - for lines of standard input.";

    public static Command Create() =>
        new("cidr", "Blocks of addresses: what they hold, how they split, join and overlap.")
        {
            Info(),
            Contains(),
            Split(),
            Summarize(),
            Overlaps(),
        };

    private static Command Info()
    {
        Argument<string> cidr = Calculation.Word(
            "CIDR",
            "Block such as 10.0.0.0/24, 10.0.0.5/255.255.255.0 or 2001:db8::/48."
        );
        return Calculation.Command(
            "info",
            "What a block holds.",
            [cidr],
            parsed => CidrInfoQuestion.Ask(new CidrArguments { Cidr = parsed.GetValue(cidr)! }),
            PlanningViews.Show
        );
    }

    private static Command Contains()
    {
        Argument<string> cidr = Calculation.Word("CIDR", "Block.");
        Argument<string> ip = Calculation.Word("ADDRESS", "Address.");
        return Calculation.Command(
            "contains",
            "Whether an address lies in a block.",
            [cidr, ip],
            parsed =>
                IpInSubnetQuestion.Ask(
                    new IpInSubnetArguments { Ip = parsed.GetValue(ip)!, Cidr = parsed.GetValue(cidr)! }
                ),
            PlanningViews.Show
        );
    }

    private static Command Split()
    {
        Argument<string> cidr = Calculation.Word("CIDR", "Block to split.");
        Option<int?> prefix = Numbers.Option("--prefix", "Prefix length of the parts.");
        var count = new Option<long?>("--count") { Description = "Number of parts, a power of two.", HelpName = "N" };
        var page = new PageOptions(256);
        return Calculation.Command(
            "split",
            "Splits a block into equal parts.",
            [cidr, prefix, count, .. page.All],
            parsed =>
                SubnetSplitQuestion.Ask(
                    new SubnetSplitArguments
                    {
                        Cidr = parsed.GetValue(cidr)!,
                        NewPrefix = parsed.GetValue(prefix),
                        Count = parsed.GetValue(count),
                        Limit = page.Limit(parsed),
                        Offset = page.Offset(parsed),
                    }
                ),
            PlanningViews.Show
        );
    }

    private static Command Summarize()
    {
        Argument<string[]> cidrs = Calculation.Words("CIDR", Blocks);
        var page = new PageOptions(256);
        return Calculation.Command(
            "summarize",
            "The fewest blocks that hold the same addresses.",
            [cidrs, .. page.All],
            parsed => CidrSummarizeQuestion.Ask(List(parsed, cidrs, page)),
            PlanningViews.Show
        );
    }

    private static Command Overlaps()
    {
        Argument<string[]> cidrs = Calculation.Words("CIDR", Blocks);
        var page = new PageOptions(256);
        return Calculation.Command(
            "overlaps",
            "Which blocks overlap.",
            [cidrs, .. page.All],
            parsed => CheckOverlapsQuestion.Ask(List(parsed, cidrs, page)),
            PlanningViews.Show
        );
    }

    private static CidrListArguments List(ParseResult parsed, Argument<string[]> cidrs, PageOptions page) =>
        new()
        {
            Cidrs = Calculation.Lines(parsed.GetValue(cidrs)!),
            Limit = page.Limit(parsed),
            Offset = page.Offset(parsed),
        };
}
