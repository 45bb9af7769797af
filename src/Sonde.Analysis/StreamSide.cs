namespace Sonde.Analysis;

/// <summary>One direction of a TCP stream, as far as cutting it into messages needs it.</summary>
/// <remarks>Memory: the octets of one unfinished message, at most <see cref="Limit"/>; nothing for streams of unknown protocols.</remarks>
internal sealed class StreamSide
{
    /// <summary>Longest message that is waited for.</summary>
    public const int Limit = 1 << 20;

    private byte[] _octets = [];
    private int _taken;
    private int _length;

    /// <summary>The sequence number that continues what was taken.</summary>
    public uint Expected { get; set; }

    /// <summary>No message is unfinished.</summary>
    public bool IsEmpty => _length == _taken;

    /// <summary>The unfinished message and what follows it.</summary>
    public ReadOnlyMemory<byte> Pending => _octets.AsMemory(_taken, _length - _taken);

    /// <summary>Adds octets. False when they grow beyond the limit; all are dropped then.</summary>
    public bool Append(ReadOnlySpan<byte> octets)
    {
        if (_taken > 0)
        {
            _octets.AsSpan(_taken, _length - _taken).CopyTo(_octets);
            _length -= _taken;
            _taken = 0;
        }
        if (_length + octets.Length > Limit)
        {
            Clear();
            return false;
        }
        if (_length + octets.Length > _octets.Length)
            Array.Resize(ref _octets, Math.Max(_length + octets.Length, Math.Min(Limit, _octets.Length * 2)));
        octets.CopyTo(_octets.AsSpan(_length));
        _length += octets.Length;
        return true;
    }

    /// <summary>Marks octets as read; they stay in place until more are added, since messages still point to them.</summary>
    public void Take(int count) => _taken += count;

    /// <summary>Forgets the unfinished message.</summary>
    public void Clear() => _taken = _length = 0;
}
