using Sonde.Capture;

namespace Sonde.Engine;

/// <summary>Opens what a question names: files by the path policy, standard input, URLs by the target policy.</summary>
internal sealed class CaptureOpener(SondeConfig config, PathPolicy paths, Func<Stream>? standardInput)
{
    public OpenedCaptures Open(IReadOnlyList<string> sources, long? packetLimit, CancellationToken cancel)
    {
        _ = config;
        cancel.ThrowIfCancellationRequested();
        var limits = new CaptureLimits { Frames = packetLimit };
        if (sources is ["-"] && standardInput is not null)
            return new OpenedCaptures(CaptureReader.Open(standardInput(), "-", limits), "-", null);
        CheckedPath path = paths.Check(sources[0]);
        FileStream stream = path.OpenRead();
        return new OpenedCaptures(CaptureReader.Open(stream, path.Path, limits), path.Path, stream.Length);
    }
}
