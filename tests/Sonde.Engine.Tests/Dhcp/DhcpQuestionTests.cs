using Sonde.Testing;
using Xunit;

namespace Sonde.Engine.Tests;

/// <summary>Numbers of the samples are those of tshark's fields.</summary>
public sealed class DhcpQuestionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void MessagesAndTransactionsAreCounted()
    {
        DhcpAnalysis answer = Ask("dhcp.pcapng");

        Assert.Equal(14, answer.DhcpPacketsFound);
        Assert.Equal(5, answer.Statistics.TransactionCount);
        Assert.Equal(2, answer.Statistics.CompleteHandshakes);
        Assert.Equal(["02:00:00:00:00:01"], answer.Statistics.UniqueClients);
        Assert.Equal(["192.0.2.67"], answer.Statistics.UniqueServers);
        Assert.Equal(2, answer.Statistics.MessageTypeCounts["DISCOVER"]);
        Assert.Equal(4, answer.Statistics.MessageTypeCounts["REQUEST"]);
        Assert.Equal(3, answer.Statistics.MessageTypeCounts["ACK"]);
        Assert.Equal([11L], answer.Statistics.Naks?.Frames);
        Assert.Equal(
            [1L, 2, 3, 4, 7, 8],
            answer.Statistics.Transactions["0x9a4a4463"].Select(step => step.PacketNumber)
        );
    }

    [Fact]
    public void EveryRouterAndDnsServerIsThere()
    {
        DhcpPacketRow ack = Ask("dhcp.pcapng").Packets.Single(packet => packet.PacketNumber == 4);

        Assert.Equal(["192.0.2.1"], ack.Options.Router);
        Assert.Equal(["192.0.2.53", "192.0.2.54"], ack.Options.DnsServers);
        Assert.Equal("120 seconds", ack.Options.LeaseTime);
        Assert.Equal(120, ack.LeaseTime);
        Assert.Equal("1795183140.468961895", ack.Timestamp);
    }

    [Fact]
    public void TheClientIsToldByWhatItAsksFor()
    {
        DhcpPacketRow discover = Ask("dhcp.pcapng").Packets[0];

        Assert.Equal("1,3,6,12,15,28,42,119,121", discover.Fingerprint);
        Assert.Equal("printer", discover.Hostname);
        Assert.Equal("sonde-sample", discover.VendorClass);
    }

    [Fact]
    public void ALeaseEndsWithItsRelease()
    {
        DhcpLeaseRow lease = Assert.Single(Ask("dhcp.pcapng").Leases);

        Assert.Equal("192.0.2.145", lease.Address);
        Assert.Equal(3, lease.Grants);
        Assert.Equal(15, lease.Frame);
        Assert.Equal(18, lease.ReleasedFrame);
    }

    [Fact]
    public void TheRelayAgentsOptionIsRead()
    {
        DhcpAnalysis answer = Ask("dhcp-relay.pcapng");

        Assert.Equal(4, answer.DhcpPacketsFound);
        Assert.Contains("Agent Circuit ID", answer.Packets[0].RelayAgentInformation, StringComparison.Ordinal);
    }

    [Fact]
    public void Dhcpv6HasTransactionsAndLeases()
    {
        DhcpAnalysis answer = Ask("dhcpv6.pcapng");

        Assert.Equal(8, answer.Statistics.Dhcpv6Packets);
        Assert.Equal(4, answer.Statistics.TransactionCount);
        Assert.Equal(1, answer.Statistics.CompleteHandshakes);
        DhcpLeaseRow lease = Assert.Single(answer.Leases);
        Assert.Equal("2001:db8:6::184", lease.Address);
        Assert.Equal(600, lease.Seconds);
        Assert.Equal(20, lease.ReleasedFrame);
    }

    [Fact]
    public void NoneIsAnAnswerToo()
    {
        DhcpAnalysis answer = Ask("http.pcapng");

        Assert.True(answer.Success);
        Assert.Equal(0, answer.DhcpPacketsFound);
        Assert.NotNull(answer.Message);
    }

    private DhcpAnalysis Ask(string sample) =>
        DhcpQuestion.Ask(
            SampleEngine.Over(_folder.Path),
            new PagedCaptureArguments { FilePath = Repo.Path("samples", sample) },
            new AskContext()
        );
}
