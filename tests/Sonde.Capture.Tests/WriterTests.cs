using System.Net;
using System.Net.NetworkInformation;
using Sonde.Wire;
using Xunit;
using static Sonde.Capture.Tests.PcapOctets;

namespace Sonde.Capture.Tests;

public sealed class WriterTests : IDisposable
{
    private const long Time = 1_700_000_000_123_456_789;

    private readonly string _folder = Directory.CreateTempSubdirectory("sonde-test-").FullName;

    [Theory]
    [InlineData(true, Time)]
    [InlineData(false, 1_700_000_000_123_456_000)]
    public void PcapKeepsWhatItCan(bool nanoseconds, long time)
    {
        var file = new MemoryStream();
        using (var writer = new PcapWriter(file, 101, snapLength: 96, nanoseconds))
            Assert.True(writer.TryWrite(Frame(Data(61), Time, 1500, 101)));

        Reading reading = Reading.Of(file.ToArray());

        ReadFrame frame = Assert.Single(reading.Frames);
        Assert.Equal(Data(61), frame.Octets);
        Assert.Equal((time, 1500, 101), (frame.Nanoseconds, frame.OriginalLength, frame.LinkType));
        Assert.Equal(96u, reading.Reader.Interfaces[0].SnapLength);
        Assert.True(reading.End.IsComplete);
    }

    [Fact]
    public void PcapRefusesWhatItCannotHold()
    {
        using var writer = new PcapWriter(new MemoryStream(), 1);

        Assert.False(writer.TryWrite(Frame(Data(4), Time, 4, linkType: 101)));
        Assert.False(writer.TryWrite(Frame(Data(4), -1, 4)));
        Assert.False(writer.TryWrite(Frame(Data(4), 5_000_000_000_000_000_000, 4)));
        Assert.False(writer.TryWrite(Frame(Data(4), 0, 4, isTimeless: true)));
        Assert.Equal(0, writer.FramesWritten);
    }

    [Fact]
    public void PcapNgKeepsEverything()
    {
        Reading reading = Reading.Of(WritePcapNg());

        Assert.Equal(
            [(0, 1, Time), (1, 101, Time / 1000 * 1000), (0, 1, 0)],
            reading.Frames.Select(f => (f.Interface, f.LinkType, f.Nanoseconds))
        );
        Assert.Equal([Data(61), Data(40), Data(7)], reading.Frames.Select(f => f.Octets));
        Assert.Equal([1500L, 40, 7], reading.Frames.Select(f => f.OriginalLength));
        Assert.True(reading.Frames[2].IsTimeless);
        CaptureNotes notes = reading.Reader.Notes;
        Assert.Equal(new CaptureSection("x86", "Linux", "Sonde", false), Assert.Single(notes.Sections));
        Assert.Equal(["the file", "the interface", "the frame"], notes.Comments.Select(comment => comment.Text));
        Assert.Equal(
            [new ResolvedName(IPAddress.Loopback, "here"), new ResolvedName(IPAddress.IPv6Loopback, "here six")],
            notes.Names
        );
        Assert.Equal([new HardwareName(PhysicalAddress.Parse("000102030405"), "router")], notes.HardwareNames);
        Assert.Equal([1, 2, 3], Assert.Single(notes.Secrets).Octets.ToArray());
        CaptureInterface on = reading.Reader.Interfaces[0];
        Assert.Equal(
            ("eth0", "uplink", "tcp", "Linux", "NIC"),
            (on.Name, on.Description, on.Filter, on.OperatingSystem, on.Hardware)
        );
        Assert.Equal((10ul, 1ul, 2ul), (on.Received, on.Dropped, on.DroppedBySystem));
        Assert.Null(on.Delivered);
        Assert.True(reading.End.IsComplete);
    }

    [Fact]
    public void PcapNgRefusesWhatItCannotHold()
    {
        using var writer = new PcapNgWriter(new MemoryStream());
        writer.Add(new InterfaceDescription(1));
        writer.Add(new InterfaceDescription(101));

        Assert.False(writer.TryWrite(Frame(Data(4), -1, 4), 0));
        Assert.False(writer.TryWrite(Frame(Data(4), Time, 4), 1));
        Assert.False(writer.TryWrite(Frame(Data(4), 0, 4, linkType: 101, isTimeless: true), 1));
        Assert.False(writer.TryWrite(Frame(Data(4), Time, 4, LinkTypes.NotAPacket), 0));
    }

