namespace Sonde.Engine;

/// <summary>A capture that a server is sending.</summary>
/// <remarks>The limits on size and time hold until this is disposed.</remarks>
public sealed class RemoteCapture : IDisposable
{
    private readonly IDisposable[] _owned;

    internal RemoteCapture(Uri location, long? length, Stream content, params IDisposable[] owned)
    {
        Location = location;
        Length = length;
        Content = content;
        _owned = owned;
    }

    /// <summary>Where it came from in the end, redirects followed.</summary>
    public Uri Location { get; }

    /// <summary>Octets the server announced; null when it did not.</summary>
    public long? Length { get; }

    /// <summary>The octets, to be read once. Reading throws <see cref="EngineException"/> when a limit is reached or
    /// the connection breaks.</summary>
    public Stream Content { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Content.Dispose();
        foreach (IDisposable one in _owned)
            one.Dispose();
    }
}
