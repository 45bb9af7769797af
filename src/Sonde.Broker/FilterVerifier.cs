using Sonde.Native;

namespace Sonde.Broker;

/// <summary>Checks a classic packet filter (BPF) that a client sent, before the kernel sees it.</summary>
/// <remarks>
/// Accepts what the kernel accepts and no more than libpcap's compiler makes: known instructions, jumps forward and
/// within the program, memory read only after it was written on every way there, no division by a constant zero, an end
/// that returns. Such a program always ends, after each instruction at most once.
/// </remarks>
public static class FilterVerifier
{
    /// <summary>Instructions of the longest program, BPF_MAXINSNS.</summary>
    public const int MostInstructions = 4096;

    private const int Slots = 16; // BPF_MEMWORDS
    private const uint Ancillary = 0xffff_f000; // SKF_AD_OFF: what the kernel knows beside the packet

    // Low three bits: class. Load: 3 and 4 size, 5 to 7 mode. Arithmetic and jumps: 4 to 7 operation, 3 source.
    private const int Load = 0;
    private const int LoadIndex = 1;
    private const int Store = 2;
    private const int StoreIndex = 3;
    private const int Arithmetic = 4;
    private const int Jump = 5;
    private const int Return = 6;

    /// <summary>Whether the kernel may run it.</summary>
    /// <param name="program">The program.</param>
    /// <param name="reason">Why not; counts instructions from 0.</param>
    public static bool IsSound(ReadOnlySpan<FilterInstruction> program, out string? reason)
    {
        reason =
            program.Length == 0 ? "the filter has no instructions"
            : program.Length > MostInstructions
                ? $"the filter has {program.Length} instructions; {MostInstructions} are allowed"
            : null;
        for (int at = 0; at < program.Length && reason is null; at++)
        {
            if (Fault(program[at], program.Length - at - 1) is { } fault)
                reason = $"instruction {at} {fault}";
        }
        if (reason is null && (program[^1].Code & 7) != Return)
            reason = "the filter does not end with a return";
        reason ??= UnwrittenMemory(program);
        return reason is null;
    }

    // "following" is how many instructions come after this one.
    private static string? Fault(FilterInstruction one, int following)
    {
        if (!IsKnown(one.Code))
            return $"has the unknown code 0x{one.Code:x4}";
        int source = one.Code & 8;
        switch (one.Code & 7)
        {
            case Load when (one.Code & 0xe0) == 0x20 && one.Value >= 0x8000_0000 && !IsKnownAncillary(one.Value):
                return $"asks the kernel for 0x{one.Value:x}";
            case Load or LoadIndex when (one.Code & 0xe0) == 0x60 && one.Value >= Slots:
            case Store or StoreIndex when one.Value >= Slots:
                return $"uses memory {one.Value}; there are {Slots} words";
            case Arithmetic when source == 0 && (one.Code & 0xf0) is 0x30 or 0x90 && one.Value == 0:
                return "divides by zero";
            case Arithmetic when source == 0 && (one.Code & 0xf0) is 0x60 or 0x70 && one.Value >= 32:
                return $"shifts by {one.Value} bits";
            case Jump when (one.Code & 0xf0) == 0 && one.Value >= following:
            case Jump when (one.Code & 0xf0) != 0 && Math.Max(one.IfTrue, one.IfFalse) >= following:
                return "jumps out of the filter";
            default:
                return null;
        }
    }

    private static bool IsKnown(ushort code) =>
        code switch
        {
            0x20 or 0x28 or 0x30 => true, // ld, ldh, ldb from a place in the packet
            0x40 or 0x48 or 0x50 => true, // the same, relative to X
            0x00 or 0x01 or 0x60 or 0x61 or 0x80 or 0x81 => true, // constant, memory, length of the packet
            0xb1 => true, // X = four times the low half of an octet
            0x02 or 0x03 => true, // store A, store X
            0x06 or 0x16 => true, // return a constant, return A
            0x07 or 0x87 => true, // X = A, A = X
            0x84 => true, // negate
            0x05 => true, // jump
            0x15 or 0x25 or 0x35 or 0x45 or 0x1d or 0x2d or 0x3d or 0x4d => true, // jump if = > >= &
            // + - * / | & << >> % ^ with a constant or with X
            >= 0x04 and <= 0xac when (code & 7) == Arithmetic => (code & 0xf0) != 0x80,
            _ => false,
        };

    // Protocol, packet type, interface number and type, VLAN tag: what libpcap's language has words for.
    private static bool IsKnownAncillary(uint value) =>
        value >= Ancillary && value - Ancillary is 0 or 4 or 8 or 28 or 44 or 48 or 60;

    // As the kernel does it: which words are written on every way that leads to an instruction.
    private static string? UnwrittenMemory(ReadOnlySpan<FilterInstruction> program)
    {
        ushort[] written = new ushort[program.Length];
        Array.Fill(written, ushort.MaxValue);
        ushort now = 0;
        for (int at = 0; at < program.Length; at++)
        {
            FilterInstruction one = program[at];
            now &= written[at];
            switch (one.Code & 7)
            {
                case Store or StoreIndex:
                    now |= (ushort)(1 << (int)one.Value);
                    break;
                case Load or LoadIndex when (one.Code & 0xe0) == 0x60 && (now >> (int)one.Value & 1) == 0:
                    return $"instruction {at} reads memory {one.Value}, which need not have been written";
                case Jump when (one.Code & 0xf0) == 0:
                    written[at + 1 + (int)one.Value] &= now;
                    now = ushort.MaxValue;
                    break;
                case Jump:
                    written[at + 1 + one.IfTrue] &= now;
                    written[at + 1 + one.IfFalse] &= now;
                    now = ushort.MaxValue;
                    break;
                case Return:
                    now = ushort.MaxValue;
                    break;
                default:
                    break;
            }
        }
        return null;
    }
}
