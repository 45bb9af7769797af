using Sonde.Analysis;
using Sonde.Capture;

namespace Sonde.Engine;

/// <summary>A capture that was read: what the pass counted, and what the files say of themselves.</summary>
/// <param name="Name">The capture's name for answers: the path followed through links, or what was typed for several.</param>
/// <param name="Pass">What was counted.</param>
/// <param name="Files">The files, in reading order.</param>
/// <param name="Coverage">What was read and what not.</param>
internal sealed record CaptureReading(string Name, Pass Pass, IReadOnlyList<CaptureFile> Files, Coverage Coverage)
{
    /// <summary>SHA-256 of the file in hexadecimal; null unless asked for, and for several files or a pipe.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Octets of all files; null where nobody knows, as of a pipe.</summary>
    public long? SizeOfFiles
    {
        get
        {
            long? size = 0;
            foreach (CaptureFile file in Files)
                size += file.OctetsTotal;
            return size;
        }
    }

    /// <summary>The sentence that a summary ends with when a part of the capture is missing; else nothing.</summary>
    public string Shortfall
    {
        get
        {
            string unread = Coverage.LinkTypesNotRead is { } types
                ? $" Not read, because of their link type: {string.Join("; ", types)}."
                : "";
            if (Coverage.Complete)
                return unread;
            if (Coverage.Ended is { } ended)
                return $"{unread} Not all was read: {ended}.";
            return $"{unread} {Coverage.FilesSkipped?.Count} files were left out because they are no captures.";
        }
    }
}
