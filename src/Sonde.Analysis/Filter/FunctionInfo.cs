namespace Sonde.Analysis;

/// <summary>Name and types of a function of the filter language.</summary>
/// <param name="Function">The function.</param>
/// <param name="Name">How it is written.</param>
/// <param name="Operands">How many operands it takes; 0 for any number.</param>
/// <param name="Gives">The type of the result; null for the type of the operands.</param>
/// <param name="TypeWords">What it takes, in words.</param>
/// <param name="Takes">Whether it takes a type.</param>
internal sealed record FunctionInfo(
    FilterFunction Function,
    string Name,
    int Operands,
    FilterType? Gives,
    string TypeWords,
    Func<FilterType, bool> Takes
)
{
    public static IReadOnlyList<FunctionInfo> All { get; } =
    [
        new(FilterFunction.Length, "len", 1, FilterType.Number, "text, octets and addresses", FilterTypes.IsOctets),
        new(FilterFunction.Count, "count", 1, FilterType.Number, "fields", _ => true),
        new(FilterFunction.Upper, "upper", 1, FilterType.Text, "text", type => type == FilterType.Text),
        new(FilterFunction.Lower, "lower", 1, FilterType.Text, "text", type => type == FilterType.Text),
        new(FilterFunction.Text, "string", 1, FilterType.Text, "values", type => type != FilterType.Nothing),
        new(FilterFunction.Maximum, "max", 0, null, "values", type => type != FilterType.Nothing),
        new(FilterFunction.Minimum, "min", 0, null, "values", type => type != FilterType.Nothing),
        new(FilterFunction.Absolute, "abs", 1, null, "numbers", FilterTypes.CanCompute),
    ];

    public static FunctionInfo Of(FilterFunction function) => All[(int)function];

    public static FunctionInfo? Find(string name) => All.FirstOrDefault(info => info.Name == name);
}
