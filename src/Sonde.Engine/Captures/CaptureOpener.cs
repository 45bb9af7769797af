using Sonde.Capture;

namespace Sonde.Engine;

/// <summary>Opens what a question names: files by the path policy, URLs by the target policy, live captures by their
/// ids, standard input where there is one.</summary>
internal sealed class CaptureOpener(
    PathPolicy paths,
    Lazy<CaptureDownload> download,
    Func<Stream>? standardInput,
    Lazy<CaptureSessions> live
)
{
    private const string StandardInput = "-";

    /// <summary>Opens captures that are to be read as one.</summary>
    /// <exception cref="EngineException">One of them is refused, missing or unreadable.</exception>
    public OpenedCaptures Open(IReadOnlyList<string> named, long? packetLimit, CancellationToken cancel)
    {
        var found = new Found();
        try
        {
            foreach (string one in named)
                Find(one, found, cancel);
            string name = found.Sources.Count == 1 ? found.Sources[0].Name : string.Join(", ", named);
            var set = CaptureSet.Open(
                found.Sources,
                new CaptureLimits { Frames = packetLimit },
                leaveOutOthers: found.IsSearch || found.Sources.Count > 1
            );
            return new OpenedCaptures(set, name, found.Skipped, found.Fetched, found.Octets);
        }
        catch (Exception failure)
        {
            found.Fetched.ForEach(capture => capture.Dispose());
            if (failure is IOException { InnerException: EngineException fault })
                throw fault;
            throw;
        }
    }

    /// <summary>Opens the packets of a live capture.</summary>
    public static OpenedCaptures Open(LivePackets packets, long? packetLimit)
    {
        IReadOnlyList<CaptureSource> sources = Sources(packets);
        var limits = new CaptureLimits { Frames = packetLimit };
        return new OpenedCaptures(CaptureSet.Open(sources, limits), packets.Facts.CaptureId, [], [], []);
    }

    /// <summary>Where the packets of a live capture are read from, as often as this is asked.</summary>
    public static IReadOnlyList<CaptureSource> Sources(LivePackets packets) =>
        packets.Copy is { } copy
            ?
            [
                CaptureSource.OfStream(
                    new MemoryStream(copy.GetBuffer(), 0, (int)copy.Length, writable: false),
                    packets.Facts.CaptureId
                ),
            ]
            : [.. packets.Files.Select(file => CaptureSource.OfFile(file))];

    // Among several captures, one that cannot be opened is left out by the reader, which knows the system's exceptions only.
    private static FileStream OpenRead(CheckedPath file)
    {
        try
        {
            return file.OpenRead();
        }
        catch (EngineException fault)
        {
            throw new IOException(fault.Message, fault);
        }
    }

    private void Find(string one, Found found, CancellationToken cancel)
    {
        if (one == StandardInput && standardInput is not null)
        {
            found.Sources.Add(CaptureSource.OfStream(standardInput(), StandardInput));
            return;
        }
        if (CaptureUrl.IsUrl(one))
        {
            // Reading is no waiting kind of work, so the whole question waits for the transfer here.
            FetchedCapture capture = download.Value.FetchAsync(one, cancel).GetAwaiter().GetResult();
            found.Fetched.Add(capture);
            found.Sources.Add(capture.Source);
            found.Octets.Add(capture.OpenRead);
            return;
        }
        if (LivePlanning.LooksLikeId(one) && !Path.Exists(one))
        {
            found.Sources.AddRange(Sources(LivePackets.Of(live.Value, one, cancel)));
            return;
        }
        PathExpansion files = paths.Expand(one, cancel);
        found.IsSearch |= files.Files.Count != 1 || files.Files[0].Typed != one;
        found.Sources.AddRange(files.Files.Select(file => CaptureSource.OfFile(() => OpenRead(file), file.Path)));
        found.Octets.AddRange(files.Files.Select(file => (Func<Stream>)file.OpenRead));
        found.Skipped.AddRange(files.Skipped.Select(file => $"{file.Typed}: {file.Fault.Name()}"));
    }

    /// <summary>What has been found so far.</summary>
    private sealed class Found
    {
        public List<CaptureSource> Sources { get; } = [];
        public List<FetchedCapture> Fetched { get; } = [];
        public List<Func<Stream>> Octets { get; } = [];
        public List<string> Skipped { get; } = [];
        public bool IsSearch { get; set; }
    }
}
