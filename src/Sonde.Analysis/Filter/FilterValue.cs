namespace Sonde.Analysis;

/// <summary>One value of an operand: a number, or where its octets lie in the scratch memory.</summary>
internal struct FilterValue
{
    public Int128 Number; // of a Double, its bits
    public int Offset;
    public int Length;

    public readonly double Real => BitConverter.Int64BitsToDouble((long)Number);

    public static Int128 Of(double value) => BitConverter.DoubleToInt64Bits(value);
}
