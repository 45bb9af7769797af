using Sonde.Native;

namespace Sonde.Capture;

/// <summary>Makes a filter for frames with the header of LINKTYPE_LINUX_SLL fit for frames that have none yet.</summary>
/// <remarks>The kernel runs it before the header is there: what follows the header begins earlier, and two of its fields the kernel knows.</remarks>
public static class CookedFilter
{
    private const uint HeaderSize = 16;
    private const uint ProtocolAt = 14;
    private const uint Ancillary = 0xffff_f000; // SKF_AD_OFF
    private const uint ProtocolField = Ancillary; // SKF_AD_PROTOCOL
    private const uint PacketTypeField = Ancillary + 4; // SKF_AD_PKTTYPE

    /// <summary>Changes a program; false when it looks at what the kernel cannot say, and has to run later.</summary>
    public static bool TryAdapt(Span<FilterInstruction> program)
    {
        foreach (ref FilterInstruction one in program)
        {
            // loads from the packet: class 0 or 1 with the modes "place", "place relative to X", "header length"
            bool looksAtPacket = (one.Code & 7) is 0 or 1 && (one.Code & 0xe0) is 0x20 or 0x40 or 0xa0;
            if (!looksAtPacket || one.Value >= Ancillary)
                continue;
            if (one.Value >= HeaderSize)
                one.Value -= HeaderSize;
            else if (one is { Value: ProtocolAt, Code: 0x28 })
                one.Value = ProtocolField;
            else if (one is { Value: 0, Code: 0x28 })
                one.Value = PacketTypeField;
            else
                return false;
        }
        return true;
    }
}
