using System.Runtime.CompilerServices;

namespace Sonde.Capture;

/// <summary>A window over a source: one reused buffer that is refilled in large reads.</summary>
/// <remarks>
/// Memory: the buffer grows by doubling while a record is being read, so only with octets that really came and never by
/// what a length field claims.
/// </remarks>
internal sealed class InputBuffer(IOctetSource source, int octets) : IDisposable
{
    private IOctetSource _source = source;
    private byte[] _buffer = GC.AllocateUninitializedArray<byte>(Math.Max(octets, 1024));
    private int _start;
    private int _end;

    /// <summary>Octets from the start of the (decompressed) file to the first one not taken yet.</summary>
    public long Offset { get; private set; }

    /// <summary>Octets taken from the file itself so far, for progress.</summary>
    public long SourcePosition => _source.Position;

    /// <summary>Octets of the file itself; null where nobody knows.</summary>
    public long? SourceTotal => _source.Total;

    /// <summary>Why the source broke off; null after a proper end.</summary>
    public SourceFault? Fault => _source.Fault;

    /// <summary>The file is compressed; octets and offsets are those inside.</summary>
    public bool IsCompressed { get; private set; }

    /// <summary>Octets that lie in the buffer.</summary>
    public int Available => _end - _start;

    /// <summary>Makes <paramref name="count"/> octets available; false when the source ends before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Has(int count) => _end - _start >= count || Fill(count);

    /// <summary>The octets in the buffer from the first one not taken; as many as <see cref="Has"/> promised.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Peek(int count) => _buffer.AsSpan(_start, count);

    /// <summary>
    /// Takes octets that <see cref="Has"/> promised. They stay where they are until the next call of <see cref="Has"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(int count)
    {
        _start += count;
        Offset += count;
    }

    /// <summary>Where the first octet that was not taken lies, for <see cref="At"/>.</summary>
    public int Mark => _start;

    /// <summary>Octets from a mark on, taken or not; valid until the next call of <see cref="Has"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> At(int mark, int count) => _buffer.AsSpan(mark, count);

    /// <summary>Takes octets without keeping them; false when the source ends before.</summary>
    public bool Skip(long count)
    {
        while (count > 0)
        {
            if (!Has(1))
                return false;
            int part = (int)Math.Min(count, Available);
            Take(part);
            count -= part;
        }
        return true;
    }

    /// <summary>Reads what the octets decompress to from here on; nothing may have been taken yet.</summary>
    public void Decompress()
    {
        _source = new GzipSource(_source, _buffer.AsSpan(_start, Available));
        _start = 0;
        _end = 0;
        IsCompressed = true;
    }

    public void Dispose()
    {
        _source.Dispose();
        _buffer = [];
        _start = 0;
        _end = 0;
    }

    private bool Fill(int count)
    {
        while (_end - _start < count)
        {
            MakeRoom();
            int read = _source.Read(_buffer.AsSpan(_end));
            _end += read;
            if (read == 0)
                return false; // for now: a growing file may have more when asked again
        }
        return true;
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }
        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, (int)Math.Min(Array.MaxLength, _buffer.Length * 2L));
    }
}
