using System.Net;
using System.Net.NetworkInformation;
using Xunit;
using static Sonde.Capture.Tests.PcapOctets;

namespace Sonde.Capture.Tests;

public sealed class PcapNgDescriptionTests
{
    private static readonly PcapNgOctets Little = new();

    [Fact]
    public void ASectionTellsMachineSystemAndProgram()
    {
        byte[] options =
        [
            .. Little.Option(2, "x86"),
            .. Little.Option(3, "Linux"),
            .. Little.Option(4, "dumpcap"),
            0,
            0,
            0,
            0,
        ];

        Reading reading = Reading.Of(new PcapNgOctets().Section(options).ToArray());

        Assert.Equal(
            new CaptureSection("x86", "Linux", "dumpcap", false),
            Assert.Single(reading.Reader.Notes.Sections)
        );
    }

    [Fact]
    public void AnInterfaceTellsWhatItIs()
    {
        byte[] options =
        [
            .. Little.Option(2, "eth0\0"),
            .. Little.Option(3, "uplink"),
            .. Little.Option(8, 1_000_000_000),
            .. Little.Option(11, "\0tcp port 80"),
            .. Little.Option(12, "Linux 6"),
            .. Little.Option(13, [4]),
            .. Little.Option(15, "NIC"),
        ];

        Reading reading = Reading.Of(new PcapNgOctets().Section().Interface(1, 96, options).ToArray());

        CaptureInterface on = Assert.Single(reading.Reader.Interfaces);
        Assert.Equal("eth0", on.Name);
        Assert.Equal("uplink", on.Description);
        Assert.Equal(1_000_000_000ul, on.BitsPerSecond);
        Assert.Equal("tcp port 80", on.Filter);
        Assert.Equal("Linux 6", on.OperatingSystem);
        Assert.Equal(4, on.FrameCheckOctets);
        Assert.Equal("NIC", on.Hardware);
        Assert.Equal(96u, on.SnapLength);
        Assert.Equal("ether", on.Encapsulation.ShortName);
    }

    [Theory]
    [InlineData(0x09, 1_700_000_000_123_456_789ul, 0, 1_700_000_000_123_456_789)]
    [InlineData(0x06, 1_700_000_000_000_005ul, 0, 1_700_000_000_000_005_000)]
    [InlineData(0x03, 1_700_000_000_123ul, 0, 1_700_000_000_123_000_000)]
    [InlineData(0x00, 1_700_000_000ul, 0, 1_700_000_000_000_000_000)]
    [InlineData(0x0c, 1_700_000_000_123_456ul, 0, 1_700_000_000_123)]
    [InlineData(0x8a, 1_024ul + 512, 0, 1_500_000_000)]
    [InlineData(0xa0, 0x1_8000_0000ul, 0, 1_500_000_000)]
    [InlineData(0x06, 5ul, 100, 100_000_005_000)]
    [InlineData(0x06, 5ul, -1, -999_995_000)]
    [InlineData(0xff, ulong.MaxValue, 0, 0)]
    [InlineData(0x7f, ulong.MaxValue, 0, 0)]
    [InlineData(0x00, ulong.MaxValue, 0, long.MaxValue)] // beyond 2262: held at the end of the range
    public void ResolutionAndOffsetMakeTheTime(byte resolution, ulong ticks, long offset, long nanoseconds)
    {
        byte[] options = [.. Little.Option(9, [resolution]), .. Little.Option(14, (ulong)offset)];

        Reading reading = Reading.Of(
            new PcapNgOctets().Section().Interface(1, 0, options).Packet(Data(4), 0, ticks).ToArray()
        );

        Assert.Equal(nanoseconds, Assert.Single(reading.Frames).Nanoseconds);
    }

    [Fact]
    public void EachInterfaceHasItsOwnResolution()
    {
        PcapNgOctets file = PcapNgSamples
            .Begin()
            .Interface(1, 0, Little.Option(9, [9]))
            .Packet(Data(4), 0, 5)
            .Packet(Data(4), 1, 5);

        Assert.Equal([5000L, 5], Reading.Of(file.ToArray()).Frames.Select(frame => frame.Nanoseconds));
    }

