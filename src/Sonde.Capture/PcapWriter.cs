using System.Buffers.Binary;
using Sonde.Wire;

namespace Sonde.Capture;

/// <summary>Writes the pcap format, version 2.4, little-endian.</summary>
/// <remarks>Nothing is allocated per frame; the stream should buffer. Not for use by several threads.</remarks>
public sealed class PcapWriter : IDisposable
{
    private const int RecordHeader = 16;

    private readonly Stream _to;
    private readonly int _linkType;
    private readonly bool _nanoseconds;

    /// <summary>Begins a file.</summary>
    /// <param name="to">Where it goes; closed with the writer.</param>
    /// <param name="linkType">LINKTYPE_ value of all its frames.</param>
    /// <param name="snapLength">Octets kept of a frame at most; what a reader is told.</param>
    /// <param name="nanoseconds">Keep nanoseconds; otherwise times are cut to microseconds, which older readers need.</param>
    public PcapWriter(Stream to, int linkType, uint snapLength = 262_144, bool nanoseconds = true)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(linkType);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(linkType, ushort.MaxValue);
        _to = to;
        _linkType = linkType;
        _nanoseconds = nanoseconds;
        Span<byte> header = stackalloc byte[PcapHeader.CommonLength];
        header.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(header, nanoseconds ? 0xa1b2_3c4d : 0xa1b2_c3d4);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header[6..], 4);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], snapLength);
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], (uint)linkType);
        to.Write(header);
    }

    /// <summary>Frames written.</summary>
    public long FramesWritten { get; private set; }

    /// <summary>
    /// Writes a frame; false when the format cannot hold it: another link type, no time or one outside 1970 to 2106.
    /// </summary>
    public bool TryWrite(in Frame frame)
    {
        if (frame.LinkType != _linkType || frame.IsTimeless)
            return false;
        long seconds = Math.DivRem(frame.At.Nanoseconds, Timestamp.PerSecond, out long below);
        if (frame.At.Nanoseconds < 0 || seconds > uint.MaxValue || frame.OriginalLength > uint.MaxValue)
            return false;
        Span<byte> header = stackalloc byte[RecordHeader];
        BinaryPrimitives.WriteUInt32LittleEndian(header, (uint)seconds);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], (uint)(_nanoseconds ? below : below / 1000));
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], (uint)frame.Octets.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[12..], (uint)frame.OriginalLength);
        _to.Write(header);
        _to.Write(frame.Octets);
        FramesWritten++;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _to.Dispose();
}
