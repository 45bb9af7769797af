namespace Sonde.Analysis;

/// <summary>A value that stands in the filter itself.</summary>
internal sealed class ConstantOperand : FilterOperand
{
    private readonly byte[] _octets = [];

    public ConstantOperand(FilterType type, Int128 number)
        : base(type) => Number = number;

    public ConstantOperand(double number)
        : base(FilterType.Double) => Number = FilterValue.Of(number);

    public ConstantOperand(FilterType type, byte[] octets, int prefix = -1)
        : base(type)
    {
        _octets = octets;
        Prefix = prefix;
    }

    /// <summary>The number; of a floating-point number, its bits.</summary>
    public Int128 Number { get; }

    /// <summary>The octets of text, an address or octets.</summary>
    public ReadOnlySpan<byte> Octets => _octets;

    /// <summary>Leading bits that count, in a network address; -1 for all.</summary>
    public int Prefix { get; } = -1;

    public override void Gather(in Packet packet, FilterScratch scratch)
    {
        if (FilterTypes.IsOctets(Type))
            scratch.Push(Octets);
        else
            scratch.Push(Number);
    }
}
