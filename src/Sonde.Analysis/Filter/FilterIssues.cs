namespace Sonde.Analysis;

/// <summary>Keeps the first thing that is wrong with a filter while it is read.</summary>
internal sealed class FilterIssues
{
    public FilterError? First { get; private set; }

    /// <summary>Notes what is wrong. Returns null, so that the caller can return it as its missing result.</summary>
    public object? Add(string message, int position, int length, IReadOnlyList<string>? nearest = null)
    {
        First ??= new FilterError(message, position, Math.Max(1, length), nearest ?? []);
        return null;
    }

    public T? Add<T>(string message, OperandSyntax place)
        where T : class
    {
        Add(message, place.Position, place.Length);
        return null;
    }
}
