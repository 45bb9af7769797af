using System.IO.Compression;
using Sonde.Wire;
using Xunit;
using static Sonde.Capture.Tests.PcapOctets;

namespace Sonde.Capture.Tests;

public sealed class CaptureSetTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sonde-test-").FullName;

    [Fact]
    public void FramesOfSeveralFilesComeInTimeOrderAndNameTheirFile()
    {
        using CaptureSet set = Open(File("a", 1, 4, 5), File("b", 2, 3, 6));

        List<ReadFrame> frames = Reading.All(set);

        Assert.Equal([0, 1, 1, 0, 0, 1], frames.Select(frame => frame.File));
        Assert.Equal([1L, 2, 3, 4, 5, 6], frames.Select(frame => frame.Number));
        Assert.Equal(EndReason.EndOfFile, set.End!.Reason);
        Assert.Equal([3L, 3], set.Files.Select(file => file.FramesRead));
    }

    [Fact]
    public void OfFramesWithOneTimeThatOfTheLastFileComesFirst()
    {
        using CaptureSet set = Open(File("a", 1, 1, 2), File("b", 1, 2), File("c", 1));

        Assert.Equal([2, 1, 0, 0, 1, 0], Reading.All(set).Select(frame => frame.File));
    }

    [Fact]
    public void AFileThatIsNotInOrderKeepsItsOwnOrder()
    {
        using CaptureSet set = Open(File("a", 5, 1, 7), File("b", 4, 6));

        Assert.Equal([4u, 5, 1, 6, 7], Reading.All(set).Select(Seconds));
    }

    [Fact]
    public void AFrameWithoutATimeFollowsTheFrameBeforeIt()
    {
        string simple = Write(
            "b",
            PcapNgSamples.Begin().Packet(Data(4), ticks: 3_000_000).SimplePacket(Data(5)).ToArray()
        );

        using CaptureSet set = Open(File("a", 1, 2, 4), simple);

        Assert.Equal([0, 0, 1, 1, 0], Reading.All(set).Select(frame => frame.File));
    }

    [Fact]
    public void ManyFilesAreMergedLikeFew()
    {
        string[] files =
        [
            .. Enumerable.Range(0, 200).Select(i => File($"f{i:D3}", (uint)(1000 - i), (uint)(2000 + i))),
        ];

        using CaptureSet set = Open(files);
        List<ReadFrame> frames = Reading.All(set);

        Assert.Equal(400, frames.Count);
        Assert.Equal(frames.Select(Seconds).Order(), frames.Select(Seconds));
        Assert.All(set.Files, file => Assert.True(file.End!.IsComplete));
        Assert.Equal(set.OctetsTotal, set.OctetsRead);
    }

    [Fact]
    public void OfManyFilesOneThatGoesAwayIsToldAndTheOthersAreRead()
    {
        string[] files = [.. Enumerable.Range(0, 20).Select(i => File($"f{i:D2}", (uint)(100 + i)))];
        using CaptureSet set = Open(files);

        System.IO.File.Delete(files[7]);

        Assert.Equal(19, Reading.All(set).Count);
        Assert.Equal(EndReason.ReadFailed, set.Files[7].End!.Reason);
        Assert.Equal(EndReason.ReadFailed, set.End!.Reason);
        Assert.Contains("1 of 20 files", set.End.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void TheOrderIsThatOfMergecap()
    {
        Assert.SkipUnless(Programs.Has("mergecap"), "mergecap is not installed");
        string[] files = [File("a", 5, 1, 7, 7), File("b", 4, 6, 7), File("c", 1, 9), File("d", 5, 5)];
        string merged = Path.Combine(_folder, "merged");

        Programs.Run("mergecap", ["-F", "nsecpcap", "-w", merged, .. files]);

        using CaptureSet ours = Open(files);
        using CaptureSet theirs = Open(merged);
        Assert.Equal(
            Reading.All(theirs).Select(frame => (Seconds(frame), frame.Octets[0])),
            Reading.All(ours).Select(frame => (Seconds(frame), frame.Octets[0]))
        );
    }

    [Fact]
    public void CommentsHaveTheNumbersOfTheWholeReading()
    {
        var order = new PcapNgOctets();
        string b = Write(
            "b",
            PcapNgSamples.Begin().Packet(Data(4), ticks: 3_000_000, options: order.Option(1, "here")).ToArray()
        );

        using CaptureSet set = Open(File("a", 1, 2, 4), b);
        var commented = new List<long>();
        while (set.TryRead(out Frame frame))
        {
            if (set.CommentsOnFrame > 0)
                commented.Add(frame.Number);
        }

        Assert.Equal([3L], commented);
        Assert.Equal(3, Assert.Single(set.Files[1].Notes.Comments).Frame);
    }

    [Fact]
    public void TheLimitCountsOverAllFiles()
    {
        CaptureSource[] sources = [CaptureSource.OfFile(File("a", 1, 4)), CaptureSource.OfFile(File("b", 2, 3))];

        using CaptureSet cut = CaptureSet.Open(sources, new CaptureLimits { Frames = 3 });
        using CaptureSet whole = CaptureSet.Open(sources, new CaptureLimits { Frames = 4 });

        Assert.Equal(3, Reading.All(cut).Count);
        Assert.Equal(EndReason.LimitReached, cut.End!.Reason);
        Assert.Equal(4, Reading.All(whole).Count);
        Assert.Equal(EndReason.EndOfFile, whole.End!.Reason);
    }

    [Fact]
    public void OneFileSpeaksForItself()
    {
        using CaptureSet set = Open(Write("cut", Header().Record(Data(60)).Record(Data(60)).Without(5)));

        Assert.Single(Reading.All(set));
        Assert.Equal(EndReason.Truncated, set.End!.Reason);
        Assert.Equal(24 + 76, set.End.Offset);
        Assert.Equal(1, set.End.FramesRead);
    }

    [Fact]
    public void AmongSeveralFilesTheIncompleteOneIsTold()
    {
        using CaptureSet set = Open(
            File("a", 1),
            Write("cut", Header().Record(Data(60), 2).Record(Data(60), 3).Without(5))
        );

        Assert.Equal(2, Reading.All(set).Count);
        Assert.Equal(EndReason.Truncated, set.End!.Reason);
        Assert.True(set.Files[0].End!.IsComplete);
        Assert.False(set.Files[1].End!.IsComplete);
    }

    [Fact]
    public void FilesThatAreNoCapturesCanBeLeftOut()
    {
        CaptureSource[] sources =
        [
            CaptureSource.OfFile(Write("README", "read me"u8.ToArray())),
            CaptureSource.OfFile(File("a", 1, 2)),
            CaptureSource.OfFile(Path.Combine(_folder, "missing")),
            CaptureSource.OfFile(Write("empty", [])),
        ];

        using CaptureSet set = CaptureSet.Open(sources, leaveOutOthers: true);

        Assert.Equal([0, 0], Reading.All(set).Select(frame => frame.File));
        Assert.Equal(["README", "missing", "empty"], set.LeftOut.Select(file => Path.GetFileName(file.Name)));
        Assert.Equal(EndReason.EndOfFile, set.End!.Reason);
    }

    [Fact]
    public void AMissingFileIsAnExceptionOfTheSystem() =>
        Assert.Throws<FileNotFoundException>(() => Open(File("a", 1), Path.Combine(_folder, "missing")));

    [Fact]
    public void AFolderIsNoFile() => Assert.Throws<UnauthorizedAccessException>(() => Open(_folder));

    [Fact]
    public void AGrowingFileIsReadToItsCurrentEnd()
    {
        byte[] octets = Header().Record(Data(60), 1).Record(Data(60), 2).Record(Data(60), 3).ToArray();
        string path = Path.Combine(_folder, "growing");
        using FileStream growing = new(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite);
        growing.Write(octets.AsSpan(0, 24 + 76));
        growing.Flush();

        using CaptureReader reader = CaptureReader.Open(path, new CaptureLimits { BufferOctets = 1024 });
        Assert.True(reader.TryRead(out _));
        growing.Write(octets.AsSpan(24 + 76, 76 + 30));
        growing.Flush();

        Assert.True(reader.TryRead(out Frame second));
        Assert.Equal(2, second.Number);
        Assert.False(reader.TryRead(out _));
        Assert.Equal(EndReason.Truncated, reader.End!.Reason);
    }

    [Fact]
    public void APipeIsReadLikeAFile()
    {
        using var pipe = new System.IO.Pipes.AnonymousPipeServerStream();
        using var end = new System.IO.Pipes.AnonymousPipeClientStream(pipe.GetClientHandleAsString());
        var writer = new Thread(() =>
        {
            foreach (byte octet in Header().Record(Data(60)).Record(Data(70)).ToArray())
                pipe.WriteByte(octet);
            pipe.Dispose();
        });
        writer.Start();

        Reading reading = Reading.Of(end);
        writer.Join();

        Assert.Equal([60, 70], reading.Frames.Select(frame => frame.Octets.Length));
        Assert.True(reading.End.IsComplete);
        Assert.Null(reading.Reader.OctetsTotal);
    }

    [Fact]
    public void CompressedAndPlainFilesMix()
    {
        string zipped = Path.Combine(_folder, "b");
        using (var gzip = new GZipStream(System.IO.File.Create(zipped), CompressionLevel.Fastest))
            gzip.Write(System.IO.File.ReadAllBytes(File("plain", 2)));

        using CaptureSet set = Open(File("a", 1, 3), zipped);

        Assert.Equal([0, 1, 0], Reading.All(set).Select(frame => frame.File));
        Assert.Equal([false, true], set.Files.Select(file => file.IsCompressed));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static CaptureSet Open(params string[] paths) =>
        CaptureSet.Open([.. paths.Select(path => CaptureSource.OfFile(path))]);

    private static uint Seconds(ReadFrame frame) => (uint)(frame.Nanoseconds / 1_000_000_000);

    /// <summary>A capture with a frame at each of these seconds; its data begin with the first letter of its name.</summary>
    private string File(string name, params uint[] seconds)
    {
        PcapOctets file = Header();
        foreach (uint second in seconds)
            file.Record(Data(60, (byte)name[0]), second);
        return Write(name, file.ToArray());
    }

    private string Write(string name, byte[] octets)
    {
        string path = Path.Combine(_folder, name);
        System.IO.File.WriteAllBytes(path, octets);
        return path;
    }
}
