namespace Sonde.Capture;

/// <summary>A file format: finds one frame after the other in an input buffer.</summary>
internal interface IFrameFormat
{
    /// <summary>Which format, and which kind of it.</summary>
    CaptureFileType FileType { get; }

    /// <summary>The interfaces known so far, over all sections.</summary>
    List<CaptureInterface> Interfaces { get; }

    /// <summary>Comments of the frame found last; as many as its record says.</summary>
    List<string> PacketComments { get; }

    /// <summary>Why there are no more frames; null as long as there may be.</summary>
    FormatEnd? End { get; }

    /// <summary>Finds the next frame; false when there is none, and <see cref="End"/> says why.</summary>
    bool TryAdvance(ref FrameRecord record);
}

/// <summary>Why a format reader stopped, and at which octet.</summary>
internal sealed record FormatEnd(EndReason Reason, long Offset, string Text)
{
    /// <summary>The end of the input between records, or within one that has begun.</summary>
    public static FormatEnd OfInput(InputBuffer input) =>
        input.Available == 0 && input.Fault is null
            ? new FormatEnd(EndReason.EndOfFile, input.Offset, "the whole file was read")
            : OfCutInput(input);

    /// <summary>The end of the input within a record: a fault of the source, or a cut.</summary>
    public static FormatEnd OfCutInput(InputBuffer input) =>
        input.Fault is { } fault
            ? new FormatEnd(fault.Reason, input.Offset, fault.Text)
            : new FormatEnd(EndReason.Truncated, input.Offset, "the file stops in the middle of a record");
}
