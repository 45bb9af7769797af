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
    private readonly bool _swapLengths;
    private readonly bool _mayHaveSwappedLengths;
    private readonly int _recordHeader;
    private readonly uint _nanosecondsPerTick;
    private readonly CaptureInterface _interface;
    private readonly LinkTypeRule _rule;

    public PcapFile(InputBuffer input, PcapHeader header)
    {
        _input = input;
        _order = ByteOrder.Of(header.BigEndian);
        // before version 2.3 the two lengths stood the other way round, and 2.3 was written both ways; 543 is DG/UX
        _swapLengths = (header.Major == 2 && header.Minor < 3) || header.Major == 543;
        _mayHaveSwappedLengths = header is { Major: 2, Minor: 3 };
        _recordHeader = header.Variant == PcapVariant.Modified ? CommonHeader + 8 : CommonHeader;
        _nanosecondsPerTick = header.Nanoseconds ? 1u : 1000u;
        _interface = new CaptureInterface(header.LinkType, header.SnapLength)
        {
            Unit = header.Nanoseconds ? TimeUnit.Nanosecond : TimeUnit.Microsecond,
            FrameCheckOctets = header.FrameCheckOctets,
        };
        _rule = _interface.Rule;
        Interfaces = [_interface];
        input.Take(PcapHeader.Length);
    }

    public List<CaptureInterface> Interfaces { get; }

    public List<string> PacketComments { get; } = [];

    public FormatEnd? End { get; private set; }

    public bool TryAdvance(ref FrameRecord record)
    {
        if (!_input.Has(_recordHeader))
            return Ended();
        ReadOnlySpan<byte> header = _input.Peek(CommonHeader);
        uint seconds = _order.U32(header);
        uint fraction = _order.U32(header[4..]);
        uint captured = _order.U32(header[8..]);
        uint original = _order.U32(header[12..]);
        if (_swapLengths || (_mayHaveSwappedLengths && captured > original))
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
        _input.Take(length);
        _interface.Frames++;
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
