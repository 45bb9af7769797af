using Sonde.Wire;

namespace Sonde.Capture;

/// <summary>
/// The pcapng format (draft-ietf-opsawg-pcapng): blocks of | type 4 | length 4 | body … | length 4 |, in sections that each
/// have their own byte order and interfaces.
/// </summary>
internal sealed class PcapNgFile : IFrameFormat
{
    private const int BlockHeader = 8; // type and first length
    private const int PacketHeader = 28; // block header, interface, time, captured length, original length
    private const int SimplePacketHeader = 12; // block header, original length
    private const int Trailer = 4;
    private const uint OrderMagic = 0x1a2b_3c4d;
    private const uint LongestBlock = (128 << 20) + (128 << 10) + 32; // the longest frame of any bus, and its options

    private readonly InputBuffer _input;
    private readonly PcapNgDescriptions _descriptions;
    private ByteOrder _order;
    private int _firstInterface; // index of the section's first in the file

    public PcapNgFile(InputBuffer input, CaptureNotes notes)
    {
        _input = input;
        _descriptions = new PcapNgDescriptions(notes);
        TryReadSection(); // the first one; a failure stands in End
    }

    public List<CaptureInterface> Interfaces => _descriptions.Interfaces;

    public List<string> PacketComments => _descriptions.PacketComments;

    public FormatEnd? End { get; private set; }

    public CaptureFileType FileType { get; private set; } = CaptureFileType.OfPcapNg(1, 0, default);

    private int InterfacesInSection => Interfaces.Count - _firstInterface;

    /// <summary>The start of a file looks like a section header block.</summary>
    public static bool Recognises(ReadOnlySpan<byte> octets) =>
        octets.Length >= 12
        && new ByteOrder(false).U32(octets) == PcapNgBlock.SectionHeader
        && (new ByteOrder(false).U32(octets[8..]) == OrderMagic || new ByteOrder(true).U32(octets[8..]) == OrderMagic);

    public bool TryAdvance(ref FrameRecord record)
    {
        while (End is null)
        {
            if (!_input.Has(BlockHeader))
                return Ended(FormatEnd.OfInput(_input));
            uint type = _order.U32(_input.Peek(BlockHeader));
            switch (type)
            {
                case PcapNgBlock.EnhancedPacket or PcapNgBlock.ObsoletePacket:
                    return TryReadPacket(type == PcapNgBlock.ObsoletePacket, ref record);
                case PcapNgBlock.SimplePacket:
                    return TryReadSimplePacket(ref record);
                case PcapNgBlock.Journal or PcapNgBlock.Custom or PcapNgBlock.CustomNotCopied:
                    return TryReadRecord(type, ref record);
                case PcapNgBlock.SectionHeader:
                    TryReadSection();
                    break;
                default:
                    TryReadOther(type);
                    break;
            }
        }
        return false;
    }

    private bool TryReadPacket(bool obsolete, ref FrameRecord record)
    {
        if (!TryGetBlock(PacketHeader + Trailer, out ReadOnlySpan<byte> block))
            return false;
        int index = obsolete ? _order.U16(block[8..]) : (int)Math.Min(_order.U32(block[8..]), int.MaxValue);
        if (index >= InterfacesInSection)
            return Damaged($"a packet names interface {index}, and its section has {InterfacesInSection}");
        CaptureInterface on = Interfaces[_firstInterface + index];
        ulong ticks = ((ulong)_order.U32(block[12..]) << 32) | _order.U32(block[16..]);
        uint captured = _order.U32(block[20..]);
        if (captured > on.Rule.Longest)
            return Damaged($"a packet claims {captured} octets, more than the {on.Rule.Longest} possible");
        int padded = ((int)captured + 3) & ~3;
        if (PacketHeader + padded + Trailer > block.Length)
            return Damaged($"a packet claims {captured} octets, more than its block has");
        PacketComments.Clear();
        ReadOnlySpan<byte> options = block[(PacketHeader + padded)..^Trailer];
        if (options.Length >= 4 && _descriptions.ReadPacketOptions(options, _order) is { } fault)
            return Damaged(fault);
        record.Mark = _input.Mark + PacketHeader;
        record.CapturedLength = (int)captured;
        record.OriginalLength = _order.U32(block[24..]);
        if (!on.Rule.TryStrip(_input, ref record))
            return Damaged(LinkTypeRule.NoPseudoHeader);
        record.Nanoseconds = on.Unit.ToNanoseconds(ticks, on.TimeOffsetSeconds);
        record.LinkType = on.Rule.FrameLinkType;
        record.Interface = _firstInterface + index;
        record.Comments = PacketComments.Count;
        record.IsTimeless = false;
        _input.Take(block.Length);
        return true;
    }

    private bool TryReadSimplePacket(ref FrameRecord record)
    {
        if (!TryGetBlock(SimplePacketHeader + Trailer, out ReadOnlySpan<byte> block))
            return false;
        if (InterfacesInSection == 0)
            return Damaged("a simple packet comes before any interface");
        CaptureInterface on = Interfaces[_firstInterface];
        uint original = _order.U32(block[8..]);
        uint captured = on.SnapLength == 0 ? original : Math.Min(original, on.SnapLength);
        if (captured > on.Rule.Longest)
            return Damaged($"a packet claims {captured} octets, more than the {on.Rule.Longest} possible");
        int padded = ((int)captured + 3) & ~3;
        if (SimplePacketHeader + padded + Trailer != block.Length)
            return Damaged($"a simple packet of {captured} octets stands in a block of {block.Length}");
        record.Mark = _input.Mark + SimplePacketHeader;
        record.CapturedLength = (int)captured;
        record.OriginalLength = original;
        if (!on.Rule.TryStrip(_input, ref record))
            return Damaged(LinkTypeRule.NoPseudoHeader);
        record.Nanoseconds = 0;
        record.LinkType = on.Rule.FrameLinkType;
        record.Interface = _firstInterface;
        record.Comments = 0;
        record.IsTimeless = true;
        _input.Take(block.Length);
        return true;
    }

