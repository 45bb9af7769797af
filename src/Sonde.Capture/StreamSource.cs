namespace Sonde.Capture;

/// <summary>A stream read once from where it stands: standard input, a pipe, a response.</summary>
internal sealed class StreamSource(Stream stream) : IOctetSource
{
    public long Position { get; private set; }

    public long? Total { get; } = stream.CanSeek ? stream.Length - stream.Position : null;

    public SourceFault? Fault { get; private set; }

    public int Read(Span<byte> into)
    {
        try
        {
            int count = stream.Read(into);
            Position += count;
            return count;
        }
        catch (IOException e)
        {
            Fault = new SourceFault(EndReason.ReadFailed, e.Message);
            return 0;
        }
    }

    public void Dispose() => stream.Dispose();
}
