using Sonde.Wire;

namespace Sonde.Capture;

/// <summary>
/// The pcap format (draft-ietf-opsawg-pcap): a header of 24 octets, then records of
/// | seconds 4 | fraction 4 | captured length 4 | original length 4 | octets … |, in the byte order of the writer.
/// </summary>
internal sealed class PcapFile : IFrameFormat
{
    private const int CommonHeader = 16; // octets of a record header that every variant has

    private readonly InputBuffer _input;
    private readonly ByteOrder _order;
    private readonly bool _swapsLengths;
    private readonly bool _maySwapLengths;
    private readonly int _recordHeader;
    private readonly int _nanosecondsPerTick;
    private readonly CaptureInterface _interface;
    private readonly LinkTypeRule _rule;

    public PcapFile(InputBuffer input, PcapHeader header)
    {
        _input = input;
        _order = header.Order;
        _swapsLengths = header.SwapsLengths;
        _maySwapLengths = header.MaySwapLengths;
        _recordHeader = header.RecordHeaderLength;
        _nanosecondsPerTick = header.Nanoseconds ? 1 : 1000;
        _interface = new CaptureInterface(header.LinkType, header.SnapLength)
        {
            Unit = header.Nanoseconds ? TimeUnit.Nanosecond : TimeUnit.Microsecond,
            FrameCheckOctets = header.FrameCheckOctets,
        };
        _rule = _interface.Rule;
        Interfaces = [_interface];
        FileType = CaptureFileType.Of(header);
        input.Take(header.Length);
    }

    public CaptureFileType FileType { get; }

    public List<CaptureInterface> Interfaces { get; }

    public List<string> PacketComments { get; } = [];

    public FormatEnd? End { get; private set; }

    public bool TryAdvance(ref FrameRecord record)
    {
        if (!_input.Has(_recordHeader))
            return Ended();
        ReadOnlySpan<byte> header = _input.Peek(CommonHeader);
        uint seconds = _order.U32(header);
        int fraction = (int)_order.U32(header[4..]); // signed: writers that subtract times store -1 for 4294967295
        uint captured = _order.U32(header[8..]);
        uint original = _order.U32(header[12..]);
        if (_swapsLengths || (_maySwapLengths && captured > original))
            (captured, original) = (original, captured);
        if (captured > _rule.Longest)
            return Ended(
                EndReason.Damaged,
                $"a record claims {captured} octets, more than the {_rule.Longest} possible"
            );
        int length = _recordHeader + (int)captured;
        if (!_input.Has(length))
            return Ended();
        record.Mark = _input.Mark + _recordHeader;
        record.CapturedLength = (int)captured;
        record.OriginalLength = original;
        if (_rule.PseudoHeader != 0 && !_rule.TryStrip(_input, ref record))
            return Ended(EndReason.Damaged, LinkTypeRule.NoPseudoHeader);
        record.Nanoseconds = (seconds * Timestamp.PerSecond) + ((long)fraction * _nanosecondsPerTick);
        record.LinkType = _rule.FrameLinkType;
        record.Interface = 0;
        record.Comments = 0;
        record.IsTimeless = false;
        _input.Take(length);
        return true;
    }

    private bool Ended()
    {
        End = FormatEnd.OfInput(_input);
        return false;
    }

    private bool Ended(EndReason reason, string text)
    {
        End = new FormatEnd(reason, _input.Offset, text);
        return false;
    }
}
