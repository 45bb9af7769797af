using Sonde.Testing;
using Sonde.Wire;
using Xunit;

namespace Sonde.Analysis.Tests;

public sealed class FlowTests
{
    // SNMPv1, community public, an empty request
    private static readonly byte[] Snmp = Make.Hex("3019020100 0406 7075626c6963 a00c 020101 020100 020100 3000");

    [Fact]
    public void BeyondTheLimitClosedConnectionsAreForgottenFirst()
    {
        var report = new TcpFlowReport();
        var pass = new Pass(StandardProtocols.Create(), flowLimit: 8, report);
        List<byte[]> frames = [];
        for (int host = 1; host <= 4; host++) // these stay open, and are silent longest
            frames.Add(Make.Tcp($"10.0.0.{host}:5000", "10.0.1.1:80", 1, 1, TcpFlags.Ack, new byte[10]));
        for (int host = 5; host <= 20; host++)
        {
            frames.Add(Make.Tcp($"10.0.0.{host}:5000", "10.0.1.1:80", 1, 1, TcpFlags.Ack, new byte[10]));
            frames.Add(Make.Tcp($"10.0.0.{host}:5000", "10.0.1.1:80", 11, 1, TcpFlags.Rst, []));
        }
        MadeFrames.Feed(pass, frames).Finish();

        Assert.Equal((20, 20), (pass.Flows.Seen, report.Flows.Count));
        Assert.Equal([0, 1, 2, 3], pass.Flows.Flows.Take(4).Select(flow => flow.Stream));
        Assert.Equal(20, pass.Flows.Forgotten + pass.Flows.Flows.Count);
        Assert.All(report.Flows, flow => Assert.Equal(flow.Stream < 4 ? 1 : 2, flow.Segments));
    }

    [Fact]
    public void ConnectionsWhoseRecordIsNotKeptCountLikeTheOthers()
    {
        var ended = new Ended();
        var report = new TcpFlowReport(3, default, ended);
        List<byte[]> frames = [];
        for (int host = 1; host <= 10; host++)
        {
            string client = $"10.0.0.{host}:5000";
            frames.Add(Make.Tcp(client, "10.0.1.1:80", 0, 0, TcpFlags.Syn, []));
            frames.Add(
                Make.Tcp("10.0.1.1:80", client, 0, 1, host <= 6 ? TcpFlags.Rst : TcpFlags.Syn | TcpFlags.Ack, [])
            );
        }
        MadeFrames.Feed(new Pass(StandardProtocols.Create(), report), frames).Finish();

        Assert.Equal((10, 3, 7L), (report.Seen, report.Flows.Count, report.NotKept));
        Assert.Equal(Enumerable.Range(0, 10), ended.Flows.Select(flow => flow.Stream).Order());
        Assert.Equal(6, ended.Flows.Count(flow => flow.Closing == TcpClosing.Refused));
        Assert.Equal((20, 6), (report.Segments, report.Resets.Count));
    }

    [Fact]
    public void AClosedConnectionThatGoesOnAfterItWasForgottenIsSaidAndNotCountedAgain()
    {
        var report = new TcpFlowReport(1);
        var pass = new Pass(StandardProtocols.Create(), report);
        List<byte[]> frames = [];
        for (int host = 0; host <= Pass.ClosedConnectionLimit; host++)
            frames.Add(Make.Tcp($"10.1.{host >> 8}.{host & 255}:5000", "10.0.1.1:80", 11, 1, TcpFlags.Rst, []));
        frames.Add(Make.Tcp("10.2.0.1:5000", "10.0.1.1:80", 1, 1, TcpFlags.Ack, []));
        MadeFrames.Feed(pass, frames);
        Assert.Equal(0, pass.SegmentsAfterForgetting);

        MadeFrames.Feed(pass, [Make.Tcp("10.0.1.1:80", "10.1.0.0:5000", 1, 12, TcpFlags.Ack, new byte[9])]).Finish();
        Assert.Equal(1, pass.SegmentsAfterForgetting);
        Assert.Equal(Pass.ClosedConnectionLimit + 2, report.Seen);
    }

