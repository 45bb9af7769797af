using Sonde.Capture;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Captures that are being read as one.</summary>
internal sealed class OpenedCaptures(CaptureReader reader, string name, long? octets) : IDisposable
{
    /// <summary>The name for answers.</summary>
    public string Name => name;

    /// <summary>The files in reading order.</summary>
    public IReadOnlyList<CaptureFileFacts> Files => [new(name, octets, reader)];

    /// <summary>Files of a folder or pattern that are no captures, each with the reason.</summary>
    public IReadOnlyList<string> Skipped { get; } = [];

    /// <summary>Octets read so far.</summary>
    public long OctetsRead => reader.OctetsRead;

    /// <summary>Octets there are; null when unknown.</summary>
    public long? OctetsTotal => reader.OctetsTotal;

    /// <summary>Every file was read to its end.</summary>
    public bool IsComplete => reader.End is { IsComplete: true };

    /// <summary>The packet limit ended the reading.</summary>
    public bool LimitWasReached => reader.End is { Reason: EndReason.LimitReached };

    /// <summary>Where and why the reading ended early; null at the end.</summary>
    public string? Ended => IsComplete ? null : $"{reader.End!.Text} (octet {reader.End.Offset})";

    /// <summary>Packets that the capturing machines say they dropped; null when no file says.</summary>
    public long? PacketsDropped
    {
        get
        {
            ulong[] drops =
            [
                .. reader
                    .Interfaces.Where(one => one.Dropped is not null || one.DroppedBySystem is not null)
                    .Select(one => (one.Dropped ?? 0) + (one.DroppedBySystem ?? 0)),
            ];
            return drops.Length == 0 ? null : drops.Aggregate(0L, (sum, drop) => sum + (long)drop);
        }
    }

    /// <summary>Reads the next frame.</summary>
    public bool TryRead(out Frame frame) => reader.TryRead(out frame);

    /// <summary>Turns a file without any packet into a fault, unless it is a whole capture that is simply empty.</summary>
    public void ThrowIfNothingWasRead()
    {
        if (reader.End is { Reason: EndReason.NotACapture or EndReason.Unsupported or EndReason.Empty } end)
            throw new EngineException(
                EngineFault.UnsupportedFormat,
                $"{Quote.Text(Path.GetFileName(name))} cannot be read as a capture: {end.Text}.",
                "Give a pcap or pcapng file, plain or gzip; other formats can be converted with editcap."
            );
    }

    public void Dispose() => reader.Dispose();
}
