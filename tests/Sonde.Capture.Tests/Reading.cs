using Sonde.Wire;

namespace Sonde.Capture.Tests;

/// <summary>A frame with its own copy of the octets.</summary>
public sealed record ReadFrame(
    long Number,
    byte[] Octets,
    long Nanoseconds,
    long OriginalLength,
    int LinkType,
    int File,
    int Interface,
    bool IsTimeless
);

/// <summary>Everything that a reading gave, to look at afterwards.</summary>
public sealed record Reading(List<ReadFrame> Frames, CaptureEnd End, CaptureReader Reader)
{
    public static Reading Of(byte[] file, CaptureLimits? limits = null) => Of(new MemoryStream(file), limits);

    public static Reading Of(Stream file, CaptureLimits? limits = null)
    {
        using CaptureReader reader = CaptureReader.Open(file, "test", limits);
        var frames = new List<ReadFrame>();
        while (reader.TryRead(out Frame frame))
            frames.Add(Copy(frame));
        return new Reading(frames, reader.End!, reader);
    }

    public static List<ReadFrame> All(CaptureSet set)
    {
        var frames = new List<ReadFrame>();
        while (set.TryRead(out Frame frame))
            frames.Add(Copy(frame));
        return frames;
    }

    private static ReadFrame Copy(in Frame frame) =>
        new(
            frame.Number,
            frame.Octets.ToArray(),
            frame.At.Nanoseconds,
            frame.OriginalLength,
            frame.LinkType,
            frame.File,
            frame.Interface,
            frame.IsTimeless
        );
}
