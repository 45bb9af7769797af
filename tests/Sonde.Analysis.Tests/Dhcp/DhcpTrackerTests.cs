using Sonde.Testing;
using Sonde.Wire;
using Xunit;
using static Sonde.Analysis.Tests.DhcpTalk;
using static Sonde.Wire.DhcpMessageTypes;

namespace Sonde.Analysis.Tests;

public sealed class DhcpTrackerTests
{
    [Fact]
    public void DiscoverOfferRequestAckInOrderIsAHandshake()
    {
        DhcpTracker tracker = Track(
            DhcpTalk.Request(Discover),
            Reply(Offer, "192.0.2.80"),
            DhcpTalk.Request(DhcpMessageTypes.Request),
            Reply(Ack, "192.0.2.80")
        );

        DhcpTransaction transaction = Assert.Single(tracker.Transactions);
        Assert.True(transaction.IsHandshake);
        Assert.Equal([1_000_000L, 1_000_000], transaction.ResponseTimes);
        Assert.Equal(3600u, Assert.Single(tracker.Leases).Seconds);
    }

    [Fact]
    public void OffersOfSeveralServersAreTold()
    {
        DhcpTracker tracker = Track(
            DhcpTalk.Request(Discover),
            Reply(Offer, "192.0.2.80"),
            Reply(Offer, "10.9.9.9", server: "192.0.2.66"),
            Reply(Offer, "192.0.2.80")
        );

        Assert.Equal(["192.0.2.67", "192.0.2.66"], Assert.Single(tracker.Transactions).OfferingServers);
        Assert.Equal(["192.0.2.67", "192.0.2.66"], tracker.Servers);
        Assert.Empty(tracker.Leases);
    }

    [Fact]
    public void TwoClientsWithOneIdentifierAreTwoTransactions()
    {
        DhcpTracker tracker = Track(
            DhcpTalk.Request(Discover, client: 1),
            DhcpTalk.Request(Discover, client: 2),
            Reply(Offer, "192.0.2.81", client: 2)
        );

        Assert.Equal(["02:00:00:00:00:01", "02:00:00:00:00:02"], tracker.Transactions.Select(one => one.Client));
        Assert.Equal([true, false], tracker.Transactions.Select(one => one.IsUnanswered));
    }

    [Fact]
    public void AClientThatFindsItsAddressInUseDeclines()
    {
        DhcpTracker tracker = Track(
            DhcpTalk.Request(DhcpMessageTypes.Request),
            Reply(Ack, "192.0.2.80"),
            DhcpTalk.Request(Decline)
        );

        Assert.Equal([3L], tracker.Declines.Numbers);
        Assert.False(Assert.Single(tracker.Transactions).IsUnanswered); // nobody answers a DECLINE
    }

    [Fact]
    public void OptionsInTheFieldsForServerAndFileCount()
    {
        // option 52 says that both fields hold options: the type in the file's, the lease in the server's
        byte[] message = Message(2, 1, 7, "192.0.2.80", [52, 1, 3, 255]);
        Make.Hex("350105 ff").CopyTo(message, 108);
        Make.Hex("3304 00000e10 ff").CopyTo(message, 44);
        DhcpTracker tracker = Track(
            DhcpTalk.Request(DhcpMessageTypes.Request),
            Make.Udp("192.0.2.67:67", "255.255.255.255:68", message)
        );

        Assert.Equal(1, tracker.Types[(false, Ack)]);
        DhcpLease lease = Assert.Single(tracker.Leases);
        Assert.Equal(("192.0.2.80", 3600u), (lease.Address.ToString(), lease.Seconds));
    }

    [Fact]
    public void WhatAnIcmpErrorQuotesIsNoMessage()
    {
        byte[] request = DhcpTalk.Request(Discover);
        byte[] error = [3, 3, 0, 0, 0, 0, 0, 0, .. request[14..]];
        DhcpTracker tracker = Track(request, Make.Ipv4("10.0.0.9", "10.0.0.1", IpProtocols.Icmp, error));

        Assert.Equal(1, tracker.Messages);
    }

    [Fact]
    public void TransactionsBeyondTheLimitAreCounted()
    {
        DhcpTracker tracker = Track([
            .. Enumerable.Range(0, DhcpTracker.Limit + 2).Select(i => DhcpTalk.Request(Discover, id: (uint)i)),
        ]);

        Assert.Equal((DhcpTracker.Limit, 2), (tracker.Transactions.Count, tracker.NotKept));
    }
}
