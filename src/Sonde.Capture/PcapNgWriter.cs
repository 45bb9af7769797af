using System.Text;
using Sonde.Wire;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Capture;

/// <summary>Writes the pcapng format, one section, little-endian.</summary>
/// <remarks>Nothing is allocated per frame without a comment; the stream should buffer. Not for use by several threads.</remarks>
public sealed class PcapNgWriter : IDisposable
{
    private const int Comment = PcapNgOptions.Comment;

    private const int FrameOverhead = 32; // an enhanced packet block's header and the repeated length

    private readonly Stream _to;
    private readonly WholeWrites? _inPlace;
    private readonly PcapNgBlockBuilder _block = new();
    private readonly List<InterfaceDescription> _interfaces = [];

    /// <summary>Begins a file.</summary>
    /// <param name="to">Where it goes; closed with the writer.</param>
    /// <param name="section">Which machine and program write it; its byte order is not taken over.</param>
    /// <param name="comments">Remarks on the whole file.</param>
    public PcapNgWriter(Stream to, CaptureSection? section = null, params IEnumerable<string> comments)
    {
        _to = to;
        _inPlace = to as WholeWrites;
        _block.Begin(PcapNgBlock.SectionHeader).U32(0x1a2b_3c4d).U16(1).U16(0).U64(ulong.MaxValue);
        foreach (string comment in comments)
            _block.Option(Comment, comment);
        _block.Option(2, section?.Hardware).Option(3, section?.OperatingSystem).Option(4, section?.Application);
        _block.EndOfOptions().WriteTo(to);
    }

    /// <summary>Frames written.</summary>
    public long FramesWritten { get; private set; }

