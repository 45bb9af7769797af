using System.Diagnostics;

namespace Sonde.Mcp;

/// <summary>
/// Standard input whose end is held back until every request before it has its answer: a script that writes its
/// requests and closes the pipe gets all of them answered, where the transport would stop at once.
/// </summary>
internal sealed class RequestStream(Stream inner, Requests requests) : Stream
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestForTakingUp = TimeSpan.FromSeconds(2); // lines that are no messages never are
    private static readonly TimeSpan LongestForAnswering = TimeSpan.FromSeconds(60); // the client may be gone for good

    private int _lines;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // Reading standard input blocks a thread and hears of no cancellation; the waiting does.
        int octets = await Task.Run(() => inner.Read(buffer.Span), cancellationToken).WaitAsync(cancellationToken);
        _lines += buffer.Span[..octets].Count((byte)'\n');
        if (octets == 0)
            await AnswersAsync(cancellationToken);
        return octets;
    }

    private async Task AnswersAsync(CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        while (
            requests.Seen < _lines && watch.Elapsed < LongestForTakingUp
            || requests.Open > 0 && watch.Elapsed < LongestForAnswering
        )
            await Task.Delay(Look, cancel);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
