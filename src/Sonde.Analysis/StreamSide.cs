using System.Buffers;

namespace Sonde.Analysis;

/// <summary>One direction of a TCP stream, as far as cutting it into messages needs it.</summary>
/// <remarks>Memory: the octets of one unfinished message, at most <see cref="Limit"/>; nothing for streams of unknown protocols.</remarks>
internal sealed class StreamSide
{
    /// <summary>Longest message that is waited for.</summary>
    public const int Limit = 1 << 20;

    private const int Small = 256; // octets that stay with the stream; larger arrays are lent

    private byte[] _octets = [];
    private byte[] _spare = [];
    private int _taken;
    private int _length;

    /// <summary>The sequence number that continues what was taken.</summary>
    public uint Expected { get; set; }

    /// <summary>Octets of a message that are still to come and need not be kept: its beginning, which is, says all.</summary>
    public int Passing { get; private set; }

    /// <summary>The sequence number behind the unfinished message, where its length is known.</summary>
    public uint? MessageEnd { get; set; }

    /// <summary>What the protocol knows, see <see cref="Wire.LayerReader.IsContent"/>.</summary>
    public int State { get; set; }

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
            Grow(_length + octets.Length);
        octets.CopyTo(_octets.AsSpan(_length));
        _length += octets.Length;
        return true;
    }

    /// <summary>Marks octets as read; they stay in place until more are added, since messages still point to them.</summary>
    public void Take(int count) => _taken += count;

    /// <summary>Keeps the first octets of the message that waits and lets the rest pass.</summary>
    public void Pass(int kept, int rest)
    {
        _length = _taken + kept;
        Passing = rest;
    }

    /// <summary>Lets octets pass. Returns how many belong to the message.</summary>
    public int PassOn(int length)
    {
        int passing = Math.Min(Passing, length);
        Passing -= passing;
        return passing;
    }

    /// <summary>The beginning of a message that has passed. It stays in place while octets of the next message are added.</summary>
    public ReadOnlyMemory<byte> TakeKept()
    {
        ReadOnlyMemory<byte> kept = Pending;
        (_octets, _spare) = (_spare, _octets);
        _taken = _length = 0;
        return kept;
    }

    /// <summary>Gives back what the messages of the packet before needed. Nothing may be waiting.</summary>
    public void Release()
    {
        Release(ref _octets);
        Release(ref _spare);
        _taken = _length = 0;
    }

    private static void Release(ref byte[] octets)
    {
        if (octets.Length <= Small)
            return;
        ArrayPool<byte>.Shared.Return(octets);
        octets = [];
    }

    private void Grow(int needed)
    {
        byte[] grown =
            needed <= Small
                ? new byte[Math.Min(Small, needed * 2)]
                : ArrayPool<byte>.Shared.Rent(Math.Max(needed, Math.Min(Limit, _octets.Length * 2)));
        _octets.AsSpan(0, _length).CopyTo(grown);
        Release(ref _octets);
        _octets = grown;
    }

    /// <summary>Forgets the unfinished message.</summary>
    public void Clear() => _taken = _length = Passing = 0;
}
