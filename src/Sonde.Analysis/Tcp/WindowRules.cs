using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Windows that close, fill and open.</summary>
internal static class WindowRules
{
    public static void Judge(ref TcpSegment segment, in TcpSide sender, in TcpSide receiver)
    {
        bool isControl = (segment.Flags & (TcpFlags.Syn | TcpFlags.Fin | TcpFlags.Rst)) != 0;
        bool isNext = sender.Next != 0 && segment.Sequence == sender.Next;
        if (isNext && segment.Length == 1 && receiver.Knows(TcpKnown.Window) && receiver.Window == 0)
            segment.Verdicts |= TcpVerdicts.ZeroWindowProbe;
        if (isControl)
            return;
        if (segment.WindowField == 0)
            segment.Verdicts |= TcpVerdicts.ZeroWindow;
        if (
            segment.Sequence == sender.Next
            && segment.Length == 0
            && segment.WindowField != 0
            && segment.WindowField != sender.Window
            && segment.Acknowledgment == sender.Acked
        )
            segment.Verdicts |= TcpVerdicts.WindowUpdate;
        if (segment.Length > 0 && receiver.Knows(TcpKnown.Window) && receiver.Acked != 0 && IsFull(segment, receiver))
            segment.Verdicts |= TcpVerdicts.WindowFull;
    }

    private static bool IsFull(in TcpSegment segment, in TcpSide receiver)
    {
        if (!receiver.Knows(TcpKnown.Syn))
            return false; // the scale is not known
        int shift = Math.Max((int)receiver.Shift, 0);
        return segment.Sequence + (uint)segment.Length == receiver.Acked + ((uint)receiver.Window << shift);
    }
}
