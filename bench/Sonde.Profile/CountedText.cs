using System.Globalization;

namespace Sonde.Profile;

/// <summary>The text in which the runtime writes what it counted (DOTNET_WritePGOData): one method after the other.</summary>
internal static class CountedText
{
    /// <summary>The methods of one run, as the runtime names them, with what it counted in each.</summary>
    public static IEnumerable<(MethodName Name, CountedMethod Counted)> Methods(string path, TypeNames types)
    {
        int size = 0;
        string name = "";
        MethodName? method = null;
        var counted = new CountedMethod();
        foreach (string line in File.ReadLines(path))
            if (line.StartsWith("@@@ ", StringComparison.Ordinal))
            {
                if (method is not null)
                    yield return (method, counted);
                (method, counted) = (null, new CountedMethod());
                size = int.Parse(After(line, "ilSize 0x").AsSpan(0, 8), NumberStyles.HexNumber, null);
            }
            else if (line.StartsWith("MethodName: ", StringComparison.Ordinal))
                name = After(line, ": ");
            else if (line.StartsWith("Signature: ", StringComparison.Ordinal))
                method = new MethodName(name, After(line, ": "), size);
            else if (line.StartsWith("Schema ", StringComparison.Ordinal))
                counted.Counters.Add(CounterOf(line.Split(' ')));
            else if (counted.Counters is [.., Counter last] && last.Values.Count < last.Length)
                last.Values.Add(ValueOf(line, types));
        if (method is not null)
            yield return (method, counted);
    }

    // Schema InstrumentationKind 385 ILOffset 23 Count 1 Other 38
    private static Counter CounterOf(string[] words) =>
        new(Number(words[2]), Number(words[4]), Number(words[6]), Number(words[8]));

    private static int Number(string word) => unchecked((int)uint.Parse(word, CultureInfo.InvariantCulture));

    // A count, the two halves of a long one, or what was seen at a call.
    private static object ValueOf(string line, TypeNames types)
    {
        if (line.EndsWith(": NULL", StringComparison.Ordinal))
            return Counter.NoType;
        if (line.StartsWith("TypeHandle: ", StringComparison.Ordinal))
            return (object?)types.Qualified(After(line, ": ")) ?? Counter.UnknownType;
        if (line.StartsWith("MethodHandle: ", StringComparison.Ordinal))
            return Counter.UnknownType;
        string[] halves = line.Split(' ');
        long low = uint.Parse(halves[0], CultureInfo.InvariantCulture);
        return halves.Length == 1 ? low : low | (long)uint.Parse(halves[1], CultureInfo.InvariantCulture) << 32;
    }

    private static string After(string line, string mark) =>
        line[(line.IndexOf(mark, StringComparison.Ordinal) + mark.Length)..];
}
