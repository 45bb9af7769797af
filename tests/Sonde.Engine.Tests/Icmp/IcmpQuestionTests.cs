using Sonde.Testing;
using Xunit;

namespace Sonde.Engine.Tests;

/// <summary>Numbers of the samples are those of tshark's fields.</summary>
public sealed class IcmpQuestionTests : IDisposable
{
    private const byte Icmp = 1; // Internet protocol numbers
    private const byte Udp = 17;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void RoundTripTimesAreTsharksResponseTimes()
    {
        IcmpAnalysis answer = Ask(Repo.Path("samples", "icmp.pcapng"));

        Assert.Equal(67, answer.TotalPackets);
        Assert.Equal(55, answer.IcmpPacketsFound);
        Assert.Equal(26, answer.Statistics.EchoRequests);
        Assert.Equal(13, answer.Statistics.Rtt?.Count);
        Assert.Equal(0.024106, answer.Statistics.Rtt!.MinMs, 1e-9);
        Assert.Equal(0.14134, answer.Statistics.Rtt.MaxMs, 1e-9);
        Assert.Equal(0.0408307, answer.Statistics.Rtt.AvgMs, 1e-7);
        Assert.Equal(0.033069, answer.Packets.Single(packet => packet.PacketNumber == 6).RttMs!.Value, 1e-9);
        Assert.Equal(5, answer.Packets.Single(packet => packet.PacketNumber == 6).RequestFrame);
    }

    [Fact]
    public void ErrorsCarryMtuAndGateway()
    {
        IcmpAnalysis answer = Ask(Repo.Path("samples", "icmp.pcapng"));

        Assert.Equal([1300L, 1300L], answer.Errors.Select(error => error.Mtu).OfType<long>());
        Assert.Equal("192.0.2.2", Assert.Single(answer.Errors, error => error.Gateway is not null).Gateway);
        Assert.Contains(answer.Errors, error => error.QuotedDstPorts is [9] && error.QuotedProtocol == "UDP");
    }

    [Fact]
    public void EveryErrorStandsOnOnePage()
    {
        IcmpAnalysis whole = Ask(Repo.Path("samples", "icmp.pcapng"));
        List<long> frames = [];
        for (long? offset = 0; offset is { } from; )
        {
            IcmpAnalysis page = Ask(Repo.Path("samples", "icmp.pcapng"), 2, (int)from);
            frames.AddRange(page.Errors.Select(error => error.Evidence.Frames[0]));
            offset = page.NextOffset;
        }

        Assert.Equal(whole.Errors.Select(error => error.Evidence.Frames[0]), frames);
        Assert.True(frames.Count > 2);
    }

    [Fact]
    public void EchoesOfIcmpv6AreCounted()
    {
        IcmpAnalysis answer = Ask(Repo.Path("samples", "icmp.pcapng"));

        Assert.Equal(8, answer.Statistics.IcmpTypeCounts["ICMPv6 Echo Request"]);
        Assert.Equal(4, answer.Statistics.IcmpTypeCounts["ICMPv6 Echo Reply"]);
        Assert.Equal(4, answer.Statistics.EchoPairs["2001:db8:2::10 > 2001:db8:51::20 id 10049"].Replies);
        Assert.Equal(2, answer.Statistics.NeighborDiscovery?.NeighborSolicitations);
    }

    [Fact]
    public void WhatIsUnreachableStandsInTheQuotedPacket()
    {
        byte[] quoted = Make.Ipv4("10.0.0.1", "9.9.9.9", Udp, Make.Hex("9c40003500080000"));
        byte[] error = [.. Make.Hex("0303000000000000"), .. quoted[14..]];
        string path = SampleEngine.Write(_folder, Make.Ipv4("10.0.0.254", "10.0.0.1", Icmp, error));

        IcmpAnalysis answer = Ask(path);

        Assert.Equal(["9.9.9.9"], answer.Statistics.UnreachableDestinations);
        Assert.Equal(53, answer.Packets[0].Quoted?.DstPort);
        Assert.Equal("Port unreachable", answer.Packets[0].IcmpCodeName);
    }

    [Fact]
    public void ASecondReplyIsADuplicateWithoutATime()
    {
        byte[] request = Echo(8, "10.0.0.1", "10.0.0.2");
        byte[] reply = Echo(0, "10.0.0.2", "10.0.0.1");

        IcmpAnalysis answer = Ask(SampleEngine.Write(_folder, request, reply, reply));

        Assert.Equal(1, answer.Statistics.DuplicateReplies);
        Assert.Equal(0, answer.Statistics.UnansweredRequests);
        Assert.Equal(1.0, answer.Packets[1].RttMs!.Value, 1e-9);
        Assert.Null(answer.Packets[2].RttMs);
        Assert.True(answer.Packets[2].Duplicate);
    }

    [Fact]
    public void ATracerouteListsItsRoutersInOrder()
    {
        IcmpAnalysis answer = Ask(Repo.Path("samples", "traceroute.pcapng"));

        Assert.Equal(146, answer.IcmpPacketsFound);
        IcmpTraceRow trace = answer.Traces[0];
        Assert.Equal("203.0.113.9", trace.Target);
        Assert.Equal(
            ["198.51.100.10", "198.51.100.18", "198.51.100.26"],
            trace.Routers.Select(router => router.Address)
        );
        Assert.True(trace.Reached);
        Assert.False(answer.Traces.Single(row => row.Target == "192.0.2.99").Reached);
    }

    [Fact]
    public void PagesTogetherAreTheWhole()
    {
        string path = Repo.Path("samples", "icmp.pcapng");
        IcmpAnalysis first = Ask(path, limit: 30);
        IcmpAnalysis second = Ask(path, limit: 30, offset: (int)first.NextOffset!.Value);

        Assert.Equal(55, first.Returned + second.Returned);
        Assert.Null(second.NextOffset);
        Assert.Throws<EngineException>(() => Ask(path, offset: 55));
    }

    [Fact]
    public void NoneIsAnAnswerToo()
    {
        IcmpAnalysis answer = Ask(Repo.Path("samples", "dhcp-relay.pcapng"), limit: 0);
        IcmpAnalysis none = Ask(SampleEngine.Write(_folder));

        Assert.True(answer.Success);
        Assert.Equal(0, none.IcmpPacketsFound);
        Assert.NotNull(none.Message);
    }

    private static byte[] Echo(byte type, string source, string destination)
    {
        return Make.Ipv4(source, destination, Icmp, [type, 0, 0, 0, 0, 1, 0, 1, 1, 2, 3, 4]);
    }

    private IcmpAnalysis Ask(string path, int? limit = null, int? offset = null) =>
        IcmpQuestion.Ask(
            SampleEngine.Over(_folder.Path),
            new PagedCaptureArguments
            {
                FilePath = path,
                Limit = limit,
                Offset = offset,
            },
            new AskContext()
        );
}
