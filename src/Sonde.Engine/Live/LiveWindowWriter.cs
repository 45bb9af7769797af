using Sonde.Capture;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Writes a window of a live capture into a file of its own.</summary>
internal sealed class LiveWindowWriter(
    LivePackets packets,
    LiveWindow window,
    long mostOctets,
    CancellationToken cancel
)
{
    // Sections, interfaces and counters around the frames.
    private const long Around = 1024;
    private const int BetweenLooks = 4096;

    private int _untilLook = BetweenLooks;

    /// <summary>Packets written.</summary>
    public long Packets { get; private set; }

    /// <summary>Octets of these packets on the wire.</summary>
    public long OctetsOnWire { get; private set; }

    /// <summary>Oldest packets of the window that did not fit.</summary>
    public long LeftOut { get; private set; }

    /// <summary>Packets of the window had made room before it was asked for, or may have.</summary>
    public bool BeginsInside { get; private set; }

    /// <summary>Time of the first packet written.</summary>
    public Timestamp? First { get; private set; }

    /// <summary>Time of the last packet written.</summary>
    public Timestamp? Last { get; private set; }

    /// <summary>Writes the file; one that cannot be finished is removed.</summary>
    /// <exception cref="EngineException">It exists already, or cannot be written.</exception>
    public void Write(string path, string? comment)
    {
        try
        {
            long tooMany = Measure(comment) - mostOctets;
            using FileStream stream = CaptureStorage.Create(path);
            try
            {
                Fill(stream, path, comment, tooMany);
            }
            catch
            {
                File.Delete(path);
                throw;
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw File.Exists(path)
                ? new EngineException(
                    EngineFault.InvalidArgument,
                    $"The file {Quote.Text(Path.GetFileName(path))} exists already.",
                    "Choose another output_file; files are never overwritten.",
                    cause: refused
                )
                : new EngineException(
                    EngineFault.AccessDenied,
                    $"The packets cannot be saved: {Quote.Clean(refused.Message)}",
                    cause: refused
                );
        }
    }

    // Octets that the file would have with the whole window; looks how far back the capture reaches as well.
    private long Measure(string? comment)
    {
        long octets = Around + (comment?.Length ?? 0) * 4L;
        long there = 0;
        Timestamp? oldest = null;
        using CaptureSet set = Open();
        while (set.TryRead(out Frame frame))
        {
            Look();
            there++;
            oldest ??= frame.At;
            if (window.Has(frame.At))
                octets += Cost(frame);
        }
        BeginsInside = packets.Facts.Memory is null
            ? there < packets.Facts.PacketsCaptured && !(oldest <= window.From)
            : packets.Ring.LastGone is { } gone && !(gone < window.From);
        return octets;
    }

    private void Fill(FileStream stream, string path, string? comment, long tooMany)
    {
        CaptureSessionFacts facts = packets.Facts;
        var description = new InterfaceDescription(facts.LinkType)
        {
            Name = facts.Interface,
            Filter = facts.Filter,
            SnapLength = (uint)facts.SnapLength,
            OperatingSystem = Environment.OSVersion.VersionString,
        };
        bool isPcapNg = path.EndsWith(".pcapng", StringComparison.OrdinalIgnoreCase);
        using var file = new LiveFile(stream, description, isPcapNg, LiveDescription.Section, comment);
        using CaptureSet set = Open();
        while (set.TryRead(out Frame frame))
        {
            Look();
            if (!window.Has(frame.At))
                continue;
            if (tooMany > 0)
            {
                tooMany -= Cost(frame);
                LeftOut++;
                continue;
            }
            // a ring of files may have turned since it was measured
            if (file.Length + Cost(frame) > mostOctets)
            {
                LeftOut++;
                continue;
            }
            if (!file.TryWrite(frame))
                continue;
            First ??= frame.At;
            Last = frame.At;
        }
        file.End(
            new LiveCounters(facts.PacketsReceived, facts.PacketsDropped, facts.InterfaceDrops),
            LiveDescription.Now()
        );
        file.Flush();
        stream.Flush(flushToDisk: true);
        (Packets, OctetsOnWire) = (file.Frames, file.OctetsOnWire);
    }

    private CaptureSet Open() => CaptureSet.Open(CaptureOpener.Sources(packets));

    private void Look()
    {
        if (--_untilLook > 0)
            return;
        _untilLook = BetweenLooks;
        cancel.ThrowIfCancellationRequested();
    }

    // A record around the octets, and what fills them up to a multiple of four.
    private static long Cost(in Frame frame) => 36 + frame.Octets.Length;
}
