using Sonde.Testing;
using Xunit;

namespace Sonde.Engine.Tests;

/// <summary>The three questions about DNS on a recorded sample; the numbers are tshark's (fields dns.time, dns.flags.rcode, dns.qry.name).</summary>
public sealed class DnsQuestionsTests
{
    private static readonly string Sample = Repo.Path("samples", "dns.pcapng");

    [Fact]
    public void TheCountsAreThoseOfTshark()
    {
        DnsTraffic answer = DnsTrafficQuestion.Ask(
            Engine(),
            new DnsTrafficArguments { FilePath = Sample },
            new AskContext()
        );

        Assert.Equal((58, 30, 28), (answer.TotalDnsPackets, answer.TotalQueries, answer.TotalResponses));
        Assert.Equal(15, answer.UniqueDomains);
        Assert.Equal(new DnsDomainRow("www.example.test", 7), answer.TopQueriedDomains[0]);
        Assert.Equal([33, 35, 41, 83, 85], answer.FailedQueries.Select(row => row.Frame));
        Assert.Equal(1201.244416, Assert.Single(answer.SlowQueries).ResponseTimeMs);
        Assert.Equal([88, 89], answer.UnansweredQueries.Select(row => row.Frame));
        Assert.Equal((8, 12), (answer.Protocols["dns"].OverTcp, answer.Protocols["dns"].OverIpv6));
        Assert.Equal(1, answer.TruncatedResponses);
        Assert.Equal(0, answer.MismatchedResponses);
    }

    [Fact]
    public void OddOctetsInNamesAreEscaped()
    {
        DnsTraffic answer = DnsTrafficQuestion.Ask(
            Engine(),
            new DnsTrafficArguments { FilePath = Sample },
            new AskContext()
        );

        Assert.Contains(answer.FailedQueries, row => row.Domain == @"odd name\001.example.test");
    }

    [Fact]
    public void RecordsHaveTheirValues()
    {
        DnsPackets answer = DnsPacketsQuestion.Ask(
            Engine(),
            new DnsPacketsArguments { PcapFile = Sample },
            new AskContext()
        );
        DnsRecordRow First(long frame) => answer.Packets.Single(row => row.PacketNumber == frame).Answers[0];

        Assert.Equal("www.example.test", First(8).Cname);
        Assert.Equal("20 backup.example.test", First(10).Mx);
        Assert.Equal("\"v=spf1 mx -all\" \"second string\"", First(12).Data);
        Assert.Equal("5 50 389 ldap.example.test", First(14).Data);
        Assert.Equal("www.example.test", First(23).Data);
        Assert.Equal("2001:db8:2::80", First(6).Address);
    }

    [Fact]
    public void IssuesNameTheirFramesAndIncidentsArePaged()
    {
        DnsIssues answer = DnsIssuesQuestion.Ask(
            Engine(),
            new DnsIssuesArguments
            {
                FilePath = Sample,
                Limit = 4,
                Offset = 4,
            },
            new AskContext()
        );

        Assert.Equal((30, 28, 9), (answer.TotalQueries, answer.TotalResponses, answer.Total));
        Assert.Equal(4, answer.Returned);
        Assert.Equal(8, answer.NextOffset);
        Assert.Equal([33, 35, 41], answer.Issues.Single(issue => issue.ResponseCode == "NXDOMAIN").Evidence.Frames);
    }

    [Fact]
    public void NoDnsIsAnAnswer()
    {
        DnsPackets answer = DnsPacketsQuestion.Ask(
            Engine(),
            new DnsPacketsArguments { FilePath = Repo.Path("samples", "icmp.pcapng") },
            new AskContext()
        );

        Assert.True(answer.Success);
        Assert.Equal((0, 0), (answer.DnsPacketsFound, answer.Total));
    }

    private static CaptureEngine Engine()
    {
        var config = new SondeConfig { Pcap = new PcapConfig { AllowedPaths = [Repo.Path("samples")] } };
        return new CaptureEngine(config, PathPolicy.Restricted(config.Pcap, Repo.Path("samples"), null));
    }
}
