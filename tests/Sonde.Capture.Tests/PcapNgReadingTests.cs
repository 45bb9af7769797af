using Sonde.Wire;
using Xunit;
using static Sonde.Capture.Tests.PcapOctets;

namespace Sonde.Capture.Tests;

public sealed class PcapNgReadingTests
{
    private const long At = (long)PcapNgOctets.Microseconds * 1000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AnEnhancedPacketHasTimeLengthsAndInterface(bool big)
    {
        PcapNgOctets file = PcapNgSamples.Begin(big).Interface(101).Packet(Data(61), 1, original: 1500);

        Reading reading = Reading.Of(file.ToArray());

        ReadFrame frame = Assert.Single(reading.Frames);
        Assert.Equal(Data(61), frame.Octets);
        Assert.Equal(1500, frame.OriginalLength);
        Assert.Equal(At, frame.Nanoseconds);
        Assert.Equal(101, frame.LinkType);
        Assert.Equal(1, frame.Interface);
        Assert.Equal("Wireshark/... - pcapng", reading.Reader.FileType!.Name);
        Assert.Equal(big, reading.Reader.FileType.IsBigEndian);
        Assert.True(reading.End.IsComplete);
    }

    [Fact]
    public void ASimplePacketHasNoTime()
    {
        Reading reading = Reading.Of(PcapNgSamples.Begin().SimplePacket(Data(60)).Packet(Data(60)).ToArray());

        Assert.Equal([true, false], reading.Frames.Select(frame => frame.IsTimeless));
    }

    [Fact]
    public void ASimplePacketIsCutAtTheSnapLength()
    {
        byte[] file = new PcapNgOctets().Section().Interface(1, snapLength: 40).SimplePacket(Data(40), 100).ToArray();

        ReadFrame frame = Assert.Single(Reading.Of(file).Frames);
        Assert.Equal(40, frame.Octets.Length);
        Assert.Equal(100, frame.OriginalLength);
    }

    [Fact]
    public void AnObsoletePacketIsRead()
    {
        ReadFrame frame = Assert.Single(
            Reading.Of(PcapNgSamples.Begin().ObsoletePacket(Data(33), drops: 7).ToArray()).Frames
        );

        Assert.Equal(Data(33), frame.Octets);
        Assert.Equal(At, frame.Nanoseconds);
    }

    [Fact]
    public void EachSectionHasItsByteOrderAndItsInterfaces()
    {
        PcapNgOctets file = PcapNgSamples.Begin().Packet(Data(60)).InOrder(big: true);
        file.Section().Interface(113).Packet(Data(50)).Packet(Data(50), on: 1);

        Reading reading = Reading.Of(file.ToArray());

        Assert.Equal([1, 113], reading.Frames.Select(frame => frame.LinkType));
        Assert.Equal([0, 1], reading.Frames.Select(frame => frame.Interface));
        Assert.Equal([false, true], reading.Reader.Notes.Sections.Select(section => section.IsBigEndian));
        Assert.Equal(EndReason.Damaged, reading.End.Reason); // the second section has no interface 1
    }

    [Fact]
    public void UnknownBlocksAreSkippedAndCounted()
    {
        PcapNgOctets file = PcapNgSamples
            .Begin()
            .Block(0x777, Data(3))
            .Block(0x8000_1234, new byte[1 << 20])
            .Packet(Data(60));

        Reading reading = Reading.Of(file.ToArray());

        Assert.Single(reading.Frames);
        Assert.Equal(2, reading.Reader.Notes.BlocksSkipped);
    }

    [Fact]
    public void CustomBlocksAndJournalEntriesAreNumberedAsRecordsThatAreNoPackets()
    {
        byte[] entry = "__REALTIME_TIMESTAMP=1700000000000007\nMESSAGE=hello\n"u8.ToArray();
        PcapNgOctets file = PcapNgSamples
            .Begin()
            .Block(0xbad, [0xd9, 0x7e, 0, 0, 1, 2, 3, 4])
            .Block(9, entry)
            .Packet(Data(60));

        Reading reading = Reading.Of(file.ToArray());

        Assert.Equal([LinkTypes.NotAPacket, LinkTypes.NotAPacket, 1], reading.Frames.Select(frame => frame.LinkType));
        Assert.Equal([4, entry.Length, 60], reading.Frames.Select(frame => frame.Octets.Length));
        Assert.True(reading.Frames[0].IsTimeless);
        Assert.Equal(1_700_000_000_000_007_000, reading.Frames[1].Nanoseconds);
    }

