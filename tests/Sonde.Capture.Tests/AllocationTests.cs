using System.IO.Compression;
using Sonde.Testing;
using Sonde.Wire;
using Xunit;
using static Sonde.Capture.Tests.PcapOctets;

namespace Sonde.Capture.Tests;

public sealed class AllocationTests
{
    private const int Frames = 20_000;

    [Fact]
    public void ReadingAPcapFrameAllocatesNothing() => Assert.Equal(0, AllocatedPerReading(Pcap()));

    [Fact]
    public void ReadingAPcapNgFrameAllocatesNothing()
    {
        PcapNgOctets file = PcapNgSamples.Begin();
        byte[] flags = file.Option(2, [1, 0, 0, 0]);
        for (ulong i = 0; i < Frames; i++)
            file.Packet(Data(200), ticks: PcapNgOctets.Microseconds + i, options: flags);

        Assert.Equal(0, AllocatedPerReading(file.ToArray()));
    }

    [Fact]
    public void ReadingACompressedFrameAllocatesNothing()
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
            gzip.Write(Pcap());

        Assert.Equal(0, AllocatedPerReading(compressed.ToArray()));
    }

    [Fact]
    public void MergingAllocatesNothingPerFrame()
    {
        byte[] file = Pcap();

        Assert.Equal(0, AllocatedPerReading(file, file, file));
    }

    [Fact]
    public void WritingAFrameAllocatesNothing()
    {
        using var pcap = new PcapWriter(Stream.Null, 1);
        using var pcapNg = new PcapNgWriter(Stream.Null);
        int on = pcapNg.Add(new InterfaceDescription(1));
        byte[] octets = Data(1500);

        long allocated = Allocation.Of(() =>
        {
            var frame = new Frame
            {
                Octets = octets,
                At = new Timestamp(1_700_000_000_000_000_000),
                OriginalLength = 1500,
                LinkType = 1,
                Number = 1,
            };
            for (int i = 0; i < 1000; i++)
            {
                pcap.TryWrite(frame);
                pcapNg.TryWrite(frame, on);
            }
        });

        Assert.Equal(0, allocated);
    }

    private static byte[] Pcap()
    {
        PcapOctets file = Header();
        byte[] data = Data(200);
        for (uint i = 0; i < Frames; i++)
            file.Record(data, Second + i);
        return file.ToArray();
    }

    /// <summary>Octets allocated from the tenth frame to the last but nine.</summary>
    private static long AllocatedPerReading(params byte[][] files)
    {
        long allocated = -1;
        // the first rounds compile, and again when the code is hot; what reading itself allocates it allocates in each
        for (int round = 0; round < 8 && allocated != 0; round++)
        {
            using CaptureSet set = CaptureSet.Open([
                .. files.Select(file => CaptureSource.OfStream(new MemoryStream(file), "x")),
            ]);
            for (int i = 0; i < 10; i++)
                set.TryRead(out _);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < (Frames * files.Length) - 20; i++)
                set.TryRead(out _);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.Null(set.End);
        }
        return allocated;
    }
}
