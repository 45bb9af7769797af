using Xunit;

namespace Sonde.Engine.Tests;

public sealed class PathExpansionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly PathPolicy _policy;

    public PathExpansionTests()
    {
        foreach (
            string name in (string[])["a.pcap", "b.pcap", "c.txt", ".hidden", "[x].pcap", "day1/e.pcap", "day2/d.pcap"]
        )
            _folder.Write("work/" + name);
        _folder.Write("secret/passwd.pcap");
        _folder.Link("work/link.pcap", _folder.At("secret/passwd.pcap"));
        _folder.Link("work/day3", _folder.At("secret"));
        _policy = PathPolicy.Restricted(new PcapConfig { AllowedPaths = ["."] }, _folder.At("work"), null);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.pcap", "a.pcap")]
    [InlineData("*.pcap", "[x].pcap a.pcap b.pcap")]
    [InlineData("[ab].pcap", "a.pcap b.pcap")]
    [InlineData("[x].pcap", "[x].pcap")]
    [InlineData("?.*", "a.pcap b.pcap c.txt")]
    [InlineData(".h*", ".hidden")]
    [InlineData(".", "./[x].pcap ./a.pcap ./b.pcap ./c.txt")]
    [InlineData("day1", "day1/e.pcap")]
    [InlineData("day1/", "day1/e.pcap")]
    [InlineData("day*/*.pcap", "day1/e.pcap day2/d.pcap")]
    [InlineData("day*/d.pcap", "day2/d.pcap")]
    [InlineData("day1/../[ab].pcap", "day1/../a.pcap day1/../b.pcap")]
    [InlineData("../work/a*", "../work/a.pcap")]
    [InlineData("**/*.pcap", "[x].pcap a.pcap b.pcap day1/e.pcap day2/d.pcap")]
    [InlineData("**/d.pcap", "day2/d.pcap")]
    [InlineData("day1/**", "day1/e.pcap")]
    public void PathsFoldersAndPatternsGiveTheirFilesInOrder(string typed, string files) =>
        Assert.Equal(files, string.Join(' ', _policy.Expand(typed).Files.Select(file => file.Typed)));

    [Fact]
    public void AFileThatLeadsOutsideIsLeftOutAndNamed() =>
        Assert.Equal([new SkippedPath("link.pcap", EngineFault.AccessDenied)], _policy.Expand("*.pcap").Skipped);

    [Theory]
    [InlineData("day3")]
    [InlineData("day3/*")]
    [InlineData("../secret/*")]
    [InlineData("/etc/*")]
    [InlineData("/*")]
    [InlineData("link*")]
    public void AFolderOutsideIsNotListed(string typed)
    {
        EngineException fault = Fails(typed);

        Assert.Equal(EngineFault.AccessDenied, fault.Fault);
        Assert.DoesNotContain("passwd", fault.Message + fault.Suggestion, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("d*/passwd*")]
    [InlineData("*/../../secret/*")]
    public void APatternDoesNotLeaveTheAllowedFoldersOnItsWay(string typed) =>
        Assert.Equal(EngineFault.NotFound, Fails(typed).Fault);

    [Theory]
    [InlineData("*.pcapng")]
    [InlineData("none*/*")]
    public void APatternWithoutFilesIsSaid(string typed) => Assert.Equal(EngineFault.NotFound, Fails(typed).Fault);

    [Theory]
    [InlineData("day*/d.pcap")]
    [InlineData("**/d.pcap")]
    public void AFileThatSomeFoldersDoNotHaveIsNotCalledLeftOut(string typed) =>
        Assert.Empty(_policy.Expand(typed).Skipped);

    [Fact]
    public void LinkedFoldersDoNotLeadASearchRoundInCircles()
    {
        _folder.Link("work/day1/up", "..");

        Assert.Equal(["day1/e.pcap"], _policy.Expand("**/e.pcap").Files.Select(file => file.Typed));
    }

    [Fact]
    public void AnEmptyFolderIsSaid()
    {
        _folder.Folder("work/empty");

        Assert.Equal("The folder 'empty' has no files that can be read.", Fails("empty").Message);
    }

    [Fact]
    public void AMissingFileWithoutPatternIsMissing() => Assert.Equal(["a.pcap"], Fails("aa.pcap").Nearest.Take(1));

    private EngineException Fails(string typed) => Assert.Throws<EngineException>(() => _policy.Expand(typed));
}