    [Fact]
    public void ALengthThatForgotThePaddingIsRoundedUp()
    {
        PcapNgOctets file = PcapNgSamples.Begin().Block(0x777, [1, 0, 0, 0], length: 13).Packet(Data(60));

        Assert.Single(Reading.Of(file.ToArray()).Frames);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 1)]
    [InlineData(1, 0)]
    public void OnlyVersionsOneZeroAndOneTwoAreKnown(int minor, int frames)
    {
        int major = minor == 1 ? 2 : 1;
        Reading reading = Reading.Of(
            new PcapNgOctets().Section(null, major, minor).Interface().Packet(Data(60)).ToArray()
        );

        Assert.Equal(frames, reading.Frames.Count);
        Assert.Equal(frames == 1 ? EndReason.EndOfFile : EndReason.Unsupported, reading.End.Reason);
    }

    [Fact]
    public void AByteOrderMagicOfALaterSectionThatIsWrongIsDamage()
    {
        byte[] file = PcapNgSamples.Begin().Packet(Data(60)).Section(magic: 0x11111111).ToArray();

        Reading reading = Reading.Of(file);

        Assert.Single(reading.Frames);
        Assert.Equal(EndReason.Damaged, reading.End.Reason);
    }

    public static TheoryData<string, byte[]> Damage()
    {
        static PcapNgOctets Good() => PcapNgSamples.Begin().Packet(Data(60));
        var options = new PcapNgOctets();
        return new TheoryData<string, byte[]>
        {
            { "no such interface", Good().Packet(Data(60), on: 1).ToArray() },
            { "zero length", Good().Raw(6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0).Packet(Data(60)).ToArray() },
            { "shorter than its kind", Good().Block(6, [1, 2, 3, 4]).Packet(Data(60)).ToArray() },
            { "shorter than any block", Good().Block(0x777, [], length: 8).ToArray() },
            { "too long", Good().Raw("garbage garbage garbage"u8.ToArray()).ToArray() },
            { "lengths differ", Good().Packet(Data(60), trailer: 5).Packet(Data(60)).ToArray() },
            {
                "lengths of a skipped block differ",
                Good().Block(0x777, [1, 2, 3, 4], trailer: 5).Packet(Data(60)).ToArray()
            },
            { "more captured than the block has", Good().Packet(Data(60), captured: 100).Packet(Data(60)).ToArray() },
            { "longer than any frame", Good().Packet(Data(262_145)).Packet(Data(60)).ToArray() },
            { "option too long", Good().Packet(Data(60), options: options.Option(1, Data(4), length: 100)).ToArray() },
            { "flags of two octets", Good().Packet(Data(60), options: options.Option(2, Data(2))).ToArray() },
            { "drop count of four octets", Good().Packet(Data(60), options: options.Option(4, Data(4))).ToArray() },
            { "statistics too short", Good().Block(5, [1, 2, 3, 4]).Packet(Data(60)).ToArray() },
            { "name without end", Good().Names(options.Name(1, [1, 2, 3, 4, 65])).Packet(Data(60)).ToArray() },
            { "name record too long", Good().Names([.. options.U16(1), .. options.U16(200), 1, 2, 3, 4]).ToArray() },
            { "secrets too long", Good().Block(10, [.. options.U32(1), .. options.U32(400), 1, 2, 3, 4]).ToArray() },
        };
    }

    [Theory]
    [MemberData(nameof(Damage))]
    public void DamageEndsTheFileAfterTheFramesBeforeIt(string kind, byte[] file)
    {
        Reading reading = Reading.Of(file);

        Assert.Single(reading.Frames);
        Assert.True(reading.End.Reason == EndReason.Damaged, kind + ": " + reading.End);
        Assert.Equal(PcapNgSamples.Begin().Packet(Data(60)).Length, reading.End.Offset);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(91)]
    public void ACutFileGivesEveryFrameBeforeTheCut(int missing)
    {
        Reading reading = Reading.Of(PcapNgSamples.Begin().Packet(Data(60)).Packet(Data(60)).Without(missing));

        Assert.Single(reading.Frames);
        Assert.Equal(EndReason.Truncated, reading.End.Reason);
    }

    [Fact]
    public void ACutInsideASkippedBlockIsToldAtItsStart()
    {
        PcapNgOctets good = PcapNgSamples.Begin().Packet(Data(60));
        int length = good.Length;

        Reading reading = Reading.Of(good.Block(0x777, new byte[1 << 20]).Without(5));

        Assert.Equal(EndReason.Truncated, reading.End.Reason);
        Assert.Equal(length, reading.End.Offset);
    }

    [Fact]
    public void ASectionHeaderThatIsCutIsTruncated() =>
        Assert.Equal(EndReason.Truncated, Reading.Of(new PcapNgOctets().Section().ToArray()[..25]).End.Reason);

    [Fact]
    public void AFrameBeforeAnyInterfaceIsDamage() =>
        Assert.Equal(
            EndReason.Damaged,
            Reading.Of(new PcapNgOctets().Section().SimplePacket(Data(60)).ToArray()).End.Reason
        );
}
