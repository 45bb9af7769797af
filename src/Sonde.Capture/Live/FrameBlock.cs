using System.Runtime.InteropServices;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Capture;

/// <summary>Reads the frames of a block that the kernel filled (packet(7), TPACKET_V3), and completes their headers.</summary>
/// <remarks>
/// A block: | version 4 | private 4 | status 4 | frames 4 | first frame 4 | length 4 | … |. A frame, at multiples of 8:
/// | next 4 | seconds 4 | nanoseconds 4 | captured 4 | original 4 | status 4 | packet at 2 | network header at 2 | hash 4 |
/// VLAN tag 4 | VLAN type 2 | … |, at 48 | family 2 | protocol 2 | interface 4 | hardware 2 | packet type 1 | address
/// length 1 | address 8 |. Numbers as the processor has them. No offset is believed.
/// </remarks>
/// <param name="snapLength">Octets kept of a frame at most.</param>
/// <param name="isCooked">The frames have no link-layer header; they get that of LINKTYPE_LINUX_SLL.</param>
/// <param name="hasTags">VLAN tags that the kernel took out go back to where they were.</param>
/// <param name="loopback">Number of the interface whose outgoing frames come again; 0 for none.</param>
public sealed class FrameBlock(int snapLength, bool isCooked, bool hasTags, int loopback)
{
    private const int FramesAt = 12;
    private const int FirstAt = 16;
    private const int BlockHeader = 48;
    private const int AddressAt = 48;
    private const int FrameHeader = 68; // with the address
    private const uint TagIsValid = 0x10; // TP_STATUS_VLAN_VALID
    private const uint TagTypeIsValid = 0x40; // TP_STATUS_VLAN_TPID_VALID
    private const ushort UsualTag = 0x8100; // IEEE 802.1Q
    private const int TagSize = 4;
    private const int EthernetAddresses = 12;
    private const int CookedHeader = 16;
    private const byte Outgoing = 4; // PACKET_OUTGOING

    private Memory<byte> _block;
    private uint _left;
    private int _next;

    /// <summary>Begins a block; the octets are changed while it is read.</summary>
    public void Begin(Memory<byte> block)
    {
        _block = block;
        bool isWhole = block.Length >= BlockHeader;
        _left = isWhole ? Number(block.Span, FramesAt) : 0;
        uint first = isWhole ? Number(block.Span, FirstAt) : 0;
        _next = first <= block.Length ? (int)first : block.Length;
    }

    /// <summary>Takes the next frame.</summary>
    /// <param name="octets">What was captured; lives until the next block.</param>
    /// <param name="nanoseconds">When, since 1970.</param>
    /// <param name="originalLength">Octets on the wire.</param>
    /// <returns>False when there is no further one.</returns>
    public bool TryNext(out ReadOnlySpan<byte> octets, out long nanoseconds, out long originalLength)
    {
        Span<byte> block = _block.Span;
        while (_left > 0)
        {
            if (_next > block.Length - FrameHeader)
                break;
            Span<byte> frame = block[_next..];
            uint next = Number(frame, 0);
            _left--;
            _next = next >= FrameHeader && next <= block.Length - _next ? _next + (int)next : block.Length;
            if (IsSeenAgain(frame))
                continue;
            uint at = MemoryMarshal.Read<ushort>(frame[24..]);
            uint captured = Number(frame, 12);
            if (at < FrameHeader || at > frame.Length || captured > frame.Length - at)
                break; // not of the kernel's making
            nanoseconds = Number(frame, 4) * 1_000_000_000L + Number(frame, 8);
            originalLength = Number(frame, 16);
            octets = Whole(frame, (int)at, (int)captured, out int added);
            originalLength += added;
            return true;
        }
        _left = 0;
        octets = default;
        nanoseconds = originalLength = 0;
        return false;
    }

    // Frames to this machine itself are seen when they leave and when they arrive; libpcap gives the second.
    private bool IsSeenAgain(ReadOnlySpan<byte> frame) =>
        loopback != 0 && frame[AddressAt + 10] == Outgoing && (int)Number(frame, AddressAt + 4) == loopback;

    private ReadOnlySpan<byte> Whole(Span<byte> frame, int at, int captured, out int added)
    {
        added = 0;
        uint status = Number(frame, 20);
        ushort tag = (ushort)Number(frame, 32);
        ushort tagType = (status & TagTypeIsValid) != 0 ? MemoryMarshal.Read<ushort>(frame[36..]) : UsualTag;
        // what goes in front overwrites what was read already
        if (isCooked)
        {
            at -= CookedHeader;
            captured += CookedHeader;
            added = CookedHeader;
            if (at < FrameHeader)
                return default;
            WriteCookedHeader(frame[at..], frame.Slice(AddressAt, 20));
        }
        int place = isCooked ? CookedHeader - 2 : EthernetAddresses;
        if (hasTags && (status & TagIsValid) != 0 && captured >= place && at - TagSize >= FrameHeader)
        {
            frame.Slice(at, place).CopyTo(frame[(at - TagSize)..]);
            at -= TagSize;
            captured += TagSize;
            added += TagSize;
            WriteUInt16BigEndian(frame[(at + place)..], tagType);
            WriteUInt16BigEndian(frame[(at + place + 2)..], tag);
        }
        return frame.Slice(at, Math.Min(captured, snapLength));
    }

    // | packet type 2 | hardware type 2 | address length 2 | address 8 | protocol 2 |, in network order
    private static void WriteCookedHeader(Span<byte> target, ReadOnlySpan<byte> address)
    {
        WriteUInt16BigEndian(target, address[10]);
        WriteUInt16BigEndian(target[2..], MemoryMarshal.Read<ushort>(address[8..]));
        WriteUInt16BigEndian(target[4..], address[11]);
        address.Slice(12, 8).CopyTo(target[6..]);
        address.Slice(2, 2).CopyTo(target[14..]);
    }

    private static uint Number(ReadOnlySpan<byte> octets, int at) => MemoryMarshal.Read<uint>(octets[at..]);
}
