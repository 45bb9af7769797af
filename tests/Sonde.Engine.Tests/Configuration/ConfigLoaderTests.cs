using Xunit;

namespace Sonde.Engine.Tests;

public sealed class ConfigLoaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WithoutSourcesTheBuiltInValuesHold()
    {
        SondeConfig config = Load();

        Assert.Null(config.File);
        Assert.Null(config.Pcap.MaxPackets);
        Assert.True(config.Security.BlockCloudMetadata);
        Assert.False(config.Security.BlockPrivate);
        Assert.Equal(TimeSpan.FromSeconds(300), config.Pcap.DownloadTimeout);
        Assert.Equal(
            [_folder.At("work"), _folder.At("tmp"), _folder.At("samples"), "~/Documents", "~/Downloads", "~/Desktop"],
            config.Pcap.AllowedPaths
        );
        Assert.All(config.Values, value => Assert.Equal(SettingSource.BuiltIn, value.Origin.Source));
    }

    [Fact]
    public void TheBuiltInValuesOfTheRecordsAreThoseOfTheTable()
    {
        SondeConfig loaded = Load();
        var made = new SondeConfig();

        Assert.Equal(made.Security, loaded.Security with { AllowedTargets = made.Security.AllowedTargets });
        Assert.Equal(made.Capture, loaded.Capture);
        Assert.Equal(made.Http, loaded.Http);
        Assert.Equal(made.Pcap with { AllowedPaths = loaded.Pcap.AllowedPaths }, loaded.Pcap);
    }

    [Fact]
    public void FlagsBeatTheEnvironmentAndTheEnvironmentBeatsTheFile()
    {
        string file = Named("pcap:\n  max_packets: 1\n  max_download_octets: 10\n  download_timeout_seconds: 7\n");

        SondeConfig config = Load(
            file,
            [new SettingFlag("--max-packets", "pcap.max_packets", "3")],
            ("SONDE_PCAP_MAX_PACKETS", "2"),
            ("SONDE_PCAP_MAX_DOWNLOAD_OCTETS", "64KiB")
        );

        Assert.Equal(3, config.Pcap.MaxPackets);
        Assert.Equal(65536, config.Pcap.MaxDownloadOctets);
        Assert.Equal(TimeSpan.FromSeconds(7), config.Pcap.DownloadTimeout);
        Assert.Equal("flag --max-packets", OriginOf(config, "pcap.max_packets"));
        Assert.Equal("variable SONDE_PCAP_MAX_DOWNLOAD_OCTETS", OriginOf(config, "pcap.max_download_octets"));
        Assert.Equal($"{file}:4", OriginOf(config, "pcap.download_timeout_seconds"));
        Assert.Equal("built in", OriginOf(config, "pcap.allow_custom_filters"));
    }

    [Theory]
    [InlineData("config.yaml", "network-mcp.yaml")]
    [InlineData("network-mcp.yaml", "../home/.network-mcp/config.yaml")]
    [InlineData("../home/.network-mcp/config.yaml", "../home/.config/network-mcp/config.yaml")]
    public void TheFirstFileOfTheSearchOrderWins(string first, string second)
    {
        _folder.Write(Path.Combine("work", first), "pcap: { max_packets: 1 }");
        _folder.Write(Path.Combine("work", second), "pcap: { max_packets: 2 }");

        Assert.Equal(1, Load().Pcap.MaxPackets);
    }

    [Fact]
    public void OwnListsAddToTheBuiltInBlockLists()
    {
        SondeConfig config = Load(
            Named("security:\n  blocked_targets: [evil.example]\npcap:\n  blocked_filter_keywords: [payload]\n")
        );

        Assert.Equal([.. SecurityConfig.BuiltInBlockedTargets, "evil.example"], config.Security.BlockedTargets);
        Assert.Equal([.. PcapConfig.BuiltInBlockedFilterKeywords, "payload"], config.Pcap.BlockedFilterKeywords);
    }

    [Theory]
    [InlineData("NETWORK_MCP_BLOCKED_TARGETS", "security.blocked_targets")]
    [InlineData("NETWORK_MCP_ALLOWED_TARGETS", "security.allowed_targets")]
    [InlineData("NETWORK_MCP_BLOCK_PRIVATE", "security.block_private")]
    [InlineData("NETWORK_MCP_MAX_PACKETS", "pcap.max_packets")]
    [InlineData("NETWORK_MCP_ALLOW_CUSTOM_FILTERS", "pcap.allow_custom_filters")]
    [InlineData("NETWORK_MCP_PCAP_ALLOWED_PATHS", "pcap.allowed_paths")]
    [InlineData("PCAP_STORAGE_PATH", "capture.storage_path")]
    [InlineData("PCAP_STORAGE_DIR", "capture.storage_path")]
    [InlineData("CAPTURE_TIMEOUT", "capture.max_seconds")]
    [InlineData("MAX_CAPTURE_DURATION", "capture.max_seconds")]
    [InlineData("MAX_CAPTURE_SIZE", "capture.max_octets")]
    [InlineData("NET_IFACE", "capture.interface")]
    [InlineData("MCP_PORT", "http.port")]
    public void VariablesOfTheOlderSystemsAreAliases(string variable, string key) =>
        Assert.Equal($"variable {variable}", OriginOf(Load(null, [], (variable, "1")), key));

    [Fact]
    public void SondesOwnVariableBeatsTheAliases()
    {
        SondeConfig config = Load(
            null,
            [],
            ("NETWORK_MCP_MAX_PACKETS", "10"),
            ("SONDE_PCAP_MAX_PACKETS", "20"),
            ("PCAP_STORAGE_DIR", "/b"),
            ("PCAP_STORAGE_PATH", "/a")
        );

        Assert.Equal(20, config.Pcap.MaxPackets);
        Assert.Equal("/a", config.Capture.StoragePath);
    }

    [Fact]
    public void AnEmptyVariableCountsAsNone() =>
        Assert.Equal(6, Load(null, [], ("NETWORK_MCP_PCAP_ALLOWED_PATHS", "")).Pcap.AllowedPaths.Count);

    [Fact]
    public void AnEmptyListOfPathsStaysEmpty() =>
        Assert.Empty(Load(Named("pcap:\n  allowed_paths: []\n")).Pcap.AllowedPaths);

    [Fact]
    public void TheRootAsWorkingDirectoryIsNotAllowedByDefault() =>
        Assert.DoesNotContain("/", ConfigLoader.Load(Sources() with { WorkingDirectory = "/" }).Pcap.AllowedPaths);

    [Fact]
    public void VariablesWithoutEffectAreNoted() =>
        Assert.Contains(
            Load(null, [], ("TSHARK_PATH", "/x")).Notes,
            note => note.Contains("TSHARK_PATH", StringComparison.Ordinal)
        );

    [Fact]
    public void SectionsWithoutSettingsAreAcceptedAndNoted()
    {
        SondeConfig config = Load(Named("detection:\n  anything: 1\nhttp: { port: 9000 }\n"));

        Assert.Equal(9000, config.Http.Port);
        Assert.Contains("section detection", Assert.Single(config.Notes), StringComparison.Ordinal);
    }

    private string Named(string text) => _folder.Write("named.yaml", text);

    private SondeConfig Load(
        string? file = null,
        IReadOnlyList<SettingFlag>? flags = null,
        params (string Name, string Value)[] variables
    ) =>
        ConfigLoader.Load(
            Sources() with
            {
                NamedFile = file,
                Flags = flags ?? [],
                Environment = variables.ToDictionary(pair => pair.Name, pair => pair.Value),
            }
        );

    private ConfigSources Sources() =>
        new()
        {
            WorkingDirectory = _folder.Folder("work"),
            HomeDirectory = _folder.Folder("home"),
            TemporaryDirectory = _folder.Folder("tmp"),
            SamplesDirectory = _folder.Folder("samples"),
        };

    private static string OriginOf(SondeConfig config, string key) =>
        config.Values.Single(value => value.Setting.Key == key).Origin.ToString();
}
