using Sonde.Testing;
using Sonde.Wire;
using Xunit;

namespace Sonde.Capture.Tests;

public sealed class FrameQueueTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    [Fact]
    public void FramesComeOutAsTheyWereAdded()
    {
        var queue = new FrameQueue(64 << 20);
        for (int number = 1; number <= 3000; number++)
            Assert.True(queue.TryAdd(Frame(number, number % 1500)));
        queue.End();
        List<(long Number, long At, long Length, int LinkType, int Octets, byte Last)> seen = [];
        bool isEnded = false;
        while (!isEnded)
            queue.TryTake(
                (in Frame frame) =>
                    seen.Add(
                        (
                            frame.Number,
                            frame.At.Nanoseconds,
                            frame.OriginalLength,
                            frame.LinkType,
                            frame.Octets.Length,
                            frame.Octets.Length > 0 ? frame.Octets[^1] : (byte)0
                        )
                    ),
                Soon,
                out isEnded
            );
        Assert.Equal(
            Enumerable
                .Range(1, 3000)
                .Select(number =>
                    (
                        (long)number,
                        number * 1000L,
                        number % 1500 + 7L,
                        101,
                        number % 1500,
                        number % 1500 > 0 ? (byte)number : (byte)0
                    )
                ),
            seen
        );
        Assert.Equal(0, queue.Skipped);
    }

    [Fact]
    public void WhatFindsNoRoomIsCountedAndTheRestIsWhole()
    {
        var queue = new FrameQueue(1 << 20);
        int added = 0;
        for (int number = 1; number <= 3000; number++)
            added += queue.TryAdd(Frame(number, 1000)) ? 1 : 0;
        Assert.InRange(added, 500, 1100);
        Assert.Equal(3000 - added, queue.Skipped);
        int taken = 0;
        FrameQueue.Handler count = (in Frame frame) => Assert.Equal(++taken, frame.Number);
        while (queue.TryTake(count, TimeSpan.Zero, out _)) { }
        queue.End();
        queue.TryTake(count, Soon, out bool isEnded);
        Assert.Equal((added, true), (taken, isEnded || queue.TryTake(count, Soon, out isEnded) || isEnded));
        Assert.True(new FrameQueue(1 << 20).TryAdd(Frame(1, 262_144)), "the longest frame of libpcap fits");
    }

    [Fact]
    public void AFewFramesAreHandedOnAtOnceWhenNobodyIsBehind()
    {
        var queue = new FrameQueue(1 << 20);
        queue.TryAdd(Frame(1, 60));
        Assert.False(queue.TryTake((in Frame _) => { }, TimeSpan.Zero, out _));
        queue.Flush();
        int taken = 0;
        Assert.True(queue.TryTake((in Frame _) => taken++, Soon, out bool isEnded));
        Assert.Equal((1, false), (taken, isEnded));
    }

    [Fact]
    public void HandingFramesOnAllocatesNothing()
    {
        var queue = new FrameQueue(8 << 20);
        byte[] octets = new byte[1000];
        FrameQueue.Handler look = (in Frame _) => { };
        Assert.Equal(
            0,
            Allocation.Of(() =>
            {
                for (int number = 1; number <= 2000; number++)
                    queue.TryAdd(Frame(number, octets));
                queue.Flush();
                while (queue.TryTake(look, TimeSpan.Zero, out _)) { }
            })
        );
    }

    private static Frame Frame(int number, int length)
    {
        byte[] octets = new byte[length];
        Array.Fill(octets, (byte)number);
        return Frame(number, octets);
    }

    private static Frame Frame(int number, byte[] octets) =>
        new()
        {
            Octets = octets,
            At = new Timestamp(number * 1000L),
            OriginalLength = octets.Length + 7,
            LinkType = 101,
            Number = number,
        };
}
