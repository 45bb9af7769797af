using Xunit;
using static Sonde.Capture.Tests.PcapOctets;

namespace Sonde.Capture.Tests;

public sealed class PcapReadingTests
{
    [Theory]
    [InlineData(0xa1b2c3d4, false, 5_000, "Wireshark/tcpdump/... - pcap")]
    [InlineData(0xa1b2c3d4, true, 5_000, "Wireshark/tcpdump/... - pcap")]
    [InlineData(0xa1b23c4d, false, 5, "Wireshark/tcpdump/... - nanosecond pcap")]
    [InlineData(0xa1b23c4d, true, 5, "Wireshark/tcpdump/... - nanosecond pcap")]
    public void TheMagicNumberGivesByteOrderAndTimePrecision(uint magic, bool big, long nanoseconds, string type)
    {
        Reading reading = Reading.Of(Header(magic, big).Record(Data(60), Second, 5, original: 1500).ToArray());

        ReadFrame frame = Assert.Single(reading.Frames);
        Assert.Equal(Data(60), frame.Octets);
        Assert.Equal(1500, frame.OriginalLength);
        Assert.Equal((Second * 1_000_000_000L) + nanoseconds, frame.Nanoseconds);
        Assert.Equal(1, frame.LinkType);
        Assert.Equal(type, reading.Reader.FileType!.Name);
        Assert.Equal(big, reading.Reader.FileType.IsBigEndian);
        Assert.Equal(EndReason.EndOfFile, reading.End.Reason);
    }

    [Fact]
    public void FramesAreNumberedFromOne()
    {
        Reading reading = Reading.Of(Header().Record(Data(1)).Record(Data(0)).Record(Data(3)).ToArray());

        Assert.Equal([1L, 2, 3], reading.Frames.Select(frame => frame.Number));
        Assert.Equal([1, 0, 3], reading.Frames.Select(frame => frame.Octets.Length));
    }

    [Fact]
    public void AModifiedHeaderHasEightOctetsMore()
    {
        PcapOctets file = Header(0xa1b2cd34).Record(Data(60), extra: new byte[8]).Record(Data(61), extra: new byte[8]);

        Reading reading = Reading.Of(file.ToArray());

        Assert.Equal([60, 61], reading.Frames.Select(frame => frame.Octets.Length));
        Assert.Equal("Modified tcpdump - pcap", reading.Reader.FileType!.Name);
    }

    [Theory]
    [InlineData(0xa1b2c3d4, 8, "RedHat 6.1 tcpdump - pcap")]
    [InlineData(0xa1b2c3d4, 4, "Nokia tcpdump - pcap")]
    [InlineData(0xa1b2cd34, 12, "SuSE 6.3 tcpdump - pcap")]
    public void RecordHeadersThatTheMagicNumberHidesAreFound(uint magic, int extra, string type)
    {
        PcapOctets file = Header(magic);
        for (uint i = 0; i < 4; i++)
            file.Record(Data(60), Second + i, 7, extra: new byte[extra]);

        Reading reading = Reading.Of(file.ToArray());

        Assert.Equal(4, reading.Frames.Count);
        Assert.All(reading.Frames, frame => Assert.Equal(Data(60), frame.Octets));
        Assert.Equal(type, reading.Reader.FileType!.Name);
    }

    [Fact]
    public void ADamagedSecondRecordIsNotTakenForAnotherKindOfHeader()
    {
        Reading reading = Reading.Of(Header().Record(Data(60)).Record(Data(60), captured: 0x7fffffff).ToArray());

        Assert.Single(reading.Frames);
        Assert.Equal(EndReason.Damaged, reading.End.Reason);
        Assert.Equal("pcap", reading.Reader.FileType!.ShortName);
    }

    [Theory]
    [InlineData(2, 2, 60u, 100u)] // always the other way round
    [InlineData(543, 0, 60u, 100u)]
    [InlineData(2, 3, 60u, 100u)] // written both ways: the smaller one is the captured length
    public void OldVersionsHaveTheLengthsTheOtherWayRound(int major, int minor, uint captured, uint original)
    {
        PcapOctets file = Header(major: major, minor: minor).Record(Data(60), captured: original, original: captured);

        ReadFrame frame = Assert.Single(Reading.Of(file.ToArray()).Frames);
        Assert.Equal(60, frame.Octets.Length);
        Assert.Equal(100, frame.OriginalLength);
    }

