namespace Sonde.Analysis;

/// <summary>Reads what stands in the brackets of a slice: <c>i:j</c>, <c>i-j</c>, <c>i</c>, <c>:j</c>, <c>i:</c>.</summary>
internal static class SliceText
{
    private const int Largest = 10_000_000;

    public static bool TryRead(string text, out SlicePart part, out string reason)
    {
        part = default;
        reason = "a part is written [start:length], [first-last], [one], [:length] or [start:]";
        ReadOnlySpan<char> rest = text.AsSpan().Trim();
        int start = 0;
        bool hasStart = !rest.StartsWith(":");
        if (hasStart && !TryNumber(ref rest, out start))
            return false;
        if (rest.IsEmpty)
        {
            part = new SlicePart(start, 1, 0);
            return true;
        }
        char separator = rest[0];
        rest = rest[1..].TrimStart();
        if (separator == ':' && rest.IsEmpty && hasStart)
        {
            part = new SlicePart(start, -1, 0);
            return true;
        }
        if (separator is not (':' or '-') || !TryNumber(ref rest, out int number) || !rest.IsEmpty)
            return false;
        if (separator == ':' && number <= 0)
        {
            reason = "the length of a part is at least 1";
            return false;
        }
        if (separator == '-' && number < start && number < 0 == start < 0)
        {
            reason = "the part ends before it begins";
            return false;
        }
        part = separator == ':' ? new SlicePart(start, number, 0) : new SlicePart(start, 0, number);
        return true;
    }

    private static bool TryNumber(ref ReadOnlySpan<char> text, out int number)
    {
        number = 0;
        bool isNegative = text.StartsWith("-");
        int at = isNegative ? 1 : 0;
        int first = at;
        for (; at < text.Length && char.IsAsciiDigit(text[at]); at++)
        {
            number = number * 10 + text[at] - '0';
            if (number > Largest)
                return false;
        }
        if (at == first)
            return false;
        number = isNegative ? -number : number;
        text = text[at..].TrimStart();
        return true;
    }
}
