using System.Net;
using Xunit;

namespace Sonde.Host.Tests;

public sealed class NetlinkMessageTests
{
    private static HostInterface Link(string name) =>
        Recorded.Messages("link").Select(body => LinkMessage.Read(body)!).Single(link => link.Name == name);

    private static HostRoute Route(string destination, int prefix) =>
        Recorded
            .Messages("route")
            .Select(body => RouteMessage.Read(body, Recorded.Name)!)
            .Single(route =>
                route.Destination.Equals(IPAddress.Parse(destination))
                && route.PrefixLength == prefix
                && route.Table == 254
            );

    [Fact]
    public void AVethIsKnownByItsNameAndItsOtherEnd()
    {
        HostInterface link = Link("v0");
        Assert.Equal(
            (3, "veth", true, 1500, "up", "12:46:e0:c1:ad:bd"),
            (link.Index, link.Type, link.IsUp, link.Mtu, link.OperationalState, link.LinkAddress)
        );
        Assert.Equal((2, true), (link.LinkIndex, link.LinkIsElsewhere));
        Assert.Contains("lower_up", link.Flags);
    }

    [Fact]
    public void APortOfABridgeNamesItsMaster()
    {
        HostInterface port = Link("v2");
        Assert.Equal((2, 4, false), (port.MasterIndex, port.LinkIndex, port.LinkIsElsewhere));
        Assert.Equal(["uplink-two"], port.AlternativeNames);
        Assert.Equal("bridge", Link("br0").Type);
        Assert.Null(Link("br0").LinkIndex);
    }

    [Fact]
    public void LoopbackHasALinkAddressAsWell()
    {
        HostInterface lo = Link("lo");
        Assert.Equal(("loopback", true, 65536, "00:00:00:00:00:00"), (lo.Type, lo.IsLoopback, lo.Mtu, lo.LinkAddress));
        Assert.True(lo.Counters!.ReceivedPackets >= 0);
    }

    [Fact]
    public void EveryAddressKeepsItsOwnPrefixAndFlags()
    {
        HostAddress[] addresses =
        [
            .. Recorded
                .Messages("addr")
                .Select(body => AddressMessage.Read(body)!)
                .Where(one => one.InterfaceIndex == 3),
        ];
        Assert.Equal(
            ["192.0.2.1/24", "192.0.2.9/24", "2001:db8::1/64", "fe80::1046:e0ff:fec1:adbd/64"],
            addresses.Select(one => $"{one.Address}/{one.PrefixLength}")
        );
        Assert.Equal("192.0.2.255", addresses[0].Broadcast?.ToString());
        Assert.Null(addresses[1].Broadcast);
        Assert.Contains("secondary", addresses[1].Flags);
        Assert.Contains("nodad", addresses[2].Flags);
        Assert.Equal("link", addresses[3].Scope);
        Assert.Null(addresses[0].ValidSeconds);
    }

    [Fact]
    public void ARouteWithTwoWaysHasBothWithTheirWeights()
    {
        HostRoute route = Route("198.51.100.0", 24);
        Assert.Equal(
            [("192.0.2.2", "v0", 1), ("192.0.2.3", "v0", 3)],
            route.NextHops.Select(hop => (hop.Gateway!.ToString(), hop.Interface!, hop.Weight))
        );
    }

    [Fact]
    public void ABlackholeIsNoGateway()
    {
        HostRoute route = Route("203.0.113.0", 24);
        Assert.Equal("blackhole", route.Type);
        Assert.Empty(route.NextHops);
    }

    [Fact]
    public void TheDefaultRouteHasItsMetricAndAnIpv6RouteItsMtu()
    {
        HostRoute route = Route("0.0.0.0", 0);
        Assert.True(route.IsDefault);
        Assert.Equal(
            (100L, "192.0.2.2", "boot"),
            (route.Metric, route.NextHops[0].Gateway!.ToString(), route.Protocol)
        );
        Assert.Equal(1400, Route("2001:db8:5::", 48).Mtu);
    }

    [Fact]
    public void NeighboursOfBothFamiliesHaveStates()
    {
        HostNeighbour[] all =
        [
            .. Recorded.Messages("neigh").Select(body => NeighbourMessage.Read(body, Recorded.Name)!),
        ];
        HostNeighbour router = all.Single(one => one.Address.Equals(IPAddress.Parse("2001:db8::77")));
        Assert.Equal(
            ("STALE", true, "02:00:00:00:00:78", "v0"),
            (router.State, router.IsRouter, router.LinkAddress, router.Interface)
        );
        HostNeighbour fixedOne = all.Single(one => one.Address.Equals(IPAddress.Parse("192.0.2.77")));
        Assert.Equal(("PERMANENT", false), (fixedOne.State, fixedOne.IsRouter));
    }

