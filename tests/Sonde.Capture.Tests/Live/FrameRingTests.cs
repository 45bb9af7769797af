using Sonde.Wire;
using Xunit;

namespace Sonde.Capture.Tests;

public sealed class FrameRingTests
{
    [Fact]
    public void TheLastFramesAreKeptInOrder()
    {
        var ring = new FrameRing(new FrameRingLimits(1500, 64 << 20));
        for (int number = 1; number <= 5000; number++)
            ring.Add(Frame(number, 60));
        (FrameRingState state, List<(long At, byte Octet)> read) = Read(ring, 5000);
        Assert.Equal((1500L, 3501L, 3500L), (state.Frames, state.First, state.MadeRoomForFrames));
        Assert.Equal(1500L * 60, state.Octets);
        Assert.Equal(Enumerable.Range(3501, 1500).Select(number => ((long)number, (byte)number)), read);
        Assert.Equal(3500, state.LastGone!.Value.Nanoseconds);
    }

    [Fact]
    public void MemoryStaysWithinItsLimitWhateverComes()
    {
        var ring = new FrameRing(new FrameRingLimits(1_000_000, 8 * FrameRing.BlockOctets));
        var random = new Random(7);
        for (int number = 1; number <= 20_000; number++)
        {
            ring.Add(Frame(number, random.Next(10) == 0 ? random.Next(FrameRing.BlockOctets * 2) : random.Next(1500)));
            Assert.InRange(ring.MemoryOctets, 0, 8 * FrameRing.BlockOctets);
        }
        (FrameRingState state, List<(long At, byte Octet)> read) = Read(ring, 20_000);
        Assert.True(state.MadeRoomForOctets > 0);
        Assert.Equal(state.Frames, read.Count);
        Assert.Equal(20_001 - state.Frames, state.First);
        Assert.Equal(Enumerable.Range((int)state.First, read.Count).Select(at => (long)at), read.Select(one => one.At));
    }

    [Fact]
    public void WhatIsTooOldIsLetGoAlsoWhenNothingComes()
    {
        var ring = new FrameRing(new FrameRingLimits(100, 1 << 20, TimeSpan.FromMicroseconds(1)));
        for (int number = 1; number <= 10; number++)
            ring.Add(Frame(number * 200, 60)); // nanoseconds
        Assert.Equal((6L, 4L), (ring.State.Frames, ring.State.TooOld));
        (FrameRingState state, List<(long, byte)> read) = Read(ring, 10_000);
        Assert.Equal((0L, 11L, 10L), (state.Frames, state.First, state.TooOld));
        Assert.Empty(read);
    }

    [Fact]
    public void KeepingAFrameAllocatesNothing()
    {
        var ring = new FrameRing(new FrameRingLimits(1000, 1 << 20));
        byte[] octets = new byte[1000];
        for (int number = 1; number <= 5000; number++)
            ring.Add(Frame(number, octets));
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int number = 1; number <= 5000; number++)
            ring.Add(Frame(number, octets));
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void AClearedRingIsEmptyAndHasNoMemory()
    {
        var ring = new FrameRing(new FrameRingLimits(1000, 1 << 20));
        ring.Add(Frame(1, 60));
        ring.Clear();
        Assert.Equal((0L, 0L), (ring.MemoryOctets, ring.State.Frames));
        ring.Add(Frame(2, 60));
        ring.Add(Frame(3, 60));
        Assert.Equal((2L, 2L), (ring.State.First, ring.State.Frames));
    }

    private static (FrameRingState State, List<(long At, byte Octet)> Read) Read(FrameRing ring, long now)
    {
        var octets = new MemoryStream();
        var file = new LiveFile(octets, new InterfaceDescription(1), isPcapNg: true);
        FrameRingState state = ring.WriteTo(file, new Timestamp(now));
        file.Flush();
        List<(long, byte)> read = [];
        using CaptureReader reader = CaptureReader.Open(new MemoryStream(octets.ToArray()), "ring");
        while (reader.TryRead(out Frame frame))
            read.Add((frame.At.Nanoseconds, frame.Octets.Length > 0 ? frame.Octets[0] : (byte)0));
        return (state, read);
    }

    private static Frame Frame(int at, int length)
    {
        byte[] octets = new byte[length];
        octets.AsSpan().Fill((byte)at);
        return Frame(at, octets);
    }

    private static Frame Frame(int at, byte[] octets) =>
        new()
        {
            Octets = octets,
            At = new Timestamp(at),
            OriginalLength = octets.Length,
            LinkType = 1,
            Number = at,
        };
}
