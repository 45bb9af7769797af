namespace Sonde.Capture;

/// <summary>Where and why the reading of a capture ended.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Offset">
/// Octets from the start of the (decompressed) file to the first record that was not read; the length of the file when
/// everything was.
/// </param>
/// <param name="Text">One clause for people, without the file's name.</param>
/// <param name="FramesRead">Frames handed out before the end; they stay valid.</param>
public sealed record CaptureEnd(EndReason Reason, long Offset, string Text, long FramesRead)
{
    /// <summary>The whole file was read.</summary>
    public bool IsComplete => Reason == EndReason.EndOfFile;
}
