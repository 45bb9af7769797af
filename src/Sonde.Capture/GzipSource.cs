using System.IO.Compression;

namespace Sonde.Capture;

/// <summary>The octets inside a gzip file (RFC 1952), all its members one after the other.</summary>
internal sealed class GzipSource : IOctetSource
{
    // what the decompressor made in a call that then fails is lost, so calls are kept short
    private const int MostAtOnce = 16 * 1024;

    private readonly GzipInput _input;
    private readonly GZipStream _gzip;
    private long _inflated;

    /// <summary>Decompresses what is left of a source, with octets in front that were taken from it already.</summary>
    public GzipSource(IOctetSource inner, ReadOnlySpan<byte> taken)
    {
        _input = new GzipInput(inner);
        _input.Watch(taken[1..]); // the start of the first member is none that follows
        _gzip = new GZipStream(new SourceStream(_input, taken.ToArray()), CompressionMode.Decompress);
    }

    public long Position => _input.Position;

    public long? Total => _input.Total;

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
            _inflated += count;
            if (count == 0)
                Fault = FaultAtEnd();
            return count;
        }
        catch (InvalidDataException)
        {
            Fault =
                _input.Fault
                ?? (_input.HasEnded ? Cut : new SourceFault(EndReason.Damaged, "the compressed data are damaged"));
            return 0;
        }
    }

    public void Dispose()
    {
        _gzip.Dispose();
        _input.Dispose();
    }

    private static SourceFault Cut => new(EndReason.Truncated, "the compressed data stop before their end");

    private SourceFault? FaultAtEnd()
    {
        if (_input.Fault is { } fault)
            return fault;
        if (!_input.HasEnded) // the decompressor asks for more after a member, unless it has seen something else there
            return new SourceFault(EndReason.Damaged, "other octets follow the compressed data");
        return _input.EndsAfter(_inflated) ? null : Cut;
    }
}
