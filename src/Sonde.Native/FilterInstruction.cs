using System.Runtime.InteropServices;

namespace Sonde.Native;

/// <summary>One instruction of the classic packet filter, struct sock_filter (BSD's struct bpf_insn).</summary>
[StructLayout(LayoutKind.Sequential)]
public struct FilterInstruction : IEquatable<FilterInstruction>
{
    /// <summary>Octets of an instruction.</summary>
    public const int Size = 8;

    /// <summary>What it does.</summary>
    public ushort Code { get; set; }

    /// <summary>Instructions that a jump skips when its condition holds.</summary>
    public byte IfTrue { get; set; }

    /// <summary>Instructions that a jump skips when it does not.</summary>
    public byte IfFalse { get; set; }

    /// <summary>Its constant.</summary>
    public uint Value { get; set; }

    /// <summary>Whether two are the same.</summary>
    public static bool operator ==(FilterInstruction one, FilterInstruction other) => one.Equals(other);

    /// <summary>Whether two differ.</summary>
    public static bool operator !=(FilterInstruction one, FilterInstruction other) => !one.Equals(other);

    /// <inheritdoc/>
    public readonly bool Equals(FilterInstruction other) =>
        (Code, IfTrue, IfFalse, Value) == (other.Code, other.IfTrue, other.IfFalse, other.Value);

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is FilterInstruction other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => HashCode.Combine(Code, IfTrue, IfFalse, Value);
}
