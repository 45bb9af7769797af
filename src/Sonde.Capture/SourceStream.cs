namespace Sonde.Capture;

/// <summary>A source as the framework's streams want it: read once, forward.</summary>
/// <param name="source">What is left to read; closed with the stream.</param>
/// <param name="front">Octets that were taken from it before and come first.</param>
internal sealed class SourceStream(IOctetSource source, byte[] front) : Stream
{
    private int _given; // of the octets in front

    /// <summary>The source has said that it has no more.</summary>
    public bool HasEnded { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (_given < front.Length)
        {
            int part = Math.Min(buffer.Length, front.Length - _given);
            front.AsSpan(_given, part).CopyTo(buffer);
            _given += part;
            return part;
        }
        int count = source.Read(buffer);
        HasEnded = count == 0;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            source.Dispose();
        base.Dispose(disposing);
    }
}
