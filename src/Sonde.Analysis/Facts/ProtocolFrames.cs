using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Counts the frames in which each protocol occurs, however often (what <c>frame.protocols</c> lists).</summary>
/// <remarks>Memory: two numbers a protocol.</remarks>
public sealed class ProtocolFrames(Protocols protocols) : IObserver
{
    private readonly long[] _frames = new long[protocols.Readers.Count];
    private readonly long[] _lastFrame = new long[protocols.Readers.Count];

    /// <summary>Frames by protocol name; protocols that do not occur are left out.</summary>
    public IEnumerable<KeyValuePair<string, long>> Counts =>
        protocols
            .Readers.Where(reader => _frames[reader.Id] > 0)
            .Select(reader => KeyValuePair.Create(reader.Name, _frames[reader.Id]));

    /// <inheritdoc/>
    public void OnPacket(in Packet packet)
    {
        long number = packet.Frame.Number;
        foreach (ref readonly LayerSpan layer in packet.Layers)
        {
            int id = layer.Reader.Id;
            if (_lastFrame[id] == number)
                continue;
            _lastFrame[id] = number;
            _frames[id]++;
        }
    }
}
