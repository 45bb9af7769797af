using System.IO.Compression;

namespace Sonde.Capture;

/// <summary>The octets inside a gzip file (RFC 1952), all its members one after the other.</summary>
internal sealed class GzipSource : IOctetSource
{
    // what the decompressor made in a call that then fails is lost, so calls are kept short
    private const int MostAtOnce = 16 * 1024;

    private readonly IOctetSource _inner;
    private readonly SourceStream _compressed;
    private readonly GZipStream _gzip;

    /// <summary>Decompresses what is left of a source, with octets in front that were taken from it already.</summary>
    public GzipSource(IOctetSource inner, ReadOnlySpan<byte> taken)
    {
        _inner = inner;
        _compressed = new SourceStream(inner, taken.ToArray());
        _gzip = new GZipStream(_compressed, CompressionMode.Decompress);
    }

    public long Position => _inner.Position;

    public long? Total => _inner.Total;

    public SourceFault? Fault { get; private set; }

    /// <summary>The start of a file is that of a gzip member: magic, and deflate as the method.</summary>
    public static bool Recognises(ReadOnlySpan<byte> octets) =>
        octets.Length >= 3 && octets[0] == 0x1f && octets[1] == 0x8b && octets[2] == 8;

    public int Read(Span<byte> into)
    {
        if (Fault is not null)
            return 0;
        try
        {
            int count = _gzip.Read(into[..Math.Min(into.Length, MostAtOnce)]);
            if (count == 0)
                Fault = _inner.Fault;
            return count;
        }
        catch (InvalidDataException)
        {
            Fault =
                _inner.Fault
                ?? (
                    _compressed.HasEnded
                        ? new SourceFault(EndReason.Truncated, "the compressed data stop before their end")
                        : new SourceFault(EndReason.Damaged, "the compressed data are damaged")
                );
            return 0;
        }
    }

    public void Dispose()
    {
        _gzip.Dispose();
        _inner.Dispose();
    }
}
