using System.Net;
using Sonde.Capture;
using Xunit;

namespace Sonde.Broker.Tests;

public sealed class KernelMessageTests
{
    private static readonly KernelParty Party = new()
    {
        ProcessId = 4_000_000,
        Command = "naïve\nprogram",
        UserId = 65_534,
        Cgroup = ulong.MaxValue,
        Inode = 5,
        Namespace = 4_026_531_833,
        Protocol = 262,
        Local = IPAddress.Parse("2001:db8::1"),
        LocalPort = 65_535,
        Remote = IPAddress.Parse("192.0.2.1"),
        RemotePort = 443,
        Direction = KernelDirection.Incoming,
        State = "FIN-WAIT-2",
    };

    private static readonly KernelRecord Full = new()
    {
        Event = KernelEvent.Dropped,
        At = new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero).AddTicks(7),
        Party = Party,
        Age = TimeSpan.FromTicks(1),
        Error = -1,
        Sent = long.MaxValue,
        Received = 2,
        Retransmissions = 3,
        RoundTripTime = TimeSpan.Zero,
        Length = 1500,
        Reason = "NO_SOCKET",
        Place = "tcp_v4_rcv",
        Interface = 7,
    };

    [Fact]
    public void AnOrderArrivesAsItWasSent()
    {
        var rate = new KernelRequest(KernelOperation.Rate)
        {
            Interface = 7,
            InterfaceName = "eth0",
            Mode = XdpMode.Generic,
            Asker = 4_026_531_833,
            Longest = TimeSpan.FromSeconds(3600),
        };
        Assert.Equal(rate, KernelOrder.Read(Payload(KernelOrder.Message(rate))));
        foreach (KernelOperation operation in Enum.GetValues<KernelOperation>().Where(one => one != rate.Operation))
        {
            var other = new KernelRequest(operation)
            {
                Port = 443,
                Namespace = 9,
                Longest = TimeSpan.FromSeconds(1),
            };
            Assert.Equal(other, KernelOrder.Read(Payload(KernelOrder.Message(other))));
        }
    }

    [Fact]
    public void RecordsArriveAsTheyWereSent()
    {
        KernelRecord bare = Full with
        {
            Age = null,
            RoundTripTime = null,
            Reason = null,
            Place = null,
            Party = Party with { Local = null, Remote = null, Command = "" },
        };
        List<KernelRecord> read = [];
        Assert.True(KernelRecordMessages.TryRead(Payload(KernelRecordMessages.Message([Full, bare])), read.Add));
        Assert.Equal([Full, bare], read);
    }

    [Fact]
    public void TablesArriveInSeveralPartsAsTheyWereSent()
    {
        var amount = new KernelAmount(1, 2);
        var tables = new KernelTables
        {
            Counts = new KernelCounts(1, 2, 3),
            Rates = new KernelRates(amount, new(3, 4), new(5, 6), new(7, 8), new(9, 10), new(11, 12), new(13, 14)),
            RoundTrips = [new(Party, 1, Span(2), Span(3), Span(4), Span(5), Span(6), Span(7), 8)],
            Histogram = [0, 5, 0, 7],
            Traffic = [new(1, "curl", 2, 3, 4, 6, 17, 5, 6, 7, 8)],
            Drops = [new("NO_SOCKET", null, 0x86dd, 6, amount)],
            Open = [.. Enumerable.Range(0, 32_768).Select(n => new KernelOpen(Party, Full.At, Span(n)))],
        };
        byte[][] messages = [.. KernelTableMessages.Messages(tables)];
        Assert.InRange(messages.Length, 3, 200);
        Assert.All(messages, one => Assert.InRange(one.Length, 0, MessageHeader.LongestAnswer));
        var read = new KernelTableMessages();
        for (int i = 0; i < messages.Length; i++)
        {
            Assert.True(read.TryAdd(Payload(messages[i]), out bool isLast));
            Assert.Equal(i == messages.Length - 1, isLast);
        }
        Assert.Equal((tables.Counts, tables.Rates), (read.Tables.Counts, read.Tables.Rates));
        Assert.Equal(tables.RoundTrips, read.Tables.RoundTrips);
        Assert.Equal(tables.Histogram, read.Tables.Histogram);
        Assert.Equal(tables.Traffic, read.Tables.Traffic);
        Assert.Equal(tables.Drops, read.Tables.Drops);
        Assert.Equal(tables.Open, read.Tables.Open);
    }

    [Fact]
    public void WhateverArrivesIsReadOrRefused()
    {
        byte[] record = Payload(KernelRecordMessages.Message([Full]));
        byte[] order = Payload(KernelOrder.Message(new KernelRequest(KernelOperation.Life)));
        var random = new Random(5);
        for (int i = 0; i < 20_000; i++)
        {
            foreach (byte[] whole in (byte[][])[record, order])
            {
                byte[] octets = whole[..random.Next(whole.Length + 1)];
                if (octets.Length > 0)
                    octets[random.Next(octets.Length)] = (byte)random.Next(256);
                KernelRecordMessages.TryRead(octets, static _ => { });
                new KernelTableMessages().TryAdd(octets, out bool _);
                KernelOrder.Read(octets);
                KernelGrant.Read(octets);
            }
        }
    }

    private static TimeSpan Span(int ticks) => TimeSpan.FromTicks(ticks);

    private static byte[] Payload(byte[] message) => message[MessageHeader.Size..];
}
