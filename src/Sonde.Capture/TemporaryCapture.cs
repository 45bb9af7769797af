using Microsoft.Win32.SafeHandles;

namespace Sonde.Capture;

/// <summary>A capture that came over the network and is kept in a private file until it is answered.</summary>
/// <remarks>
/// The file has a random name, is readable by this user only, and loses its name as soon as it is open: nothing is left
/// behind, whatever happens to the process.
/// </remarks>
public sealed class TemporaryCapture : IDisposable
{
    private const int Chunk = 128 * 1024;

    private readonly FileStream _file;

    private TemporaryCapture(FileStream file, string name, long length)
    {
        _file = file;
        Length = length;
        Source = CaptureSource.OfHandle(file.SafeFileHandle, name);
    }

    /// <summary>Octets received.</summary>
    public long Length { get; }

    /// <summary>What a reader opens; valid until this is disposed.</summary>
    public CaptureSource Source { get; }

    /// <summary>Receives a stream to its end.</summary>
    /// <param name="from">An open, already permitted connection; the caller closes it.</param>
    /// <param name="name">What answers call the capture, such as its address.</param>
    /// <param name="limits">How large and how slow it may be.</param>
    /// <param name="cancel">Breaks off the transfer; nothing is kept.</param>
    /// <exception cref="TransferLimitException">It is too large or too slow.</exception>
    /// <exception cref="IOException">The connection broke, or there is no room.</exception>
    public static async Task<TemporaryCapture> ReceiveAsync(
        Stream from,
        string name,
        TransferLimits limits,
        CancellationToken cancel = default
    )
    {
        FileStream file = Create(limits.Folder);
        try
        {
            long length = await CopyAsync(from, file.SafeFileHandle, limits, cancel);
            return new TemporaryCapture(file, name, length);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>The octets from the start, for checksums; several streams may be open.</summary>
    public Stream OpenRead() => new SourceStream(new FileSource(_file.SafeFileHandle, ownsHandle: false), []);

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static async Task<long> CopyAsync(
        Stream from,
        SafeFileHandle to,
        TransferLimits limits,
        CancellationToken cancel
    )
    {
        using var clock = new CancellationTokenSource(limits.Time, limits.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancel);
        byte[] chunk = new byte[Chunk];
        long length = 0;
        try
        {
            for (int count; (count = await from.ReadAsync(chunk, either.Token)) > 0; length += count)
            {
                if (length + count > limits.Octets)
                    throw new TransferLimitException(false, $"the capture is larger than {limits.Octets} octets");
                await RandomAccess.WriteAsync(to, chunk.AsMemory(0, count), length, either.Token);
            }
        }
        catch (OperationCanceledException) when (clock.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new TransferLimitException(true, $"the capture took longer than {limits.Time.TotalSeconds:0.#} s");
        }
        return length;
    }

    private static FileStream Create(string? folder)
    {
        string path = Path.Combine(folder ?? Path.GetTempPath(), "sonde-" + Path.GetRandomFileName());
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
        };
        if (OperatingSystem.IsWindows()) // there the name of an open file cannot be removed
        {
            options.Options = FileOptions.DeleteOnClose;
            return new FileStream(path, options);
        }
        options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        File.Delete(path);
        return file;
    }
}