    [Fact]
    public void ACommentTooLongForTheFormatIsCutBetweenCharacters()
    {
        var file = new MemoryStream();
        using (var writer = new PcapNgWriter(file, comments: new string('é', 40_000)))
            writer.Add(new InterfaceDescription(1));

        string comment = Assert.Single(Reading.Of(file.ToArray()).Reader.Notes.Comments).Text;
        Assert.Equal(new string('é', 32_767), comment);
    }

    [Fact]
    public void CapinfosReadsWhatIsWritten()
    {
        Assert.SkipUnless(Programs.Has("capinfos"), "capinfos is not installed");
        string path = Path.Combine(_folder, "x.pcapng");
        File.WriteAllBytes(path, WritePcapNg());

        string said = Programs.Run("capinfos", path);

        Assert.Contains("Wireshark/... - pcapng", said, StringComparison.Ordinal);
        Assert.Contains("Number of packets:   3", said, StringComparison.Ordinal);
        Assert.Contains("Capture application: Sonde", said, StringComparison.Ordinal);
        Assert.Contains("Name = eth0", said, StringComparison.Ordinal);
        Assert.Contains("Filter string = tcp", said, StringComparison.Ordinal);
        Assert.Contains("Number of stat entries = 1", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TsharkReadsWhatIsWritten(bool pcapNg)
    {
        Assert.SkipUnless(Programs.Has("tshark"), "tshark is not installed");
        string path = Path.Combine(_folder, "x");
        if (pcapNg)
        {
            File.WriteAllBytes(path, WritePcapNg());
        }
        else
        {
            using var writer = new PcapWriter(File.Create(path), 1);
            writer.TryWrite(Frame(Data(61), Time, 1500));
        }

        string[] fields = ["-e", "frame.time_epoch", "-e", "frame.len", "-e", "frame.cap_len", "-e", "frame.comment"];
        string said = Programs.Run("tshark", ["-n", "-r", path, "-T", "fields", .. fields]);

        Assert.StartsWith(
            "1700000000.123456789\t1500\t61\t" + (pcapNg ? "the frame" : ""),
            said,
            StringComparison.Ordinal
        );
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static byte[] WritePcapNg()
    {
        var file = new MemoryStream();
        using var writer = new PcapNgWriter(file, new CaptureSection("x86", "Linux", "Sonde", false), "the file");
        writer.Add(
            new InterfaceDescription(1)
            {
                Name = "eth0",
                Description = "uplink",
                Filter = "tcp",
                OperatingSystem = "Linux",
                Hardware = "NIC",
                Comment = "the interface",
            }
        );
        writer.Add(new InterfaceDescription(101) { Unit = TimeUnit.Microsecond });
        writer.Write([
            new ResolvedName(IPAddress.Loopback, "here"),
            new ResolvedName(IPAddress.IPv6Loopback, "here six"),
        ]);
        writer.Write([new HardwareName(PhysicalAddress.Parse("000102030405"), "router")]);
        writer.Write(new DecryptionSecrets(0x544c534b, new byte[] { 1, 2, 3 }));
        writer.TryWrite(Frame(Data(61), Time, 1500), 0, "the frame");
        writer.TryWrite(Frame(Data(40), Time, 40, linkType: 101), 1);
        writer.TryWrite(Frame(Data(7), 0, 7, isTimeless: true), 0);
        writer.Write(new InterfaceCounters(new Timestamp(Time), Received: 10, Dropped: 1, DroppedBySystem: 2), 0);
        return file.ToArray();
    }

    private static Frame Frame(byte[] octets, long time, long original, int linkType = 1, bool isTimeless = false) =>
        new()
        {
            Octets = octets,
            At = new Timestamp(time),
            OriginalLength = original,
            LinkType = linkType,
            Number = 1,
            IsTimeless = isTimeless,
        };
}