    /// <summary>Declares an interface and gives its index, which its frames name.</summary>
    public int Add(InterfaceDescription on)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(on.LinkType);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(on.LinkType, ushort.MaxValue);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(on.Unit.Exponent, 9);
        ArgumentOutOfRangeException.ThrowIfEqual(on.Unit.IsBinary, true);
        _block.Begin(PcapNgBlock.Interface).U16(on.LinkType).U16(0).U32(on.SnapLength);
        _block.Option(Comment, on.Comment).Option(2, on.Name).Option(3, on.Description).Option(8, on.BitsPerSecond);
        _block.Option(9, [on.Unit.ToOption()]);
        if (on.Filter is not null)
            _block.Option(11, "\0" + on.Filter); // 0: libpcap's filter language
        _block.Option(12, on.OperatingSystem).Option(15, on.Hardware);
        _block.EndOfOptions().WriteTo(_to);
        _interfaces.Add(on);
        return _interfaces.Count - 1;
    }

    /// <summary>
    /// Writes a frame; false when the format cannot hold it: a time before 1970, a link type that is not the interface's.
    /// </summary>
    /// <param name="frame">The frame; its own number of file and interface are not looked at.</param>
    /// <param name="on">Index that <see cref="Add"/> gave.</param>
    /// <param name="comment">A remark on it.</param>
    public bool TryWrite(in Frame frame, int on, string? comment = null)
    {
        InterfaceDescription interfaceOf = _interfaces[on];
        if (frame.LinkType != interfaceOf.LinkType || frame.OriginalLength > uint.MaxValue)
            return false;
        if (frame.IsTimeless)
            return TryWriteSimple(frame, on, interfaceOf.SnapLength);
        if (frame.At.Nanoseconds < 0)
            return false;
        ulong ticks = (ulong)frame.At.Nanoseconds;
        for (int i = interfaceOf.Unit.Exponent; i < 9; i++)
            ticks /= 10;
        if (comment is null && _inPlace is not null && TryWriteInPlace(frame, on, ticks))
        {
            FramesWritten++;
            return true;
        }
        _block.Begin(PcapNgBlock.EnhancedPacket).U32((uint)on).U32((uint)(ticks >> 32)).U32((uint)ticks);
        _block.U32((uint)frame.Octets.Length).U32((uint)frame.OriginalLength).Octets(frame.Octets);
        if (comment is not null)
            _block.Option(Comment, comment).EndOfOptions();
        _block.WriteTo(_to);
        FramesWritten++;
        return true;
    }

    /// <summary>Writes what an interface counted.</summary>
    public void Write(InterfaceCounters counters, int on)
    {
        int exponent = _interfaces[on].Unit.Exponent;
        ulong ticks = (ulong)Math.Max(0, counters.At.Nanoseconds);
        for (int i = exponent; i < 9; i++)
            ticks /= 10;
        _block.Begin(PcapNgBlock.InterfaceStatistics).U32((uint)on).U32((uint)(ticks >> 32)).U32((uint)ticks);
        _block.Option(4, counters.Received).Option(5, counters.Dropped).Option(6, counters.Accepted);
        _block.Option(7, counters.DroppedBySystem).Option(8, counters.Delivered);
        _block.EndOfOptions().WriteTo(_to);
    }

    /// <summary>Writes names of addresses.</summary>
    public void Write(IEnumerable<ResolvedName> names)
    {
        _block.Begin(PcapNgBlock.NameResolution);
        foreach (ResolvedName name in names)
        {
            byte[] address = name.Address.GetAddressBytes();
            WriteName(address.Length == 4 ? 1 : 2, address, name.Name);
        }
        _block.U32(0).EndOfOptions().WriteTo(_to);
    }

    /// <summary>Writes names of hardware addresses of six or eight octets.</summary>
    public void Write(IEnumerable<HardwareName> names)
    {
        _block.Begin(PcapNgBlock.NameResolution);
        foreach (HardwareName name in names)
        {
            byte[] address = name.Address.GetAddressBytes();
            WriteName(address.Length == 6 ? 3 : 4, address, name.Name);
        }
        _block.U32(0).EndOfOptions().WriteTo(_to);
    }

    /// <summary>Writes keys for the decryption of frames that follow.</summary>
    public void Write(DecryptionSecrets secrets) =>
        _block
            .Begin(PcapNgBlock.DecryptionSecrets)
            .U32(secrets.Kind)
            .U32((uint)secrets.Octets.Length)
            .Octets(secrets.Octets.Span)
            .WriteTo(_to);

    /// <inheritdoc/>
    public void Dispose() => _to.Dispose();

    // The same block as by the builder, which would copy the frame once more: live frames come by the million.
    private bool TryWriteInPlace(in Frame frame, int on, ulong ticks)
    {
        int captured = frame.Octets.Length;
        int length = FrameOverhead + ((captured + 3) & ~3);
        Span<byte> block = _inPlace!.Room(length);
        if (block.IsEmpty)
            return false;
        WriteUInt32LittleEndian(block, PcapNgBlock.EnhancedPacket);
        WriteUInt32LittleEndian(block[4..], (uint)length);
        WriteUInt32LittleEndian(block[8..], (uint)on);
        WriteUInt32LittleEndian(block[12..], (uint)(ticks >> 32));
        WriteUInt32LittleEndian(block[16..], (uint)ticks);
        WriteUInt32LittleEndian(block[20..], (uint)captured);
        WriteUInt32LittleEndian(block[24..], (uint)frame.OriginalLength);
        frame.Octets.CopyTo(block[28..]);
        block[(28 + captured)..^4].Clear();
        WriteUInt32LittleEndian(block[^4..], (uint)length);
        return true;
    }

    // the only block without a time; it names no interface and takes its captured length from the interface
    private bool TryWriteSimple(in Frame frame, int on, uint snapLength)
    {
        long kept = snapLength == 0 ? frame.OriginalLength : Math.Min(frame.OriginalLength, snapLength);
        if (on != 0 || frame.Octets.Length != kept)
            return false;
        _block.Begin(PcapNgBlock.SimplePacket).U32((uint)frame.OriginalLength).Octets(frame.Octets).WriteTo(_to);
        FramesWritten++;
        return true;
    }

    private void WriteName(int type, byte[] address, string name)
    {
        byte[] text = Encoding.UTF8.GetBytes(name);
        int length = Math.Min(text.Length, 255);
        _block.U16(type).U16(address.Length + length + 1).Octets([.. address, .. text.AsSpan(0, length), 0]);
    }
}
