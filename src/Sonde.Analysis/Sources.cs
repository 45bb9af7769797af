namespace Sonde.Analysis;

/// <summary>The octets of datagrams and messages that were put together from several frames, for the packet at hand.</summary>
/// <remarks>Holds references to buffers that others own; emptied before the next packet.</remarks>
internal sealed class Sources
{
    private const int Limit = 255;
    private readonly List<ReadOnlyMemory<byte>> _octets = [];

    public ReadOnlySpan<byte> this[byte source] => _octets[source - 1].Span;

    /// <summary>Adds octets; returns their source number, or 0 when there are too many already.</summary>
    public byte Add(ReadOnlyMemory<byte> octets)
    {
        if (_octets.Count == Limit)
            return 0;
        _octets.Add(octets);
        return (byte)_octets.Count;
    }

    public void Clear()
    {
        if (_octets.Count > 0)
            _octets.Clear();
    }
}
