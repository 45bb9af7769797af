namespace Sonde.Capture;

/// <summary>
/// Gathers writes and hands them on whole: what reaches the file ends where a record ends, so that a process that is
/// killed leaves a file without a cut record.
/// </summary>
/// <param name="to">Where they go.</param>
/// <param name="flushed">Hears when everything written so far has reached the file.</param>
internal sealed class WholeWrites(Stream to, Action flushed) : Stream
{
    // The longest record fits. Much more at once costs more: Linux then takes large pieces of fresh memory for its cache,
    // and writing of a megabyte at a time took twice the CPU time.
    private const int Capacity = 262_144 + 4_096;

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
        if (buffer.Length > Capacity - _count)
            Flush();
        if (buffer.Length > Capacity)
            Pass(buffer);
        else
        {
            buffer.CopyTo(_held.AsSpan(_count));
            _count += buffer.Length;
        }
        _length += buffer.Length;
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
