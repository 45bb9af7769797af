using Sonde.Wire;
using Xunit;

namespace Sonde.Capture.Tests;

public sealed class LiveFileTests
{
    private static readonly InterfaceDescription Ethernet = new(1)
    {
        Name = "v0",
        Filter = "udp",
        SnapLength = 96,
    };

    [Fact]
    public void WhatWasFlushedEndsWithAWholeRecord()
    {
        var disk = new MemoryStream();
        var file = new LiveFile(disk, Ethernet, isPcapNg: true);
        for (int number = 1; number <= 40_000; number++)
            Assert.True(file.TryWrite(Frame(number)));
        // the process is killed here: what the file has by now is all that there will ever be
        using CaptureReader reader = CaptureReader.Open(new MemoryStream(disk.ToArray()), "live");
        int read = 0;
        while (reader.TryRead(out _))
            read++;
        Assert.Equal(file.Reached.Frames, read);
        Assert.InRange(read, 10_000, 39_999);
        Assert.Equal(EndReason.EndOfFile, reader.End!.Reason);
        file.Flush();
        Assert.Equal((40_000L, 40_000L * 100), file.Reached);
    }

    [Fact]
    public void FramesOfEveryLengthBecomeTheBlocksThatTheWriterMakes()
    {
        int[] lengths = [.. Enumerable.Range(0, 70), 1514, 65_503, 65_504, 65_535, 65_536, 262_144, 266_208, 300_000];
        var live = new MemoryStream();
        var plain = new MemoryStream();
        var file = new LiveFile(live, Ethernet, isPcapNg: true);
        var writer = new PcapNgWriter(plain);
        writer.Add(Ethernet);
        byte[] octets = new byte[300_000];
        new Random(3).NextBytes(octets);
        for (int number = 1; number <= 2 * lengths.Length; number++)
        {
            var frame = new Frame
            {
                Octets = octets.AsSpan(number, Math.Min(lengths[number % lengths.Length], octets.Length - number)),
                At = new Timestamp(1_700_000_000_123_456_789 + number),
                OriginalLength = 400_000,
                LinkType = 1,
                Number = number,
            };
            Assert.True(file.TryWrite(frame));
            Assert.True(writer.TryWrite(frame, 0));
        }
        Assert.Equal(plain.Length, file.Length);
        file.Flush();
        Assert.Equal(plain.ToArray(), live.ToArray());
    }

    [Fact]
    public void ADiskThatIsFullLeavesWholeRecordsAndSaysHowMany()
    {
        var disk = new SmallDisk(1_500_000);
        var file = new LiveFile(disk, Ethernet, isPcapNg: true);
        Assert.Throws<IOException>(() =>
        {
            for (int number = 1; number <= 100_000; number++)
                file.TryWrite(Frame(number));
        });
        (long frames, _) = file.Reached;
        using CaptureReader reader = CaptureReader.Open(new MemoryStream(disk.ToArray()), "live");
        int read = 0;
        while (reader.TryRead(out _))
            read++;
        Assert.Equal(frames, read);
        Assert.True(read > 0);
        Assert.Equal(EndReason.EndOfFile, reader.End!.Reason);
    }

    [Fact]
    public void TheLastBlockHasWhatTheInterfaceCounted()
    {
        var disk = new MemoryStream();
        var file = new LiveFile(disk, Ethernet, isPcapNg: true, comment: "why");
        file.TryWrite(Frame(1));
        file.End(new LiveCounters(12, 7, 4), new Timestamp(5));
        file.Flush();
        using CaptureReader reader = CaptureReader.Open(new MemoryStream(disk.ToArray()), "live");
        while (reader.TryRead(out _)) { }
        CaptureInterface on = reader.Interfaces[0];
        Assert.Equal((12ul, 4ul, 7ul, 1ul), (on.Received, on.Dropped, on.DroppedBySystem, on.Delivered));
        Assert.Equal(("v0", "udp", 96u), (on.Name, on.Filter, on.SnapLength));
        Assert.Equal("why", reader.Notes.Comments[0].Text);
    }

    [Fact]
    public void APcapFileHasTheFramesOnly()
    {
        var disk = new MemoryStream();
        var file = new LiveFile(disk, Ethernet, isPcapNg: false);
        file.TryWrite(Frame(1));
        file.End(new LiveCounters(1, 0, 0), new Timestamp(5));
        file.Flush();
        using CaptureReader reader = CaptureReader.Open(new MemoryStream(disk.ToArray()), "live");
        Assert.True(reader.TryRead(out Frame frame));
        Assert.Equal((1_000_000_001L, 100L, 60), (frame.At.Nanoseconds, frame.OriginalLength, frame.Octets.Length));
        Assert.False(reader.TryRead(out _));
        Assert.Equal(EndReason.EndOfFile, reader.End!.Reason);
    }

    private static Frame Frame(int number) =>
        new()
        {
            Octets = new byte[60],
            At = new Timestamp(1_000_000_000L + number),
            OriginalLength = 100,
            LinkType = 1,
            Number = number,
        };

    private sealed class SmallDisk(int room) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            int fits = (int)Math.Min(buffer.Length, room - Length);
            base.Write(buffer[..fits].ToArray(), 0, fits);
            if (fits < buffer.Length)
                throw new IOException("No space left on device");
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));
    }
}
