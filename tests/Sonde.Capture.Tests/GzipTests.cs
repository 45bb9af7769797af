using System.IO.Compression;
using Xunit;
using static Sonde.Capture.Tests.PcapOctets;

namespace Sonde.Capture.Tests;

public sealed class GzipTests
{
    private const int Records = 400;

    [Fact]
    public void ACompressedCaptureIsKnownByItsContent()
    {
        byte[] file = Compress(Capture());

        Reading reading = Reading.Of(file);

        Assert.Equal(Records, reading.Frames.Count);
        Assert.True(reading.Reader.IsCompressed);
        Assert.True(reading.End.IsComplete);
        Assert.Equal(Capture().Length, reading.End.Offset);
        Assert.Equal(file.Length, reading.Reader.OctetsRead);
        Assert.Equal(file.Length, reading.Reader.OctetsTotal);
    }

    [Fact]
    public void APcapNgFileMayBeCompressedToo() =>
        Assert.Equal(
            Reading.Of(PcapNgSamples.Everything()).Frames.Count,
            Reading.Of(Compress(PcapNgSamples.Everything())).Frames.Count
        );

    [Fact]
    public void MembersFollowOneAnother()
    {
        byte[] capture = Capture();

        Reading reading = Reading.Of([.. Compress(capture[..1003]), .. Compress([]), .. Compress(capture[1003..])]);

        Assert.Equal(Records, reading.Frames.Count);
        Assert.True(reading.End.IsComplete);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(5000)]
    [InlineData(60_000)]
    public void ACutFileGivesWhatCanBeDecompressed(int missing)
    {
        byte[] file = Compress(Capture())[..^missing];

        Reading reading = Reading.Of(file);

        Assert.Equal(EndReason.Truncated, reading.End.Reason);
        Assert.Equal(FramesIn(file), reading.Frames.Count);
    }

    [Fact]
    public void AWrongChecksumIsDamageAfterAllFrames()
    {
        byte[] file = Compress(Capture());
        file[^5] ^= 0xff;

        Reading reading = Reading.Of(file);

        Assert.InRange(reading.Frames.Count, Records - 100, Records);
        Assert.Equal(EndReason.Damaged, reading.End.Reason);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(100_000)]
    public void OctetsBehindTheCompressedDataAreToldAfterAllFrames(int behind)
    {
        Reading reading = Reading.Of([.. Compress(Capture()), .. new byte[behind]]);

        Assert.Equal(Records, reading.Frames.Count);
        Assert.Equal(EndReason.Damaged, reading.End.Reason);
    }

    [Fact]
    public void CompressedTextIsNotACapture() =>
        Assert.Equal(EndReason.NotACapture, Reading.Of(Compress("no capture, but a text"u8.ToArray())).End.Reason);

    [Fact]
    public void ACompressedCompressedFileIsNotACapture() =>
        Assert.Equal(EndReason.NotACapture, Reading.Of(Compress(Compress(Capture()))).End.Reason);

    [Fact]
    public void AFileOfOnlyAGzipHeaderIsTruncated() =>
        Assert.Equal(EndReason.Truncated, Reading.Of(Compress(Capture())[..10]).End.Reason);

    // incompressible, so that what lies before a cut is known
    private static byte[] Capture()
    {
        var random = new Random(1);
        PcapOctets file = Header();
        for (uint i = 0; i < Records; i++)
        {
            byte[] data = new byte[200 + (i % 50)];
            random.NextBytes(data);
            file.Record(data, Second + i);
        }
        return file.ToArray();
    }

    private static int FramesIn(byte[] compressed)
    {
        using var inflated = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(compressed), CompressionMode.Decompress);
        byte[] octet = new byte[1];
        try
        {
            while (gzip.Read(octet) == 1)
                inflated.Write(octet);
        }
        catch (InvalidDataException) { }
        return Reading.Of(inflated.ToArray()).Frames.Count;
    }

    private static byte[] Compress(byte[] octets)
    {
        using var to = new MemoryStream();
        using (var gzip = new GZipStream(to, CompressionLevel.Optimal))
            gzip.Write(octets);
        return to.ToArray();
    }
}
