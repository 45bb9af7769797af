namespace Sonde.Engine;

/// <summary>The body of a response, counted, and ended by the limits of the download.</summary>
internal sealed class DownloadStream(Stream body, string host, DownloadLimits limits) : Stream
{
    private long _octets;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _octets;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limits.Token, cancellationToken);
        try
        {
            int count = await body.ReadAsync(buffer, either.Token);
            _octets += count;
            return _octets <= limits.Octets ? count : throw limits.TooLarge();
        }
        catch (OperationCanceledException) when (limits.IsTimeUp)
        {
            throw limits.TooSlow();
        }
        catch (IOException failure)
        {
            throw new EngineException(
                EngineFault.LookupFailed,
                $"The connection to {Quote.Text(host)} broke after {_octets} octets of the capture.",
                "Ask again.",
                cause: failure
            );
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // Only the waiting kind of read can be ended by the clock.
    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            body.Dispose();
        base.Dispose(disposing);
    }
}
