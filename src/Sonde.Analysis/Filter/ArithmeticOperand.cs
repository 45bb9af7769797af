namespace Sonde.Analysis;

/// <summary>What is computed from two operands, or from one and zero.</summary>
internal enum ArithmeticSign : byte
{
    Plus,
    Minus,
    Times,
    Divide,
    Modulo,
    And,
}

/// <summary>A computation: every value of the left side with every value of the right.</summary>
/// <remarks>A result that does not exist (a division by zero) or does not fit in 64 bits is no value.</remarks>
internal sealed class ArithmeticOperand(ArithmeticSign sign, FilterType type, FilterOperand left, FilterOperand right)
    : FilterOperand(type)
{
    private const int MostResults = 4096; // of one packet: two fields that occur very often must not multiply without end

    public override void Gather(in Packet packet, FilterScratch scratch)
    {
        int first = scratch.Count;
        left.Gather(packet, scratch);
        int middle = scratch.Count;
        right.Gather(packet, scratch);
        int end = scratch.Count;
        for (int i = first; i < middle; i++)
        {
            for (int j = middle; j < end && scratch.Count - end < MostResults; j++)
                Compute(scratch, scratch[i], scratch[j]);
        }
        int results = scratch.Count - end;
        for (int i = 0; i < results; i++)
            scratch[first + i] = scratch[end + i];
        scratch.Cut(first + results);
    }

    /// <summary>Whether any result is not zero.</summary>
    public override bool IsPresent(in Packet packet, FilterScratch scratch)
    {
        FilterScratch.Mark mark = scratch.Top;
        Gather(packet, scratch);
        bool isTrue = false;
        for (int i = mark.Values; i < scratch.Count && !isTrue; i++)
            isTrue = IsTrue(scratch, scratch[i]);
        scratch.Release(mark);
        return isTrue;
    }

    private bool IsTrue(FilterScratch scratch, in FilterValue value) =>
        Type == FilterType.Double ? value.Real != 0
        : FilterTypes.IsOctets(Type) ? scratch.Octets(value).ContainsAnyExcept((byte)0)
        : value.Number != 0;

    private void Compute(FilterScratch scratch, FilterValue a, FilterValue b)
    {
        if (Type == FilterType.Double)
            Compute(scratch, a.Real, b.Real);
        else if (FilterTypes.IsOctets(Type))
            Mask(scratch, a, b);
        else
            Compute(scratch, a.Number, b.Number);
    }

    private void Compute(FilterScratch scratch, Int128 a, Int128 b)
    {
        if (b == 0 && sign is ArithmeticSign.Divide or ArithmeticSign.Modulo)
            return;
        if (Type == FilterType.Duration && sign is ArithmeticSign.Times)
            (a, b) = (a * b / Wire.Timestamp.PerSecond, 1);
        if (Type == FilterType.Duration && sign is ArithmeticSign.Divide)
            a *= Wire.Timestamp.PerSecond;
        Int128 result = sign switch
        {
            ArithmeticSign.Plus => a + b,
            ArithmeticSign.Minus => a - b,
            ArithmeticSign.Times => a * b,
            ArithmeticSign.Divide => a / b,
            ArithmeticSign.Modulo => a % b,
            _ => a & b,
        };
        if (result >= long.MinValue && result <= ulong.MaxValue)
            scratch.Push(result);
    }

    private void Compute(FilterScratch scratch, double a, double b) =>
        scratch.Push(
            sign switch
            {
                ArithmeticSign.Plus => a + b,
                ArithmeticSign.Minus => a - b,
                ArithmeticSign.Times => a * b,
                ArithmeticSign.Divide => a / b,
                _ => a % b,
            }
        );

    private static void Mask(FilterScratch scratch, in FilterValue a, in FilterValue b)
    {
        int length = Math.Min(a.Length, b.Length);
        Span<byte> result = scratch.PushSpace(length);
        ReadOnlySpan<byte> left = scratch.Octets(a);
        ReadOnlySpan<byte> right = scratch.Octets(b);
        for (int i = 0; i < length; i++)
            result[i] = (byte)(left[i] & right[i]);
    }
}
