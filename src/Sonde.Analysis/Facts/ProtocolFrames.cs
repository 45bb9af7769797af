using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Counts the frames in which each protocol occurs, however often (what <c>frame.protocols</c> lists).</summary>
/// <remarks>Memory: two numbers a protocol.</remarks>
public sealed class ProtocolFrames(Protocols protocols) : IObserver
{
    private readonly LayerReader? _http = protocols.Find(Http.Name);
    private readonly LayerReader? _http2 = protocols.Find(Http2.Name);
    private readonly long[] _frames = new long[protocols.Readers.Count];
    private readonly long[] _lastFrame = new long[protocols.Readers.Count];
    private readonly SortedDictionary<string, long> _beyond = new(StringComparer.Ordinal); // of protocols that are no layers

    /// <summary>Frames by protocol name; protocols that do not occur are left out.</summary>
    public IEnumerable<KeyValuePair<string, long>> Counts
    {
        get
        {
            foreach (LayerReader reader in protocols.Readers)
            {
                if (_frames[reader.Id] > 0)
                    yield return KeyValuePair.Create(reader.Name, _frames[reader.Id]);
            }
            foreach (KeyValuePair<string, long> count in _beyond)
                yield return count;
        }
    }

    /// <summary>Adds frames that carry a protocol inside another that was decrypted.</summary>
    public void Add(string protocol, IEnumerable<long> frames)
    {
        int count = new HashSet<long>(frames).Count;
        if (protocols.Find(protocol) is { } reader)
            _frames[reader.Id] += count;
        else if (count > 0)
            _beyond[protocol] = _beyond.GetValueOrDefault(protocol) + count;
    }

    /// <inheritdoc/>
    public void OnPacket(in Packet packet)
    {
        long number = packet.Frame.Number;
        foreach (ref readonly LayerSpan layer in packet.Layers)
        {
            Count(layer.Reader.Id, number);
            if (layer.Reader == _http2 && _http is not null && IsOnPortOfHttp(packet.Layers))
                Count(_http.Id, number);
        }
    }

    // On the ports of HTTP/1 Wireshark lists both: what reads HTTP/1 is asked first, and hands over.
    private bool IsOnPortOfHttp(ReadOnlySpan<LayerSpan> layers)
    {
        foreach (ref readonly LayerSpan layer in layers)
        {
            NextLayer next = layer.Following;
            if (next.Space != NextSpace.TcpPort)
                continue;
            if (
                protocols.Find(NextSpace.TcpPort, next.First) == _http
                || protocols.Find(NextSpace.TcpPort, next.Second) == _http
            )
                return true;
        }
        return false;
    }

    private void Count(int id, long number)
    {
        if (_lastFrame[id] == number)
            return;
        _lastFrame[id] = number;
        _frames[id]++;
    }
}
