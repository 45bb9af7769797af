using System.Security.Cryptography;
using Sonde.Capture;

namespace Sonde.Engine;

/// <summary>Opens what a question names: files by the path policy, standard input where there is one.</summary>
internal sealed class CaptureOpener(PathPolicy paths, Func<Stream>? standardInput)
{
    private const string StandardInput = "-";
    private const int HashChunk = 1 << 18;

    /// <summary>Opens captures that are to be read as one.</summary>
    /// <exception cref="EngineException">One of them is refused, missing or unreadable.</exception>
    public OpenedCaptures Open(IReadOnlyList<string> named, long? packetLimit, CancellationToken cancel)
    {
        List<CaptureSource> sources = [];
        List<string> skipped = [];
        bool isSearch = false;
        foreach (string one in named)
        {
            if (one == StandardInput && standardInput is not null)
            {
                sources.Add(CaptureSource.OfStream(standardInput(), StandardInput));
                continue;
            }
            PathExpansion found = paths.Expand(one, cancel);
            isSearch |= found.Files.Count != 1 || found.Files[0].Typed != one;
            sources.AddRange(found.Files.Select(file => CaptureSource.OfFile(file.OpenRead, file.Path)));
            skipped.AddRange(found.Skipped.Select(file => $"{file.Typed}: {file.Fault.Name()}"));
        }
        string name = sources.Count == 1 ? sources[0].Name : string.Join(", ", named);
        var set = CaptureSet.Open(sources, new CaptureLimits { Frames = packetLimit }, leaveOutOthers: isSearch);
        return new OpenedCaptures(set, name, skipped);
    }

    /// <summary>SHA-256 of the one file that is named, in hexadecimal; null when there are several or it is a pipe.</summary>
    public string? HashOf(IReadOnlyList<string> named, CancellationToken cancel)
    {
        if (named is not [var one] || one == StandardInput || paths.Expand(one, cancel).Files is not [var file])
            return null;
        using FileStream stream = file.OpenRead();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] chunk = new byte[HashChunk];
        for (int read; (read = stream.Read(chunk)) > 0; )
        {
            cancel.ThrowIfCancellationRequested();
            hash.AppendData(chunk, 0, read);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