    [Fact]
    public void VersionTwoThreeMayHaveTheLengthsInOrder()
    {
        byte[] file = Header(minor: 3).Record(Data(60), original: 100).ToArray();

        Assert.Equal(100, Assert.Single(Reading.Of(file).Frames).OriginalLength);
    }

    [Fact]
    public void AFrameMayHaveMoreOctetsThanItHadOnTheWire()
    {
        ReadFrame frame = Assert.Single(Reading.Of(Header().Record(Data(60), original: 20).ToArray()).Frames);

        Assert.Equal(60, frame.Octets.Length);
        Assert.Equal(20, frame.OriginalLength);
    }

    [Fact]
    public void TheSnapLengthDoesNotBoundFrames() =>
        Assert.Equal(
            60,
            Assert.Single(Reading.Of(Header(snapLength: 20).Record(Data(60)).ToArray()).Frames).Octets.Length
        );

    [Fact]
    public void AFractionBeyondASecondCarriesOver()
    {
        byte[] file = Header().Record(Data(4), Second, 1_500_000).ToArray();

        Assert.Equal((Second * 1_000_000_000L) + 1_500_000_000, Assert.Single(Reading.Of(file).Frames).Nanoseconds);
    }

    [Fact]
    public void AFractionBelowZeroBorrows()
    {
        byte[] file = Header().Record(Data(4), Second, unchecked((uint)-1)).ToArray();

        Assert.Equal((Second * 1_000_000_000L) - 1000, Assert.Single(Reading.Of(file).Frames).Nanoseconds);
    }

    [Fact]
    public void SecondsAreUnsigned()
    {
        byte[] file = Header().Record(Data(4), uint.MaxValue).ToArray();

        Assert.Equal(4_294_967_295_000_000_000, Assert.Single(Reading.Of(file).Frames).Nanoseconds);
    }

    [Fact]
    public void TheNetworkFieldMayTellTheLengthOfTheFrameCheckSequence()
    {
        Reading reading = Reading.Of(Header(network: 0x2400_0001).Record(Data(60)).ToArray());

        CaptureInterface on = Assert.Single(reading.Reader.Interfaces);
        Assert.Equal(1, on.LinkType);
        Assert.Equal(4, on.FrameCheckOctets);
        Assert.Equal(1, on.Frames);
    }

    [Theory]
    [InlineData(12, 101)]
    [InlineData(14, 101)]
    [InlineData(112, 104)]
    public void LinkTypesOfOldSystemsBecomeThoseOfTheRegistry(uint network, int linkType)
    {
        Reading reading = Reading.Of(Header(network: network).Record(Data(60)).ToArray());

        Assert.Equal(linkType, Assert.Single(reading.Frames).LinkType);
        Assert.Equal((int)network, reading.Reader.Interfaces[0].LinkType);
    }

    [Theory]
    [InlineData(204, 1, 9)] // direction in front of PPP
    [InlineData(201, 4, 187)] // direction in front of Bluetooth H4
    [InlineData(123, 4, 123)] // SunATM
    public void OctetsThatWereNeverOnTheWireAreLeftOut(uint network, int pseudoHeader, int linkType)
    {
        ReadFrame frame = Assert.Single(
            Reading.Of(Header(network: network).Record(Data(60), original: 80).ToArray()).Frames
        );

        Assert.Equal(Data(60)[pseudoHeader..], frame.Octets);
        Assert.Equal(80 - pseudoHeader, frame.OriginalLength);
        Assert.Equal(linkType, frame.LinkType);
    }

    [Fact]
    public void AFrameWithoutRoomForItsPseudoHeaderIsDamage()
    {
        Reading reading = Reading.Of(Header(network: 201).Record(Data(60)).Record(Data(3)).ToArray());

        Assert.Single(reading.Frames);
        Assert.Equal(EndReason.Damaged, reading.End.Reason);
    }

    [Fact]
    public void AFrameOfAnUnknownLinkTypeIsReadAllTheSame()
    {
        Reading reading = Reading.Of(Header(network: 300).Record(Data(60)).ToArray());

        Assert.Equal(300, Assert.Single(reading.Frames).LinkType);
        Assert.Equal("Unknown (300)", reading.Reader.Interfaces[0].Encapsulation.Name);
    }

    [Fact]
    public void AnIxiaFileHasFourOctetsMoreInItsHeader()
    {
        Reading reading = Reading.Of(Header(0x1c0001ac).Raw(0, 0, 0, 0).Record(Data(60), Second, 9).ToArray());

        Assert.Equal((Second * 1_000_000_000L) + 9, Assert.Single(reading.Frames).Nanoseconds);
    }
}
