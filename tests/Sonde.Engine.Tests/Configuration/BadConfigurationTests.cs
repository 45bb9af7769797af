using Xunit;

namespace Sonde.Engine.Tests;

public sealed class BadConfigurationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("pcap:\n  max_packets: ten\n", ":2: pcap.max_packets is 'ten' but takes a whole number from 1")]
    [InlineData("pcap:\n  max_packets: 0\n", ":2: pcap.max_packets is '0' but takes a whole number from 1")]
    [InlineData("pcap:\n  max_packets: [1, 2]\n", ":2: pcap.max_packets is a list but takes a whole number from 1")]
    [InlineData("pcap:\n  max_packets: { a: 1 }\n", ":2: pcap.max_packets takes a whole number from 1")]
    [InlineData(
        "\nsecurity:\n  block_private: maybe\n",
        ":3: security.block_private is 'maybe' but takes true or false"
    )]
    [InlineData("http:\n  port: 70000\n", ":2: http.port is '70000' but takes a whole number from 1 to 65535")]
    [InlineData(
        "http:\n  transport: htp\n",
        ":2: http.transport is 'htp' but takes one of stdio, http, sse (nearest: http)"
    )]
    [InlineData(
        "security:\n  blocked_targets: [10.0.0.0/33]\n",
        ":2: security.blocked_targets: '10.0.0.0/33' is not a range"
    )]
    [InlineData("security:\n  allowed_targets: 'a b'\n", ":2: security.allowed_targets: 'a b' is not a host name")]
    [InlineData(
        "pcap:\n  max_download_octets: 5XB\n",
        ":2: pcap.max_download_octets is '5XB' but takes a number of octets"
    )]
    [InlineData("pcap:\n  max_download_octets: 9999999999TB\n", ":2: pcap.max_download_octets is '9999999999TB'")]
    [InlineData("capture:\n  interface: ''\n", ":2: capture.interface is '' but takes a text")]
    [InlineData("- a\n", ":1: there are no sections; a file has security, pcap, probes, detection, capture, http")]
    [InlineData("pcap: 5\n", ":1: section pcap is not a list of settings")]
    [InlineData("a: b: c\n", ":1: this is not YAML: ")]
    [InlineData("pcap: {}\n---\npcap: {}\n", ":3: there is more than one document")]
    [InlineData("pcap:\n  max_packets: 1\n  max_packets: 2\n", ":3: this is not YAML: ")]
    public void EachMistakeIsReportedWithFileLineAndWhatIsAccepted(string yaml, string expected)
    {
        EngineException fault = Fails(yaml);

        Assert.Equal(EngineFault.InvalidArgument, fault.Fault);
        Assert.StartsWith(_folder.At("named.yaml") + expected, fault.Message, StringComparison.Ordinal);
        Assert.NotNull(fault.Suggestion);
    }

    [Fact]
    public void AnUnknownKeyIsNamedWithTheNearest()
    {
        EngineException fault = Fails("pcap:\n  max_packet: 5\n");

        Assert.Equal(["pcap.max_packets"], fault.Nearest);
        Assert.StartsWith(
            _folder.At("named.yaml") + ":2: there is no setting 'pcap.max_packet'; section pcap has pcap.max_packets,",
            fault.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void AnUnknownSectionIsNamedWithTheNearest() =>
        Assert.Equal(["security"], Fails("secrity:\n  a: 1\n").Nearest);

    [Fact]
    public void AllMistakesAreReportedAtOnceEachOnItsLine()
    {
        EngineException fault = Fails(
            "pcap:\n  max_packets: ten\nhttp:\n  port: eighty\n",
            ("SONDE_PCAP_MAX_PACKETS", "x")
        );

        string[] lines = fault.Message.Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.StartsWith(
            "variable SONDE_PCAP_MAX_PACKETS: pcap.max_packets is 'x'",
            lines[2],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void AnUnknownVariableOfAKnownSectionIsNamedWithTheNearest() =>
        Assert.Contains("SONDE_PCAP_MAX_PACKETS", Fails("", ("SONDE_PCAP_MAXPACKETS", "5")).Nearest);

    [Fact]
    public void DeepNestingIsRefusedAndDoesNotOverflowTheStack() =>
        Assert.Contains(
            "nested more than",
            Fails("pcap: " + new string('[', 100_000)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void AHugeFileIsRefused() =>
        Assert.Equal(EngineFault.LimitExceeded, Fails(new string('#', 2_000_000)).Fault);

    [Fact]
    public void AMissingNamedFileIsAnError() =>
        Assert.Equal(
            EngineFault.NotFound,
            Assert.Throws<EngineException>(() => ConfigLoader.Load(Sources() with { NamedFile = "none.yaml" })).Fault
        );

    [Fact]
    public void AFolderAsNamedFileIsAnError() =>
        Assert.Equal(
            EngineFault.InvalidArgument,
            Assert.Throws<EngineException>(() => ConfigLoader.Load(Sources() with { NamedFile = "." })).Fault
        );

    [Fact]
    public void AFileInTheWorkingDirectoryThatOthersMayWriteIsPassedOver()
    {
        string file = _folder.Write("work/config.yaml", "pcap: { max_packets: 5 }");
        Assert.SkipUnless(OperatingSystem.IsLinux(), "owners are read on Linux only");
        TemporaryFolder.SetMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherWrite);

        SondeConfig config = ConfigLoader.Load(Sources());

        Assert.Null(config.Pcap.MaxPackets);
        Assert.Contains("others may write it", Assert.Single(config.Notes), StringComparison.Ordinal);
        Assert.Equal(5, ConfigLoader.Load(Sources() with { NamedFile = "config.yaml" }).Pcap.MaxPackets);
    }

    [Fact]
    public void ALinkInTheWorkingDirectoryIsPassedOver()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "owners are read on Linux only");
        string own = _folder.Write("elsewhere/config.yaml", "pcap: { max_packets: 5 }");
        _folder.Folder("work");
        _folder.Link("work/config.yaml", own);

        SondeConfig config = ConfigLoader.Load(Sources());

        Assert.Null(config.Pcap.MaxPackets);
        Assert.Contains("symbolic link", Assert.Single(config.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData(null, 7L, 7L)]
    [InlineData(10L, null, 10L)]
    [InlineData(10L, 7L, 7L)]
    [InlineData(10L, 1000L, 10L)]
    [InlineData(10L, -1L, 10L)]
    [InlineData(null, -1L, null)]
    public void AnArgumentCanOnlyLowerTheConfiguredPacketLimit(long? configured, long? argument, long? limit) =>
        Assert.Equal(limit, new PcapConfig { MaxPackets = configured }.PacketLimit(argument));

    [Theory]
    [InlineData(0L)]
    [InlineData(-2L)]
    public void APacketLimitBelowOneIsRefused(long argument) =>
        Assert.Equal(
            EngineFault.InvalidArgument,
            Assert.Throws<EngineException>(() => new PcapConfig().PacketLimit(argument)).Fault
        );

    private EngineException Fails(string yaml, params (string Name, string Value)[] variables)
    {
        string file = _folder.Write("named.yaml", yaml);
        return Assert.Throws<EngineException>(() =>
            ConfigLoader.Load(
                Sources() with
                {
                    NamedFile = file,
                    Environment = variables.ToDictionary(pair => pair.Name, pair => pair.Value),
                }
            )
        );
    }

    private ConfigSources Sources() =>
        new()
        {
            WorkingDirectory = _folder.Folder("work"),
            HomeDirectory = _folder.Folder("home"),
            TemporaryDirectory = _folder.Folder("tmp"),
        };
}
