using System.Text.RegularExpressions;
using Sonde.Testing;
using Xunit;

namespace Sonde.Map.Tests;

public sealed partial class HouseTests
{
    private const int LongestFile = 400;
    private const int LongestReadme = 20;

    // Path -> why this file may be longer. Empty, and meant to stay so.
    private static readonly Dictionary<string, string> LongerForAReason = [];

    [Fact]
    public void NoSourceFileDoesTwoJobs() =>
        Assert.Empty(
            from path in Checkout.Sources
            where !LongerForAReason.ContainsKey(path) && LinesOf(path) > LongestFile
            select $"{path}: {LinesOf(path)} lines"
        );

    [Fact]
    public void EveryExceptionIsStillNeeded() =>
        Assert.All(LongerForAReason.Keys, path => Assert.True(LinesOf(path) > LongestFile, path));

    [Fact]
    public void EveryRoomSaysWhatLivesThere() =>
        Assert.All(
            Checkout.Rooms,
            room =>
                Assert.InRange(
                    File.Exists(Repo.Path("src", room, "README.md")) ? LinesOf($"src/{room}/README.md") : 0,
                    3,
                    LongestReadme
                )
        );

    [Fact]
    public void ADecisionFitsOnAPage() =>
        Assert.All(
            Directory.GetFiles(Repo.Path("docs", "decisions"), "*.md"),
            file => Assert.True(LinesOf(file) <= 60, file)
        );

    [Fact]
    public void ContributingStaysShort() => Assert.InRange(LinesOf("CONTRIBUTING.md"), 1, 150);

    [Fact]
    public void NoFileNamesAPlaceOnSomebodysMachine()
    {
        var found =
            from path in Checkout.TextFiles
            from match in PrivatePlace().Matches(File.ReadAllText(Repo.Path(path)))
            select $"{path}: {match.Value}";
        Assert.Empty(found);
    }

    [Fact]
    public void EveryLinkBetweenPagesLeadsSomewhere()
    {
        var broken =
            from page in Checkout.TextFiles
            where page.EndsWith(".md", StringComparison.Ordinal)
            from Match link in Link().Matches(File.ReadAllText(Repo.Path(page)))
            let target = Path.Combine(Path.GetDirectoryName(Repo.Path(page))!, link.Groups[1].Value)
            where !File.Exists(target) && !Directory.Exists(target)
            select $"{page}: {link.Groups[1].Value}";
        Assert.Empty(broken);
    }

    [Fact]
    public void EveryFileNamedInARoomsReadmeIsThere()
    {
        var missing =
            from room in Checkout.Rooms
            from Match named in FileName().Matches(File.ReadAllText(Repo.Path("src", room, "README.md")))
            where !File.Exists(Repo.Path("src", room, named.Groups[1].Value))
            select $"{room}: {named.Groups[1].Value}";
        Assert.Empty(missing);
    }

    [Fact]
    public void EveryPlaceThatContributingNamesIsThere()
    {
        var missing =
            from Match named in Place().Matches(File.ReadAllText(Repo.Path("CONTRIBUTING.md")))
            where !Path.Exists(Repo.Path(named.Groups[1].Value))
            select named.Groups[1].Value;
        Assert.Empty(missing);
    }

    [Fact]
    public void EverySampleStandsInItsReadme()
    {
        string readme = File.ReadAllText(Repo.Path("samples", "README.md"));
        string[] samples = [.. Directory.GetFiles(Repo.Path("samples")).Select(path => Path.GetFileName(path)!)];
        Assert.All(
            samples.Where(name => name is not "README.md"),
            name => Assert.Contains($"`{name}`", readme, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void EverySampleIsSmall() =>
        Assert.All(
            Directory.GetFiles(Repo.Path("samples")),
            path => Assert.InRange(new FileInfo(path).Length, 1, 100_000)
        );

    private static int LinesOf(string path) => File.ReadLines(Repo.Path(path)).Count();

    // "ann" is the person of our examples.
    [GeneratedRegex(@"(?<![\w.])/(work|home/(?!ann\b)\w+|Users)/")]
    private static partial Regex PrivatePlace();

    [GeneratedRegex(@"\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`((?:src|tests|eng|bench|samples|docs)/[^` ]*)`")]
    private static partial Regex Place();

    [GeneratedRegex(@"`([\w/]+\.cs)`")]
    private static partial Regex FileName();
}
