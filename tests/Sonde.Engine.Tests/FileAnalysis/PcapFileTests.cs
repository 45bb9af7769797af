using System.Globalization;
using System.Text.RegularExpressions;
using Sonde.Testing;
using Xunit;

namespace Sonde.Engine.Tests;

/// <summary>A display filter has its effect on everything that an analysis of a file counts.</summary>
public sealed partial class PcapFileTests
{
    public static TheoryData<string, string> Selections =>
        new()
        {
            { "tunnels.pcapng", "icmp" },
            { "tunnels.pcapng", "ip.addr == 10.66.0.0/16" },
            { "http.pcapng", "tcp.flags.syn == 1" },
            { "http.pcapng", "tcp.len > 0 && ipv6" },
            { "dns.pcapng", "dns.flags.rcode == 3" },
            { "traceroute.pcapng", "icmp || icmpv6" },
            { "loss-before.pcapng", "tcp.analysis.retransmission" },
            { "names.pcapng", "udp" },
        };

    [Theory]
    [MemberData(nameof(Selections))]
    public void TheSelectionIsThatOfTshark(string capture, string filter)
    {
        Assert.SkipUnless(TsharkProgram.IsThere, "needs tshark");
        string[] lengths = TsharkProgram
            .Run("-r", Repo.Path("samples/" + capture), "-Y", filter, "-T", "fields", "-e", "frame.len")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);

        PcapFileAnalysis answer = Ask(capture, "summary", filter);

        Assert.Equal(lengths.Length, answer.MatchingPackets);
        Assert.Equal(lengths.Sum(length => long.Parse(length, CultureInfo.InvariantCulture)), answer.MatchingBytes);
        Assert.Equal(answer.MatchingPackets, answer.Protocols!.Values.Sum(share => share.Packets));
    }

    [Theory]
    [MemberData(nameof(Selections))]
    public void ConversationsCountTheSelectedPacketsOnly(string capture, string filter)
    {
        Assert.SkipUnless(TsharkProgram.IsThere, "needs tshark");
        PcapFileAnalysis answer = Ask(capture, "conversations", filter);

        Assert.Equal(OfTshark("tcp", capture, filter), Totals(answer.TcpConversations!.Select(row => row.Packets)));
        Assert.Equal(OfTshark("udp", capture, filter), Totals(answer.UdpConversations!.Select(row => row.Packets)));
        Assert.Equal(
            Totals([.. OfTshark("ip", capture, filter), .. OfTshark("ipv6", capture, filter)]),
            Totals(answer.IpConversations!.Select(row => row.Packets))
        );
    }

    [Fact]
    public void TheTreeOfASelectionIsThatOfItsPackets()
    {
        PcapFileAnalysis answer = Ask("dns.pcapng", "protocols", "tcp");

        ProtocolNode tcp = answer
            .ProtocolHierarchy!.SelectMany(link => link.Children)
            .SelectMany(net => net.Children)
            .First();
        Assert.Equal("tcp", tcp.Protocol);
        Assert.All(answer.ProtocolHierarchy!, link => Assert.Equal(answer.MatchingPackets, link.Packets));
    }

    [Fact]
    public void WithoutAFilterEveryPacketCounts()
    {
        PcapFileAnalysis answer = Ask("dns.pcapng", null, null);

        Assert.Equal("summary", answer.AnalysisType);
        Assert.Null(answer.FilterApplied);
        Assert.Equal(answer.TotalPackets, answer.MatchingPackets);
        Assert.Equal(answer.Coverage.OctetsRead, answer.MatchingBytes);
    }

    [Fact]
    public void AFilterThatSelectsNothingIsAnAnswer()
    {
        PcapFileAnalysis answer = Ask("dns.pcapng", "conversations", "arp && tcp");

        Assert.Equal(0, answer.MatchingPackets);
        Assert.Empty(answer.TcpConversations!);
        Assert.Null(answer.DurationSeconds);
    }

    [Fact]
    public void ThePageHoldsAsManyRowsOfEachListAsWereAskedFor()
    {
        PcapFileAnalysis first = Ask("http.pcapng", "conversations", null, limit: 3);
        PcapFileAnalysis second = Ask("http.pcapng", "conversations", null, limit: 3, first.NextOffset);

        Assert.Equal(3, first.TcpConversations!.Count);
        Assert.Equal(3, first.NextOffset);
        Assert.Empty(
            first
                .TcpConversations.Select(row => row.Stream)
                .Intersect(second.TcpConversations!.Select(row => row.Stream))
        );
    }

    [Theory]
    [InlineData("conversation", EngineFault.InvalidArgument)]
    [InlineData("sumary", EngineFault.InvalidArgument)]
    public void WhatIsNoTypeNamesThoseThereAre(string type, EngineFault fault)
    {
        EngineException failure = Assert.Throws<EngineException>(() => Ask("dns.pcapng", type, null));

        Assert.Equal(fault, failure.Fault);
        Assert.Equal(["summary", "protocols", "conversations", "security"], failure.Allowed);
    }

    [Fact]
    public void AWrongFilterNamesThePlace()
    {
        EngineException failure = Assert.Throws<EngineException>(() =>
            Ask("dns.pcapng", "summary", "dns && tcp.prt == 1")
        );

        Assert.Equal(EngineFault.ParseError, failure.Fault);
        Assert.Contains("character 8", failure.Message, StringComparison.Ordinal);
    }

    private static PcapFileAnalysis Ask(
        string capture,
        string? type,
        string? filter,
        int? limit = null,
        int? offset = null
    )
    {
        using var folder = new TemporaryFolder();
        return PcapFileQuestion.Ask(
            SampleEngine.Over(folder.Path),
            new PcapFileArguments
            {
                PcapFile = Repo.Path("samples/" + capture),
                AnalysisType = type,
                DisplayFilter = filter,
                Limit = limit,
                Offset = offset,
            },
            new AskContext()
        );
    }

    // Packets of each conversation, sorted.
    private static IEnumerable<long> OfTshark(string kind, string capture, string filter) =>
        Totals(
            Conversation()
                .Matches(TsharkProgram.Run("-r", Repo.Path("samples/" + capture), "-q", "-z", $"conv,{kind},{filter}"))
                .Select(match => long.Parse(match.Groups["packets"].Value, CultureInfo.InvariantCulture))
        );

    private static IEnumerable<long> Totals(IEnumerable<long> packets) => packets.Order();

    [GeneratedRegex(@"<->.*?(?<packets>\d+)\s+\d+ \S+\s+\d+\.\d+\s+\d+\.\d+\s*$", RegexOptions.Multiline)]
    private static partial Regex Conversation();
}
