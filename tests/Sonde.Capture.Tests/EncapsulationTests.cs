using Xunit;

namespace Sonde.Capture.Tests;

public sealed class EncapsulationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sonde-test-").FullName;

    [Theory]
    [InlineData(1, "Ethernet")]
    [InlineData(101, "Raw IP")]
    [InlineData(105, "IEEE 802.11 Wireless LAN")]
    [InlineData(113, "Linux cooked-mode capture v1")]
    [InlineData(228, "Raw IPv4")]
    [InlineData(229, "Raw IPv6")]
    [InlineData(276, "Linux cooked-mode capture v2")]
    [InlineData(9999, "Unknown (9999)")]
    public void LinkTypesHaveTheNamesOfCapinfos(int linkType, string name) =>
        Assert.Equal(name, Encapsulations.Of(linkType).Name);

    [Fact]
    public void CapinfosAgreesOnEveryName()
    {
        Assert.SkipUnless(Programs.Has("capinfos"), "capinfos is not installed");
        int[] known = [.. Enumerable.Range(0, 310).Where(linkType => Encapsulations.Find(linkType) is not null)];
        string[] files = [.. known.Select(linkType => Path.Combine(_folder, $"{linkType}"))];
        for (int i = 0; i < known.Length; i++)
            File.WriteAllBytes(files[i], PcapOctets.Header(network: (uint)known[i]).ToArray());

        const string label = "File encapsulation:";
        IEnumerable<string> names = Programs
            .Run("capinfos", ["-E", .. files])
            .Split('\n')
            .Where(line => line.StartsWith(label, StringComparison.Ordinal))
            .Select(line => line[label.Length..].Trim());
        IEnumerable<string> shortNames = Programs
            .Run("capinfos", ["-E", "-r", "-T", "-B", .. files])
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t')[^1]);

        Assert.Equal(known.Select(linkType => Encapsulations.Of(linkType).Name), names);
        Assert.Equal(known.Select(linkType => Encapsulations.Of(linkType).ShortName), shortNames);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
