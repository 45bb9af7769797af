using Sonde.Capture;

namespace Sonde.Engine;

/// <summary>A capture fetched from the web, in a private file that has no name and is gone with this.</summary>
public sealed class FetchedCapture : IDisposable
{
    private readonly TemporaryCapture _file;

    internal FetchedCapture(Uri location, TemporaryCapture file)
    {
        Location = location;
        _file = file;
    }

    /// <summary>Where it came from in the end, redirects followed.</summary>
    public Uri Location { get; }

    /// <summary>Octets received.</summary>
    public long Length => _file.Length;

    /// <summary>What a reader opens.</summary>
    internal CaptureSource Source => _file.Source;

    /// <summary>The octets from the start; several streams may be open.</summary>
    public Stream OpenRead() => _file.OpenRead();

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
