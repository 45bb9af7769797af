using System.Text;

namespace Sonde.Analysis;

/// <summary>The functions of the filter language.</summary>
internal enum FilterFunction : byte
{
    Length,
    Count,
    Upper,
    Lower,
    Text,
    Maximum,
    Minimum,
    Absolute,
}

/// <summary>What a function makes of the values of its operands.</summary>
internal sealed class FunctionOperand(FilterFunction function, FilterType type, FilterOperand[] operands)
    : FilterOperand(type)
{
    public override void Gather(in Packet packet, FilterScratch scratch)
    {
        int first = scratch.Count;
        foreach (FilterOperand operand in operands)
            operand.Gather(packet, scratch);
        int count = scratch.Count - first;
        switch (function)
        {
            case FilterFunction.Count:
                scratch.Cut(first);
                if (count > 0)
                    scratch.Push((Int128)count);
                break;
            case FilterFunction.Maximum or FilterFunction.Minimum:
                if (count > 0)
                    scratch[first] = scratch[Extreme(scratch, first)];
                scratch.Cut(Math.Min(scratch.Count, first + 1));
                break;
            default:
                for (int i = first; i < first + count; i++)
                    Change(scratch, i);
                break;
        }
    }

    private int Extreme(FilterScratch scratch, int first)
    {
        int best = first;
        for (int i = first + 1; i < scratch.Count; i++)
        {
            int order = ValueOrder.Compare(Type, scratch, scratch[i], scratch[best]);
            if (function == FilterFunction.Maximum ? order > 0 : order < 0)
                best = i;
        }
        return best;
    }

    private void Change(FilterScratch scratch, int index)
    {
        switch (function)
        {
            case FilterFunction.Length:
                scratch[index].Number = scratch[index].Length;
                break;
            case FilterFunction.Upper:
                Ascii.ToUpperInPlace(scratch.Writable(scratch[index]), out _);
                break;
            case FilterFunction.Lower:
                Ascii.ToLowerInPlace(scratch.Writable(scratch[index]), out _);
                break;
            case FilterFunction.Absolute:
                ref FilterValue value = ref scratch[index];
                value.Number =
                    Type == FilterType.Double ? FilterValue.Of(Math.Abs(value.Real)) : Int128.Abs(value.Number);
                break;
            case FilterFunction.Text:
                scratch.Push(scratch.Print(operands[0].Type, scratch[index]));
                scratch[index] = scratch[scratch.Count - 1];
                scratch.Cut(scratch.Count - 1);
                break;
        }
    }
}
