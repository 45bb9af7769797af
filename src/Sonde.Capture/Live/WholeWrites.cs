namespace Sonde.Capture;

/// <summary>
/// Gathers writes and hands them on whole: what reaches the file ends where a record ends, so that a process that is
/// killed leaves a file without a cut record.
/// </summary>
/// <param name="to">Where they go.</param>
/// <param name="flushed">Hears when everything written so far has reached the file.</param>
internal sealed class WholeWrites(Stream to, Action flushed) : Stream
{
    // The longest record fits.
    private const int Capacity = 262_144 + 4_096;

    // Octets that are written at once, unless a record alone is longer. Linux gives its cache one piece of memory for
    // each write: large ones have to be fresh memory, which took up to four times the CPU time.
    private const int Usual = 65_536;

    private readonly byte[] _held = new byte[Capacity];
    private int _count;
    private long _length;
    private long _reached;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => _length;

    /// <inheritdoc/>
    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (buffer.Length <= Capacity)
        {
            buffer.CopyTo(Room(buffer.Length));
            return;
        }
        Flush();
        Pass(buffer);
        _length += buffer.Length;
    }

    /// <summary>Room for a record, which counts as written and is filled before the next call.</summary>
    /// <param name="length">Its octets.</param>
    /// <returns>The room; empty when a record of this length has to be handed over whole.</returns>
    public Span<byte> Room(int length)
    {
        if (length > Capacity)
            return default;
        if (_count > 0 && length > Usual - _count)
            Flush();
        Span<byte> room = _held.AsSpan(_count, length);
        _count += length;
        _length += length;
        return room;
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
        int count = _count;
        _count = 0; // what cannot be written now is not tried again when the file is closed
        Pass(_held.AsSpan(0, count));
        flushed();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    // A disk that is full takes a part: that part is taken back, so that the file ends with a whole record.
    private void Pass(ReadOnlySpan<byte> octets)
    {
        try
        {
            to.Write(octets);
            to.Flush();
            _reached += octets.Length;
        }
        catch (IOException)
        {
            if (to.CanSeek)
                to.SetLength(_reached);
            throw;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        try
        {
            if (disposing)
                Flush();
        }
        finally
        {
            if (disposing)
                to.Dispose();
            base.Dispose(disposing);
        }
    }
}