    [Fact]
    public void AnIcmpErrorCountsAndWhatItQuotesDoesNot()
    {
        byte[] sent = Make.Udp("10.0.0.1:5000", "10.0.0.2:9", [1, 2, 3]);
        byte[] error = [3, 3, 0, 0, 0, 0, 0, 0, .. sent[14..]];
        FlowTable flows = Read(sent, Make.Ipv4("10.0.0.2", "10.0.0.1", IpProtocols.Icmp, error));

        Assert.Equal(2, flows.Flows.Count);
        Assert.Equal((IpProtocols.Udp, 1), (flows.Flows[0].Key.Protocol, flows.Flows[0].Packets));
        Assert.Equal((IpProtocols.Icmp, 1), (flows.Flows[1].Key.Protocol, flows.Flows[1].Packets));
        Assert.Equal("10.0.0.2", flows.Flows[1].Initiator.Address.ToString());
    }

    [Fact]
    public void AFlowThatIsOnlyQuotedIsAStreamWithoutPackets()
    {
        byte[] sent = Make.Tcp("10.0.0.1:5000", "10.0.0.2:9", 1, 0, TcpFlags.Syn, []);
        byte[] error = [3, 3, 0, 0, 0, 0, 0, 0, .. sent[14..]];
        FlowTable flows = Read(Make.Ipv4("10.0.0.2", "10.0.0.1", IpProtocols.Icmp, error));

        Assert.Equal(1, flows.Streams(IpProtocols.Tcp));
        Assert.Equal(0, flows.Flows.Single(flow => flow.Key.Protocol == IpProtocols.Tcp).Packets);
    }

    [Fact]
    public void EchoesAreOneConversation()
    {
        FlowTable flows = Read(
            Make.Ipv4("10.0.0.1", "10.0.0.2", IpProtocols.Icmp, [8, 0, 0, 0, 0, 1, 0, 1, 9, 9]),
            Make.Ipv4("10.0.0.2", "10.0.0.1", IpProtocols.Icmp, [0, 0, 0, 0, 0, 1, 0, 1, 9, 9])
        );

        Flow echoes = Assert.Single(flows.Flows);
        Assert.Equal((1, 1), (echoes.Forward.Packets, echoes.Backward.Packets));
        Assert.False(echoes.HasPorts);
    }

    [Fact]
    public void WhatFollowsTheFirstSnmpMessageIsAConversationOfItsOwn()
    {
        FlowTable flows = Read(
            Make.Udp("10.0.0.1:40000", "10.0.0.2:161", Snmp),
            Make.Udp("10.0.0.2:161", "10.0.0.1:40000", Snmp),
            Make.Udp("10.0.0.1:40000", "10.0.0.2:161", Snmp)
        );

        Assert.Equal([1L, 2], flows.Flows.Select(flow => flow.Packets));
        Assert.Equal([0, 1], flows.Flows.Select(flow => flow.Stream));
        Assert.Equal(2, flows.Streams(IpProtocols.Udp));
    }

    [Fact]
    public void AFragmentThatShowsNoPortsIsNoUdpStream()
    {
        byte[] whole = Make.Udp("10.0.0.1:0", "10.0.0.2:0", new byte[40]);
        byte[] fragment = [.. whole[..(14 + 20 + 16)]];
        fragment[14 + 3] = 20 + 16; // total length
        fragment[14 + 6] = 0x20; // more fragments
        fragment[14 + 7] = 0x08; // at octet 64
        FlowTable flows = Read(fragment, whole);

        Assert.Equal(1, flows.Streams(IpProtocols.Udp));
        Assert.Equal([-1, 0], flows.Flows.Select(flow => flow.Stream));
    }

    [Fact]
    public void AHeaderThatSaysNonsenseIsAStreamWithoutThePacket()
    {
        byte[] segment = Make.Tcp("10.0.0.1:5000", "10.0.0.2:80", 1, 0, TcpFlags.Syn, []);
        segment[14 + 20 + 12] = 0x10; // a header of four octets
        FlowTable flows = Read(segment);

        Assert.Equal(1, flows.Streams(IpProtocols.Tcp));
        Assert.Equal(0, Assert.Single(flows.Flows).Packets);
    }

    private static FlowTable Read(params byte[][] frames) =>
        MadeFrames.Feed(new Pass(StandardProtocols.Create()), frames).Flows;

    private sealed class Ended : ITcpFlowObserver
    {
        public List<TcpFlow> Flows { get; } = [];

        public void OnFlowEnd(TcpFlow flow) => Flows.Add(flow);
    }
}
