using System.Security.Cryptography;
using Sonde.Capture;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Captures that are being read as one.</summary>
/// <param name="set">The captures.</param>
/// <param name="name">Their name for answers.</param>
/// <param name="notFound">Files that are not read, each with the reason.</param>
/// <param name="fetched">Captures from the web, kept as long as this.</param>
/// <param name="octets">Opens each file from its start once more; a pipe has no entry.</param>
internal sealed class OpenedCaptures(
    CaptureSet set,
    string name,
    IReadOnlyList<string> notFound,
    IReadOnlyList<FetchedCapture> fetched,
    IReadOnlyList<Func<Stream>> octets
) : IDisposable
{
    private const int HashChunk = 1 << 18;
    private const int ReasonsShown = 3;

    /// <summary>The name for answers.</summary>
    public string Name => name;

    /// <summary>The files in reading order.</summary>
    public IReadOnlyList<CaptureFile> Files => set.Files;

    /// <summary>Files of a folder or pattern that are not read, each with the reason.</summary>
    public IReadOnlyList<string> Skipped =>
        [.. notFound, .. set.LeftOut.Select(file => $"{Path.GetFileName(file.Name)}: {file.Text}")];

    /// <summary>Octets read so far.</summary>
    public long OctetsRead => set.OctetsRead;

    /// <summary>Octets there are; null when unknown.</summary>
    public long? OctetsTotal => set.OctetsTotal;

    /// <summary>Every file was read to its end.</summary>
    public bool IsComplete => set.End is { IsComplete: true };

    /// <summary>The packet limit ended the reading.</summary>
    public bool LimitWasReached => set.End is { Reason: EndReason.LimitReached };

    /// <summary>Where and why the reading ended early; null at the end.</summary>
    public string? Ended =>
        IsComplete ? null
        : set.End is null ? "the rest was not needed for the answer"
        : set.Files.Count == 1 ? $"{set.End.Text} (at octet {set.End.Offset})"
        : set.End.Text;

    /// <summary>Packets that the capturing machines say they dropped; null when no file says.</summary>
    public long? PacketsDropped
    {
        get
        {
            ulong? sum = null;
            foreach (CaptureInterface one in set.Files.SelectMany(file => file.Interfaces))
            {
                if (one.Dropped is not null || one.DroppedBySystem is not null)
                    sum = Plus(Plus(sum ?? 0, one.Dropped ?? 0), one.DroppedBySystem ?? 0);
            }
            return sum is { } dropped ? (long)Math.Min(dropped, long.MaxValue) : null;

            // a file may claim any number
            static ulong Plus(ulong one, ulong other) => other > ulong.MaxValue - one ? ulong.MaxValue : one + other;
        }
    }

    /// <summary>What the file of the last frame says beside its frames, so far.</summary>
    public CaptureNotes? Current => set.Current?.Notes;

    /// <summary>Reads the next frame.</summary>
    public bool TryRead(out Frame frame) => set.TryRead(out frame);

    /// <summary>Turns files without anything to read into a fault, unless they are whole captures that are simply empty.</summary>
    /// <exception cref="EngineException">No file is a capture.</exception>
    public void ThrowIfNothingWasRead()
    {
        if (set.FramesRead > 0)
            return;
        if (set.Files.Count == 0)
            throw new EngineException(
                EngineFault.UnsupportedFormat,
                $"{Quote.Text(name)} holds no capture that can be read{Reasons()}.",
                "Name a folder or pattern with pcap or pcapng files."
            );
        foreach (CaptureFile file in set.Files)
        {
            if (file.End is not { Reason: EndReason.NotACapture or EndReason.Unsupported or EndReason.Empty })
                return;
        }
        throw new EngineException(
            EngineFault.UnsupportedFormat,
            $"{Quote.Text(Path.GetFileName(set.Files[0].Name))} cannot be read as a capture: {set.Files[0].End!.Text}.",
            "Give a pcap or pcapng file, plain or gzip; other formats can be converted with editcap."
        );
    }

    private string Reasons()
    {
        IReadOnlyList<string> skipped = Skipped;
        string more = skipped.Count > ReasonsShown ? $"; and {skipped.Count - ReasonsShown} more" : "";
        return skipped.Count == 0
            ? ""
            : ": " + string.Join("; ", skipped.Take(ReasonsShown).Select(one => Quote.Clean(one))) + more;
    }

    /// <summary>SHA-256 of the one file that is read, in hexadecimal; null when there are several or it is a pipe.</summary>
    public string? Hash(CancellationToken cancel)
    {
        if (octets is not [var open] || set.Files.Count != 1)
            return null;
        using Stream stream = open();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] chunk = new byte[HashChunk];
        for (int read; (read = stream.Read(chunk)) > 0; )
        {
            cancel.ThrowIfCancellationRequested();
            hash.AppendData(chunk, 0, read);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public void Dispose()
    {
        set.Dispose();
        foreach (FetchedCapture capture in fetched)
            capture.Dispose();
    }
}
