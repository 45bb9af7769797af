using System.Reflection;
using System.Runtime.Loader;

namespace Sonde.Profile;

/// <summary>Types by their names, out of the assemblies of a folder and of the framework.</summary>
internal sealed class TypeNames
{
    private static readonly Assembly Core = typeof(object).Assembly; // loaded with the runtime, by nobody else

    private readonly Dictionary<string, Assembly> _assemblies = new(StringComparer.Ordinal)
    {
        [Core.GetName().Name!] = Core,
    };
    private readonly Dictionary<string, Type?> _found = new(StringComparer.Ordinal);

    public TypeNames(string folder)
    {
        Load(Path.GetFullPath(folder));
        Load(Path.GetDirectoryName(Core.Location)!);
    }

    /// <summary>Whether the type is of a room or of the program.</summary>
    public static bool IsOurs(Type type) =>
        type.Assembly.GetName().Name!.StartsWith("sonde", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the framework brings the type.</summary>
    public static bool IsOfTheFramework(Type type) =>
        Path.GetDirectoryName(type.Assembly.Location) == Path.GetDirectoryName(Core.Location);

    /// <summary>The type of a name with its assembly, as reflection writes them.</summary>
    public Type? Qualified(string name) =>
        Type.GetType(name, assembly => _assemblies.GetValueOrDefault(assembly.Name ?? ""), null, throwOnError: false);

    /// <summary>The type of a name without assemblies: <c>System.Collections.Generic.List`1[System.Int32]</c>.</summary>
    public Type? Plain(string name)
    {
        int at = 0;
        Type? type = Read(name, ref at);
        return at == name.Length ? type : null;
    }

    private Type? Read(string name, ref int at)
    {
        int end = name.AsSpan(at).IndexOfAny("[],");
        string definition = end < 0 ? name[at..] : name.Substring(at, end);
        at += definition.Length;
        Type? type = Find(definition);
        if (type is { IsGenericTypeDefinition: true } && Next(name, at) == '[')
            type = ReadArguments(name, ref at) is { } arguments ? Made(type, arguments) : null;
        while (type is not null && name.AsSpan(at).StartsWith("[]"))
        {
            type = type.MakeArrayType();
            at += 2;
        }
        return type;
    }

    private Type[]? ReadArguments(string name, ref int at)
    {
        var arguments = new List<Type>();
        do
        {
            at++;
            if (Read(name, ref at) is not { } argument)
                return null;
            arguments.Add(argument);
        } while (Next(name, at) == ',');
        at++;
        return [.. arguments];
    }

    private static Type? Made(Type definition, Type[] arguments)
    {
        try
        {
            return definition.GetGenericArguments().Length == arguments.Length
                ? definition.MakeGenericType(arguments)
                : null;
        }
        catch (ArgumentException) // the runtime's stand-in for any class breaks a constraint
        {
            return null;
        }
    }

    private Type? Find(string name)
    {
        if (!_found.TryGetValue(name, out Type? type))
            _found[name] = type = _assemblies
                .Values.Select(assembly => assembly.GetType(name))
                .FirstOrDefault(found => found is not null);
        return type;
    }

    private static char Next(string name, int at) => at < name.Length ? name[at] : '\0';

    private void Load(string folder)
    {
        foreach (string file in Directory.GetFiles(folder, "*.dll").Order(StringComparer.Ordinal))
            if (!_assemblies.ContainsKey(Path.GetFileNameWithoutExtension(file)))
                Add(file);
    }

    private void Add(string file)
    {
        try
        {
            Assembly assembly = AssemblyLoadContext.Default.LoadFromAssemblyPath(file);
            _assemblies.Add(assembly.GetName().Name!, assembly);
        }
        catch (BadImageFormatException) { } // a library of machine code
    }
}
