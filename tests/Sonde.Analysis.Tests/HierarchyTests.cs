using Sonde.Analysis.Tests.Filter;
using Sonde.Testing;
using Sonde.Wire;
using Xunit;

namespace Sonde.Analysis.Tests;

/// <summary>Which protocols stand in the tree.</summary>
public sealed class HierarchyTests
{
    private static readonly byte[] Query = Make.Hex("0007 0100 0001 0000 0000 0000 0161 00 0001 0001");

    [Fact]
    public void WhatAnIcmpErrorQuotesIsLeftOutButNotWhatThatCarries()
    {
        byte[] quoted = Make.Udp("10.0.0.1:4000", "10.0.0.2:53", Query)[14..];
        byte[] error = [.. Make.Hex("0303 0000 00000000"), .. quoted];
        Assert.Equal(
            ["eth", "eth:ip", "eth:ip:icmp", "eth:ip:icmp:dns"],
            PathsOf(Make.Ipv4("10.0.0.2", "10.0.0.1", IpProtocols.Icmp, error))
        );
    }

    [Fact]
    public void ExtensionHeadersBelongToIpv6()
    {
        byte[] datagram = new byte[56];
        byte[] body = Make.Hex("1100 0502 0000 0100 9c40 9c41 0008 0000");
        Ipv6.Write(datagram, new byte[16], new byte[16], IpProtocols.HopByHop, body);
        Assert.Equal(["eth", "eth:ipv6", "eth:ipv6:udp"], PathsOf(Make.Ethernet(EtherTypes.Ipv6, datagram)));
    }

    [Fact]
    public void EachLabelStandsAlone() =>
        Assert.Equal(
            ["eth", "eth:mpls", "eth:mpls:mpls", "eth:mpls:mpls:ip", "eth:mpls:mpls:ip:udp"],
            PathsOf(
                Make.Ethernet(
                    EtherTypes.Mpls,
                    [.. Make.Hex("00010040 00011140"), .. Make.Udp("10.0.0.1:1", "10.0.0.2:2", [])[14..]]
                )
            )
        );

    [Fact]
    public void EveryMessageOfAnSctpPacketStandsUnderItsOwnSctp()
    {
        const string message = "00 03 0018 00000007 0001 0002 00000003 0100000000000008";
        byte[] sctp = Make.Hex("9c40 0b59 00000001 00000000" + message + message);
        Assert.Equal(
            ["eth", "eth:ip", "eth:ip:sctp", "eth:ip:sctp:m3ua", "eth:ip:sctp:m3ua:sctp", "eth:ip:sctp:m3ua:sctp:m3ua"],
            PathsOf(Make.Ipv4("10.0.0.1", "10.0.0.2", IpProtocols.Sctp, sctp))
        );
    }

    [Fact]
    public void TwoMessagesInOneSegmentStandOneUnderTheOther()
    {
        byte[] prefixed = [0, (byte)Query.Length, .. Query];
        Assert.Equal(
            ["eth", "eth:ip", "eth:ip:tcp", "eth:ip:tcp:dns", "eth:ip:tcp:dns:dns"],
            PathsOf(Make.Tcp("10.0.0.1:4000", "10.0.0.2:53", 1, 1, TcpFlags.Ack, [.. prefixed, .. prefixed]))
        );
    }

    private static string[] PathsOf(byte[] frame)
    {
        Protocols table = StandardProtocols.Create();
        var tree = new Hierarchy(table);
        ObserverOf.Feed(table, [frame], tree.OnPacket);
        var paths = new List<string>();
        foreach (HierarchyNode node in tree.Nodes)
            paths.Add(node.Parent < 0 ? node.Protocol : $"{paths[node.Parent]}:{node.Protocol}");
        return [.. paths];
    }
}
