using Sonde.Testing;
using Xunit;

namespace Sonde.Engine.Tests.Packets;

public sealed class CustomFilterTests
{
    private static readonly string Capture = Repo.Path("samples", "http.pcapng");

    [Theory]
    [InlineData("pkt[TCP].flags == 'SA'", "tcp.flags == 0x12", 10)]
    [InlineData("tcp.flags == 0x12", "tcp.flags == 0x12", 10)]
    [InlineData("UDP and DNS", "(udp and dns)", 0)]
    public void TheAnswerNamesTheSamePacketsAsADisplayFilter(string expression, string filter, int matching)
    {
        FilteredPackets found = Ask(expression);
        Assert.Equal(
            (expression, filter, matching),
            (found.FilterExpression, found.DisplayFilter, (int)found.MatchingPackets)
        );
    }

    [Fact]
    public void ABlockedWordIsRefusedButNotInATextThatIsLookedFor()
    {
        var refused = Assert.Throws<EngineException>(() => Ask("pkt[TCP].dport == 80 or system"));
        Assert.Equal(EngineFault.BlockedByPolicy, refused.Fault);
        Assert.Equal(0, Ask("'system' in pkt[TCP].payload and \"os.\" in pkt[TCP].payload").MatchingPackets);
    }

    [Fact]
    public void WhereCustomFiltersAreNotAllowedTheSettingIsNamed()
    {
        var config = new SondeConfig { Pcap = new PcapConfig { AllowCustomFilters = false } };
        var refused = Assert.Throws<EngineException>(() => Ask("TCP", config));
        Assert.Contains("pcap.allow_custom_filters", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheErrorIsThatOfTheLanguageThatWasMeant()
    {
        Assert.Contains(
            "tcp.prot",
            Assert.Throws<EngineException>(() => Ask("tcp.dstport == 80 && tcp.prot == 1")).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "TCP has no prot",
            Assert.Throws<EngineException>(() => Ask("pkt[TCP].prot == 1")).Message,
            StringComparison.Ordinal
        );
    }

    private static FilteredPackets Ask(string expression, SondeConfig? config = null) =>
        CustomFilterQuestion.Ask(
            new CaptureEngine(config ?? new SondeConfig(), PathPolicy.Unrestricted(Repo.Root, null)),
            new CustomFilterArguments { FilePath = Capture, FilterExpression = expression },
            new AskContext()
        );
}
