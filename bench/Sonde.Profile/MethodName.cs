using System.Reflection;

namespace Sonde.Profile;

/// <summary>A method as the runtime names it.</summary>
/// <param name="Full">Type and name, with the arguments of the type.</param>
/// <param name="Signature"><c>instance void  (int32,class System.String)</c></param>
/// <param name="Size">Octets of intermediate language.</param>
internal sealed record MethodName(string Full, string Signature, int Size)
{
    private const BindingFlags OfTheTypeItself =
        BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.Static
        | BindingFlags.Instance
        | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<string, string> Keywords = new(StringComparer.Ordinal)
    {
        ["Boolean"] = "bool",
        ["Char"] = "wchar",
        ["SByte"] = "int8",
        ["Byte"] = "unsigned int8",
        ["Int16"] = "int16",
        ["UInt16"] = "unsigned int16",
        ["Int32"] = "int32",
        ["UInt32"] = "unsigned int32",
        ["Int64"] = "int64",
        ["UInt64"] = "unsigned int64",
        ["Double"] = "float64",
        ["Object"] = "object",
    };

    /// <summary>
    /// The method itself. None for a generic method, since the runtime does not say with which types it ran, and for one of
    /// several that the name and the size do not tell apart.
    /// </summary>
    public MethodBase? Find(TypeNames types)
    {
        if (Signature.Contains("generic ", StringComparison.Ordinal))
            return null;
        // an explicit implementation has the interface with its dots in its name
        for (int dot = DotBefore(Full.Length); dot > 0; dot = DotBefore(dot))
            if (types.Plain(Full[..dot]) is { } type)
                return MostAlike([.. MethodsOf(type, Full[(dot + 1)..])]);
        return null;
    }

    private int DotBefore(int end)
    {
        int depth = 0;
        for (int i = end - 1; i > 0; i--)
            switch (Full[i])
            {
                case ']' or '>':
                    depth++;
                    break;
                case '[' or '<':
                    depth--;
                    break;
                case '.' when depth == 0 && Full[i - 1] != '.': // not the one of .ctor
                    return i;
            }
        return -1;
    }

    private IEnumerable<MethodBase> MethodsOf(Type type, string name)
    {
        string[] parameters = Parameters();
        return from method in type.GetMembers(OfTheTypeItself).OfType<MethodBase>()
            where method.Name == name && method.GetMethodBody()?.GetILAsByteArray()?.Length == Size
            where method.GetParameters().Length == parameters.Length
            where method.IsStatic != Signature.StartsWith("instance", StringComparison.Ordinal)
            select method;
    }

    private MethodBase? MostAlike(MethodBase[] methods)
    {
        if (methods.Length <= 1)
            return methods.FirstOrDefault();
        string[] parameters = Parameters();
        (MethodBase Method, int Likeness)[] ranked =
        [
            .. methods
                .Select(method => (method, method.GetParameters().Zip(parameters, Likeness).Sum()))
                .OrderByDescending(pair => pair.Item2),
        ];
        return ranked[0].Likeness > ranked[1].Likeness ? ranked[0].Method : null;
    }

    private static int Likeness(ParameterInfo parameter, string written)
    {
        Type type = parameter.ParameterType;
        if (type.IsByRef != written.EndsWith('&'))
            return 0;
        string name = (type.IsByRef ? type.GetElementType()! : type).Name;
        string bare = written.TrimEnd('&');
        if (Keywords.TryGetValue(name, out string? keyword))
            return bare == keyword ? 2 : 0;
        return type.IsArray ? Convert.ToInt32(bare.EndsWith("[]", StringComparison.Ordinal))
            : bare.Contains("." + name, StringComparison.Ordinal) ? 2
            : 0;
    }

    private string[] Parameters()
    {
        string list = Signature[(Signature.IndexOf("  (", StringComparison.Ordinal) + 3)..^1];
        var parameters = new List<string>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < list.Length; i++)
            if (list[i] is '<' or '(' or '[')
                depth++;
            else if (list[i] is '>' or ')' or ']')
                depth--;
            else if (list[i] == ',' && depth == 0)
            {
                parameters.Add(list[start..i]);
                start = i + 1;
            }
        if (list.Length > 0)
            parameters.Add(list[start..]);
        return [.. parameters];
    }
}