    [Fact]
    public void StatisticsGoToTheirInterface()
    {
        byte[] options =
        [
            .. Little.Option(4, 100),
            .. Little.Option(5, 3),
            .. Little.Option(6, 90),
            .. Little.Option(7, 4),
            .. Little.Option(8, 80),
        ];

        Reading reading = Reading.Of(
            PcapNgSamples.Begin().Interface().Statistics(1, options).Statistics(7, options).ToArray()
        );

        Assert.Null(reading.Reader.Interfaces[0].Dropped);
        CaptureInterface on = reading.Reader.Interfaces[1];
        Assert.Equal(
            [100ul, 3, 90, 4, 80],
            new[] { on.Received, on.Dropped, on.Accepted, on.DroppedBySystem, on.Delivered }.Select(count => count ?? 0)
        );
        Assert.True(reading.End.IsComplete);
    }

    [Fact]
    public void CommentsKeepWhatTheyBelongTo()
    {
        byte[] section = [.. Little.Option(1, "first"), .. Little.Option(1, "second")];
        PcapNgOctets file = new PcapNgOctets().Section(section).Interface(1, 0, Little.Option(1, "about eth0"));
        file.Packet(Data(4))
            .Packet(Data(4), options: [.. Little.Option(1, "look here"), .. Little.Option(1, "and here")]);

        Reading reading = Reading.Of(file.ToArray());

        Assert.Equal(
            [
                new CaptureComment(CommentScope.Section, 0, -1, "first"),
                new CaptureComment(CommentScope.Section, 0, -1, "second"),
                new CaptureComment(CommentScope.Interface, 0, 0, "about eth0"),
                new CaptureComment(CommentScope.Frame, 2, -1, "look here"),
                new CaptureComment(CommentScope.Frame, 2, -1, "and here"),
            ],
            reading.Reader.Notes.Comments
        );
    }

    [Fact]
    public void ACommentMayHaveAnyOctets()
    {
        Reading reading = Reading.Of(
            PcapNgSamples.Begin().Packet(Data(4), options: Little.Option(1, [0xff, 0xfe, 65])).ToArray()
        );

        Assert.Equal("\ufffd\ufffdA", Assert.Single(reading.Reader.Notes.Comments).Text);
    }

    [Fact]
    public void NamesOfAddressesAreKept()
    {
        byte[] six = IPAddress.Parse("2001:db8::1").GetAddressBytes();
        byte[] records =
        [
            .. Little.Name(1, [192, 0, 2, 1, .. "a.example\0b.example\0"u8]),
            .. Little.Name(2, [.. six, .. "six.example\0"u8]),
            .. Little.Name(3, [0, 1, 2, 3, 4, 5, .. "router\0"u8]),
            .. Little.Name(9, [1, 2, 3]),
            0,
            0,
            0,
            0,
        ];

        CaptureNotes notes = Reading.Of(PcapNgSamples.Begin().Names(records).ToArray()).Reader.Notes;

        Assert.Equal(
            [
                new ResolvedName(IPAddress.Parse("192.0.2.1"), "a.example"),
                new ResolvedName(IPAddress.Parse("192.0.2.1"), "b.example"),
                new ResolvedName(IPAddress.Parse("2001:db8::1"), "six.example"),
            ],
            notes.Names
        );
        Assert.Equal([new HardwareName(PhysicalAddress.Parse("000102030405"), "router")], notes.HardwareNames);
    }

    [Fact]
    public void DecryptionSecretsAreKept()
    {
        byte[] body = [.. Little.U32(0x544c534b), .. Little.U32(5), .. "hello"u8];

        DecryptionSecrets secrets = Assert.Single(
            Reading.Of(PcapNgSamples.Begin().Block(10, body).ToArray()).Reader.Notes.Secrets
        );

        Assert.Equal(0x544c534bu, secrets.Kind);
        Assert.Equal("hello"u8.ToArray(), secrets.Octets.ToArray());
    }

    [Fact]
    public void EndlessCommentsAreCountedAndNotKept()
    {
        byte[] comment = Little.Option(1, new string('x', 60_000));
        PcapNgOctets file = PcapNgSamples.Begin();
        for (int i = 0; i < 1000; i++)
            file.Packet(Data(4), options: comment);

        Reading reading = Reading.Of(file.ToArray());

        Assert.Equal(1000, reading.Frames.Count);
        Assert.Equal(1000, reading.Reader.Notes.Comments.Count + reading.Reader.Notes.Dropped);
        Assert.InRange(reading.Reader.Notes.Dropped, 500, 1000);
    }
}
