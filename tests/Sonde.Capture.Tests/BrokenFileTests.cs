using Xunit;
using static Sonde.Capture.Tests.PcapOctets;

namespace Sonde.Capture.Tests;

public sealed class BrokenFileTests
{
    private const int Limit = 262_144;

    [Fact]
    public void AnEmptyFileSaysSo()
    {
        Reading reading = Reading.Of([]);

        Assert.Empty(reading.Frames);
        Assert.Equal(EndReason.Empty, reading.End.Reason);
        Assert.Null(reading.Reader.FileType);
    }

    [Fact]
    public void AHeaderAloneIsAWholeCaptureWithoutFrames()
    {
        Reading reading = Reading.Of(Header().ToArray());

        Assert.Empty(reading.Frames);
        Assert.True(reading.End.IsComplete);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(10)]
    [InlineData(23)]
    public void AFileShorterThanItsHeaderIsTruncated(int length)
    {
        Reading reading = Reading.Of(Header().ToArray()[..length]);

        Assert.Equal(EndReason.Truncated, reading.End.Reason);
        Assert.Empty(reading.Frames);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(59)]
    [InlineData(60)]
    [InlineData(61)]
    [InlineData(75)]
    public void ACutFileGivesEveryFrameBeforeTheCut(int missing)
    {
        Reading reading = Reading.Of(Header().Record(Data(60)).Record(Data(60)).Record(Data(60)).Without(missing));

        Assert.Equal(2, reading.Frames.Count);
        Assert.Equal(EndReason.Truncated, reading.End.Reason);
        Assert.Equal(24 + (2 * 76), reading.End.Offset);
        Assert.Equal(2, reading.End.FramesRead);
    }

    [Fact]
    public void TheLongestFrameIsRead()
    {
        Reading reading = Reading.Of(Header().Record(Data(Limit)).Record(Data(60)).ToArray());

        Assert.Equal([Limit, 60], reading.Frames.Select(frame => frame.Octets.Length));
        Assert.Equal(Data(Limit), reading.Frames[0].Octets);
    }

    [Fact]
    public void AClaimBeyondTheLongestFrameIsDamage()
    {
        PcapOctets file = Header(0xa1b23c4d).Record(Data(60)).Record(Data(Limit + 1)).Record(Data(60));

        Reading reading = Reading.Of(file.ToArray());

        Assert.Single(reading.Frames);
        Assert.Equal(EndReason.Damaged, reading.End.Reason);
        Assert.Equal(24 + 76, reading.End.Offset);
        Assert.Contains("262145", reading.End.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void AUsbFrameMayBeLonger() =>
        Assert.Equal(
            2,
            Reading.Of(Header(network: 189).Record(Data(1_000_000)).Record(Data(60)).ToArray()).Frames.Count
        );

    [Fact]
    public void AHugeClaimCostsNoMemory()
    {
        byte[] file = Header(network: 189).Record(Data(60), captured: 128 << 20).ToArray();
        long before = GC.GetAllocatedBytesForCurrentThread();

        Reading reading = Reading.Of(file);

        Assert.Equal(EndReason.Truncated, reading.End.Reason);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000_000);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void AVersionBeforeTwoIsUnsupported(int major) =>
        Assert.Equal(EndReason.Unsupported, Reading.Of(Header(major: major).Record(Data(60)).ToArray()).End.Reason);

    [Fact]
    public void ReservedBitsOfTheNetworkFieldAreUnsupported()
    {
        Reading reading = Reading.Of(Header(network: 0x0030_0001).Record(Data(60)).ToArray());

        Assert.Equal(EndReason.Unsupported, reading.End.Reason);
        Assert.Contains("0x00300000", reading.End.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("snoop\0\0\0\0\0\0\u0002\0\0\0\u0004", "snoop")]
    [InlineData("GMBU\0\u0002abcdefghij", "Network Monitor")]
    [InlineData("BZh91AY&SY", "bzip2")]
    [InlineData("PK\u0003\u0004aaaaaaaaaaaa", "ZIP")]
    [InlineData("iptrace 2.0aaaa", "iptrace")]
    public void OtherFormatsAreCalledByTheirName(string content, string name)
    {
        Reading reading = Reading.Of(System.Text.Encoding.Latin1.GetBytes(content));

        Assert.Equal(EndReason.Unsupported, reading.End.Reason);
        Assert.Contains(name, reading.End.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 0x28, 0xb5, 0x2f, 0xfd, 0, 0, 0, 0 }, "Zstandard")]
    [InlineData(new byte[] { 0x04, 0x22, 0x4d, 0x18, 0, 0, 0, 0 }, "LZ4")]
    [InlineData(new byte[] { 0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0, 0 }, "xz")]
    public void OtherCompressionIsCalledByItsName(byte[] content, string name)
    {
        Reading reading = Reading.Of(content);

        Assert.Equal(EndReason.Unsupported, reading.End.Reason);
        Assert.Contains(name, reading.End.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hello, this is no capture at all, only text\n")]
    [InlineData("<html><body>404</body></html>")]
    [InlineData("x")]
    public void TextIsNotACapture(string content) =>
        Assert.Equal(EndReason.NotACapture, Reading.Of(System.Text.Encoding.UTF8.GetBytes(content)).End.Reason);

    [Fact]
    public void ALimitOnFramesIsToldWhenMoreFollow()
    {
        byte[] file = Header().Record(Data(60)).Record(Data(60)).Record(Data(60)).ToArray();

        Reading cut = Reading.Of(file, new CaptureLimits { Frames = 2 });
        Reading whole = Reading.Of(file, new CaptureLimits { Frames = 3 });

        Assert.Equal(2, cut.Frames.Count);
        Assert.Equal(EndReason.LimitReached, cut.End.Reason);
        Assert.Equal(24 + (2 * 76), cut.End.Offset);
        Assert.Equal(2, cut.Reader.Interfaces[0].Frames);
        Assert.Equal(3, whole.Frames.Count);
        Assert.Equal(EndReason.EndOfFile, whole.End.Reason);
    }

    [Fact]
    public void AFailingSourceEndsTheReadingAndKeepsTheFrames()
    {
        Reading reading = Reading.Of(new FailingStream(Header().Record(Data(60)).Record(Data(60)).Without(10)));

        Assert.Single(reading.Frames);
        Assert.Equal(EndReason.ReadFailed, reading.End.Reason);
        Assert.Equal("the line broke", reading.End.Text);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void AnyChangeOfAnyOctetIsReadWithoutThrowing(int seed)
    {
        var random = new Random(seed);
        byte[][] files =
        [
            Header().Record(Data(60)).Record(Data(9)).Record(Data(61)).ToArray(),
            PcapNgSamples.Everything(),
        ];
        foreach (byte[] file in files)
        {
            for (int at = 0; at < file.Length; at++)
            {
                byte[] changed = [.. file];
                changed[at] = (byte)random.Next(256);
                Assert.NotNull(Reading.Of(changed).End);
                Assert.NotNull(Reading.Of(file[..at]).End);
            }
        }
    }

    private sealed class FailingStream(byte[] octets) : MemoryStream(octets)
    {
        public override int Read(Span<byte> buffer) =>
            base.Read(buffer) is > 0 and int count ? count : throw new IOException("the line broke");
    }
}