    // a journal entry | text … |, or a custom block | enterprise 4 | data … |: no packet, but numbered like one
    private bool TryReadRecord(uint type, ref FrameRecord record)
    {
        bool isJournal = type == PcapNgBlock.Journal;
        int header = isJournal ? BlockHeader : BlockHeader + 4;
        if (!TryGetBlock(header + Trailer, out ReadOnlySpan<byte> block))
            return false;
        ReadOnlySpan<byte> body = block[header..^Trailer];
        long? time = isJournal ? JournalEntry.Nanoseconds(body) : null;
        record.Mark = _input.Mark + header;
        record.CapturedLength = isJournal ? body.TrimEnd((byte)0).Length : body.Length;
        record.OriginalLength = record.CapturedLength;
        record.Nanoseconds = time ?? 0;
        record.IsTimeless = time is null;
        record.LinkType = LinkTypes.NotAPacket;
        record.Interface = -1;
        record.Comments = 0;
        _input.Take(block.Length);
        return true;
    }

    private bool TryReadSection()
    {
        if (!_input.Has(BlockHeader + 4))
            return Ended(FormatEnd.OfInput(_input));
        ReadOnlySpan<byte> magic = _input.Peek(BlockHeader + 4)[BlockHeader..];
        _order = new ByteOrder(new ByteOrder(false).U32(magic) != OrderMagic);
        if (_order.U32(magic) != OrderMagic)
            return Damaged($"a section header has the byte-order magic 0x{_order.U32(magic):x8}");
        if (!TryGetBlock(PcapNgBlock.ShortestSectionHeader, out ReadOnlySpan<byte> block))
            return false;
        (int major, int minor) = (_order.U16(block[12..]), _order.U16(block[14..]));
        if (major != 1 || minor is not (0 or 2)) // 1.2 was written by mistake and is the same as 1.0
            return Ended(
                new FormatEnd(EndReason.Unsupported, _input.Offset, $"pcapng version {major}.{minor} is not known")
            );
        if (_input.Offset == 0)
            FileType = CaptureFileType.OfPcapNg(major, minor, _order);
        if (_descriptions.ReadSection(block[24..^Trailer], _order) is { } fault)
            return Damaged(fault);
        _firstInterface = Interfaces.Count;
        _input.Take(block.Length);
        return true;
    }

    private bool TryReadOther(uint type)
    {
        if (PcapNgBlock.ShortestOf(type) is not { } shortest)
            return TrySkipBlock();
        if (!TryGetBlock(shortest, out ReadOnlySpan<byte> block))
            return false;
        ReadOnlySpan<byte> body = block[BlockHeader..^Trailer];
        string? fault = _descriptions.Read(type, body, _order, _firstInterface);
        if (fault is not null)
            return Damaged(fault);
        _input.Take(block.Length);
        return true;
    }

    /// <summary>Has the block at hand in the buffer, checks its lengths and hands it out without taking it.</summary>
    private bool TryGetBlock(int shortest, out ReadOnlySpan<byte> block)
    {
        block = default;
        if (!TryGetLength(shortest, out uint claimed, out int length))
            return false;
        if (!_input.Has(length))
            return Ended(FormatEnd.OfInput(_input));
        block = _input.Peek(length);
        return IsTrailer(block[^Trailer..], claimed);
    }

    private bool TrySkipBlock()
    {
        if (!TryGetLength(BlockHeader + Trailer, out uint claimed, out int length))
            return false;
        long start = _input.Offset;
        if (!_input.Skip(length - Trailer) || !_input.Has(Trailer))
            return Ended(FormatEnd.OfCutInput(_input) with { Offset = start });
        if (!IsTrailer(_input.Peek(Trailer), claimed))
            return Ended(End! with { Offset = start });
        _input.Take(Trailer);
        _descriptions.Notes.BlocksSkipped++;
        return true;
    }

    private bool TryGetLength(int shortest, out uint claimed, out int length)
    {
        claimed = _order.U32(_input.Peek(BlockHeader)[4..]);
        length = 0;
        if (claimed < shortest)
            return Damaged($"a block claims {claimed} octets, fewer than the {shortest} of its kind");
        if (claimed > LongestBlock)
            return Damaged($"a block claims {claimed} octets, more than the {LongestBlock} possible");
        length = (int)((claimed + 3) & ~3u); // writers that forget the padding in the length have it in the file
        return true;
    }

    private bool IsTrailer(ReadOnlySpan<byte> trailer, uint claimed)
    {
        uint second = _order.U32(trailer);
        return ((second + 3) & ~3u) == ((claimed + 3) & ~3u)
            || Damaged($"a block claims {claimed} octets in front and {second} behind");
    }

    private bool Damaged(string text) => Ended(new FormatEnd(EndReason.Damaged, _input.Offset, text));

    private bool Ended(FormatEnd end)
    {
        End = end;
        return false;
    }
}