    [Fact]
    public void AConnectionHasTheKernelsFacts()
    {
        HostSocket[] sockets = [.. Recorded.Messages("tcp").Select(body => SocketMessage.Read(body, isTcp: true)!)];
        HostSocket client = sockets.Single(one => one.RemotePort == 5000);
        Assert.Equal(
            ("ESTABLISHED", "127.0.0.1", 38360, 10L),
            (client.State, client.LocalAddress.ToString(), client.LocalPort, client.ReceiveQueue)
        );
        SocketTcpFacts facts = client.Tcp!;
        Assert.Equal(TimeSpan.FromMicroseconds(35), facts.RoundTripTime);
        Assert.Equal(TimeSpan.FromMicroseconds(19), facts.RoundTripVariation);
        Assert.Equal(TimeSpan.FromMilliseconds(204), facts.RetransmissionTimeout);
        Assert.Equal(
            ("bbr", 11L, 65535, 35328),
            (facts.CongestionControl, facts.CongestionWindow, facts.PathMtu, facts.SendSegmentLength)
        );
        Assert.Equal(
            (1000L, 10L, 0L, 0L),
            (facts.OctetsSent, facts.OctetsReceived, facts.Retransmissions, facts.OctetsRetransmitted)
        );
        Assert.Equal(25693090904 / 8, facts.DeliveryRate);
    }

    [Fact]
    public void AListenerHasNoOtherSideAndNoConnectionFacts()
    {
        HostSocket listener = Recorded
            .Messages("tcp")
            .Select(body => SocketMessage.Read(body, isTcp: true)!)
            .Single(one => one.State == "LISTEN");
        Assert.Equal((5000, 7L), (listener.LocalPort, listener.SendQueue));
        Assert.Null(listener.RemoteAddress);
        Assert.Null(listener.Tcp);
    }

    [Fact]
    public void ARuleHasItsSelectorsInTheWordsOfIp()
    {
        HostRule[] rules = [.. Recorded.Messages("rule").Select(body => RuleMessage.Read(body)!)];
        HostRule Of(int version, int priority) =>
            rules.Single(rule => rule.IpVersion == version && rule.Priority == priority);

        Assert.Equal((16, 15), (rules.Count(rule => rule.IpVersion == 4), rules.Count(rule => rule.IpVersion == 6)));
        Assert.Equal(("lookup", 255u), (Of(4, 0).Action, Of(4, 0).Table));
        Assert.Equal(("203.0.113.0/24", "fwmark 0x1/0xff"), (Of(4, 101).To, Assert.Single(Of(4, 101).Conditions)));
        Assert.True(Of(4, 102).IsInverted);
        Assert.Equal(["uidrange 100-200", "ipproto tcp", "dport 80"], Of(6, 103).Conditions);
        Assert.Equal(("unreachable", null), (Of(6, 104).Action, Of(6, 104).Table));
        Assert.Equal(0, Of(4, 105).SuppressPrefixLength);
        Assert.Equal(("goto", 32766L), (Of(6, 106).Action, Of(6, 106).Target));
        Assert.Equal("2001:db8::9/128", Of(6, 107).From);
        Assert.Equal(5, Of(4, 109).SuppressGroup);
        Assert.Equal("tun_id 9", Assert.Single(Of(4, 110).Conditions));
        Assert.Equal(("l3mdev", null), (Assert.Single(Of(4, 1000).Conditions), Of(4, 1000).Table));
        Assert.False(Of(4, 101).MayFit(IPAddress.Parse("203.0.114.1")));
        Assert.True(Of(4, 101).MayFit(IPAddress.Parse("203.0.113.1")));
        Assert.False(Of(4, 0).MayFit(IPAddress.IPv6Loopback));
    }

    [Theory]
    [InlineData("link")]
    [InlineData("addr")]
    [InlineData("route")]
    [InlineData("neigh")]
    [InlineData("rule")]
    [InlineData("tcp")]
    public void NoPrefixAndNoOctetOfAMessageBreaksItsReader(string kind)
    {
        foreach (byte[] body in Recorded.Messages(kind).Take(16))
        {
            for (int length = 0; length <= body.Length; length += length < 128 ? 1 : 7)
                Read(kind, body.AsSpan(0, length));
            for (int place = 0; place < Math.Min(body.Length, 160); place++)
            {
                byte before = body[place];
                foreach (byte value in (ReadOnlySpan<byte>)[0, 1, 3, 0x7f, 0x80, 0xff])
                {
                    body[place] = value;
                    Read(kind, body);
                }
                body[place] = before;
            }
        }
    }

    private static object? Read(string kind, ReadOnlySpan<byte> body) =>
        kind switch
        {
            "link" => LinkMessage.Read(body),
            "addr" => AddressMessage.Read(body),
            "route" => RouteMessage.Read(body, Recorded.Name),
            "rule" => RuleMessage.Read(body)?.MayFit(IPAddress.Loopback),
            "neigh" => NeighbourMessage.Read(body, Recorded.Name),
            _ => SocketMessage.Read(body, isTcp: true),
        };
}
