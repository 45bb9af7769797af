using Xunit;
using static Sonde.Capture.Tests.PcapOctets;

namespace Sonde.Capture.Tests;

public sealed class TemporaryCaptureTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("sonde-test-").FullName;
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task AReceivedCaptureIsReadAsOftenAsWanted()
    {
        byte[] file = Header().Record(Data(60)).Record(Data(70)).ToArray();

        using TemporaryCapture capture = await ReceiveAsync(new MemoryStream(file), file.Length);

        Assert.Equal(file.Length, capture.Length);
        for (int i = 0; i < 2; i++)
        {
            using CaptureSet set = CaptureSet.Open([capture.Source]);
            Assert.Equal([60, 70], Reading.All(set).Select(frame => frame.Octets.Length));
            Assert.Equal("http://example/x.pcap", set.Files[0].Name);
        }
        using var copy = new MemoryStream();
        await capture.OpenRead().CopyToAsync(copy, _cancel);
        Assert.Equal(file, copy.ToArray());
    }

    [Fact]
    public async Task NothingIsLeftWhileItIsInUse()
    {
        using TemporaryCapture capture = await ReceiveAsync(new MemoryStream(Header().ToArray()), 1000);

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public async Task ALargerFileIsBrokenOff()
    {
        TransferLimitException refusal = await Assert.ThrowsAsync<TransferLimitException>(() =>
            ReceiveAsync(new MemoryStream(new byte[1001]), 1000)
        );

        Assert.False(refusal.IsTime);
        Assert.Contains("1000 octets", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public async Task ASlowSenderIsBrokenOff()
    {
        var limits = new TransferLimits(1000, TimeSpan.FromMilliseconds(1)) { Folder = _folder };

        TransferLimitException refusal = await Assert.ThrowsAsync<TransferLimitException>(() =>
            TemporaryCapture.ReceiveAsync(new SilentStream(), "x", limits, _cancel)
        );

        Assert.True(refusal.IsTime);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public async Task ABrokenConnectionLeavesNothing()
    {
        await Assert.ThrowsAsync<IOException>(() => ReceiveAsync(new BreakingStream(), 1_000_000));

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public async Task ACancelledTransferIsCancelledAndNotSlow()
    {
        using var cancelled = new CancellationTokenSource();
        Task<TemporaryCapture> transfer = TemporaryCapture.ReceiveAsync(
            new SilentStream(),
            "x",
            new TransferLimits(1000, Long) { Folder = _folder },
            cancelled.Token
        );

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => transfer);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<TemporaryCapture> ReceiveAsync(Stream from, long most) =>
        TemporaryCapture.ReceiveAsync(
            from,
            "http://example/x.pcap",
            new TransferLimits(most, Long) { Folder = _folder },
            _cancel
        );

    /// <summary>Never says anything.</summary>
    private sealed class SilentStream : MemoryStream
    {
        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return 0;
        }
    }

    /// <summary>Breaks in the middle.</summary>
    private sealed class BreakingStream : MemoryStream
    {
        private int _reads;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            _reads++ == 0 ? ValueTask.FromResult(buffer.Length) : throw new IOException("the line broke");
    }
}
