using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>The PROXY protocol: a header in front of a stream, behind which the stream is that of another application.</summary>
public sealed class ProxyApplication : IApplication
{
    /// <inheritdoc/>
    public string Name => ProxyHeader.Name;

    /// <inheritdoc/>
    public ReadOnlySpan<ushort> Ports => [];

    /// <inheritdoc/>
    public Recognition Recognize(in StreamOpening opening)
    {
        if (opening.FromInitiator.IsEmpty)
            return Recognition.NotMine;
        return ProxyHeader.Measure(opening.FromInitiator) switch
        {
            < 0 => Recognition.NotMine,
            0 => Recognition.NeedMore,
            _ => Recognition.Certain,
        };
    }

    /// <inheritdoc/>
    public IApplicationReader Open(ApplicationStream stream) => new Reader(stream);

    // It was recognised by a whole header, which comes again in pieces of the segments that brought it.
    private sealed class Reader(ApplicationStream stream) : IApplicationReader
    {
        private readonly OctetQueue _header = new(ApplicationStream.MostHead);

        public void OnOctets(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place)
        {
            if (!fromClient)
                return;
            int before = _header.Length;
            if (!_header.TryAdd(octets[..Math.Min(octets.Length, ApplicationStream.MostHead - before)], place))
                return;
            int length = ProxyHeader.Measure(_header.Octets);
            if (length <= 0)
                return;
            stream.Upgrade();
            if (length - before < octets.Length)
                stream.Feed(fromClient, octets[(length - before)..], place);
        }

        public void OnGap(bool fromClient, long length, StreamPlace place) { }
    }
}
