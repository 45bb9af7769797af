using Xunit;

namespace Sonde.Capture.Tests;

public sealed class CapturePathsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sonde-test-").FullName;

    public CapturePathsTests()
    {
        foreach (
            string name in (string[])["a.pcap", "b.pcapng", "b.txt", ".hidden.pcap", "in/c.pcap", "in/deep/d.pcap"]
        )
        {
            Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
            File.WriteAllText(At(name), "");
        }
    }

    [Fact]
    public void APathIsItself() => Assert.Equal([At("a.pcap")], CapturePaths.Expand(At("a.pcap")));

    [Fact]
    public void AFolderIsTheFilesDirectlyInIt() => Expect(At(""), "a.pcap", "b.pcapng", "b.txt");

    [Theory]
    [InlineData("*.pcap", "a.pcap")]
    [InlineData("*.pcap*", "a.pcap", "b.pcapng")]
    [InlineData("?.pcap", "a.pcap")]
    [InlineData("*/*.pcap", "in/c.pcap")]
    [InlineData("**/*.pcap", "a.pcap", "in/c.pcap", "in/deep/d.pcap")]
    [InlineData("in/**", "in/c.pcap", "in/deep/d.pcap")]
    [InlineData("*/deep/*", "in/deep/d.pcap")]
    [InlineData("*.erf")]
    [InlineData("missing/*.pcap")]
    public void APatternIsWhatItMatches(string pattern, params string[] files) => Expect(At(pattern), files);

    [Fact]
    public void AMissingPathIsNothing() => Assert.Empty(CapturePaths.Expand(At("missing.pcap")));

    [Fact]
    public void AFileWhoseNameLooksLikeAPatternIsItself()
    {
        File.WriteAllText(At("*.pcap"), "");

        Assert.Equal([At("*.pcap")], CapturePaths.Expand(At("*.pcap")));
    }

    [Fact]
    public void AFolderThatLinksToItselfIsNotFollowedForEver()
    {
        Directory.CreateSymbolicLink(At("in/loop"), At(""));

        Expect(At("**/*.pcap"), "a.pcap", "in/c.pcap", "in/deep/d.pcap");
    }

    [Theory]
    [InlineData("/data/x/*.pcap", "/data/x/")]
    [InlineData("/data/**/a.pcap", "/data/")]
    [InlineData("/data/x*y/a.pcap", "/data/")]
    [InlineData("*.pcap", "")]
    [InlineData("/data/a.pcap", "/data/a.pcap")]
    public void TheRootOfAPatternIsTheFolderBeforeTheFirstWildcard(string pattern, string root) =>
        Assert.Equal(root, CapturePaths.Root(pattern));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string At(string name) => Path.Combine(_folder, name);

    private void Expect(string path, params string[] files) =>
        Assert.Equal(files.Select(At), CapturePaths.Expand(path).Select(Path.GetFullPath));
}
