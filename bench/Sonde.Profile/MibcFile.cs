using System.IO.Compression;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Sonde.Profile;

/// <summary>
/// A profile as the ahead-of-time compiler reads it (.mibc): an assembly whose global method AssemblyDictionary names a
/// method for each set of assemblies, and these list the profiled methods, all in instructions that nobody runs.
/// </summary>
internal sealed class MibcFile
{
    private const int AllFieldsOfACounter = 0x0F;

    // The same profile gives the same octets.
    private static readonly BlobContentId NoId = new(new Guid("5f1e8f0c-58b2-4c4b-9ee1-5dd0ac0b1e11"), 1);
    private static readonly DateTimeOffset NoTime = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly MetadataBuilder _metadata = new();
    private readonly BlobBuilder _code = new();
    private readonly MethodBodyStreamEncoder _bodies;
    private readonly References _references;

    private MibcFile()
    {
        _bodies = new MethodBodyStreamEncoder(_code);
        _references = new References(_metadata);
    }

    /// <summary>Writes the profile, compressed.</summary>
    public static void Write(string path, IReadOnlyDictionary<MethodBase, CountedMethod> methods)
    {
        var file = new MibcFile();
        file.Add(methods);
        File.Delete(path);
        using ZipArchive archive = ZipFile.Open(path, ZipArchiveMode.Create);
        ZipArchiveEntry entry = archive.CreateEntry(Path.GetFileName(path) + ".dll", CompressionLevel.SmallestSize);
        entry.LastWriteTime = NoTime;
        using Stream stream = entry.Open();
        file.Assembly(Path.GetFileName(path)).WriteContentTo(stream);
    }

    private void Add(IReadOnlyDictionary<MethodBase, CountedMethod> methods)
    {
        var dictionary = new InstructionEncoder(new BlobBuilder());
        IEnumerable<IGrouping<string, KeyValuePair<MethodBase, CountedMethod>>> groups = methods
            .OrderBy(pair => pair.Key.DeclaringType!.ToString(), StringComparer.Ordinal)
            .ThenBy(pair => pair.Key.MetadataToken)
            .GroupBy(pair => AssembliesOf(pair.Key.DeclaringType!))
            .OrderBy(group => group.Key, StringComparer.Ordinal);
        int number = 0;
        foreach (IGrouping<string, KeyValuePair<MethodBase, CountedMethod>> group in groups)
        {
            var list = new InstructionEncoder(new BlobBuilder());
            foreach ((MethodBase method, CountedMethod counted) in group)
                Add(list, method, counted);
            dictionary.LoadString(_metadata.GetOrAddUserString(group.Key));
            dictionary.OpCode(ILOpCode.Ldtoken);
            dictionary.Token(AddGlobalMethod($"Assemblies_{++number}", list));
            dictionary.OpCode(ILOpCode.Pop);
        }
        AddGlobalMethod("AssemblyDictionary", dictionary);
    }

    // That of the method first, then those of the arguments of its type.
    private static string AssembliesOf(Type type)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        AddArguments(type, names);
        string own = type.Assembly.GetName().Name!;
        names.Remove(own);
        return string.Concat(names.Prepend(own).Select(name => name + ";"));
    }

    private static void AddArguments(Type type, SortedSet<string> names)
    {
        foreach (Type argument in type.GetGenericArguments())
        {
            if (!argument.IsPrimitive && !argument.HasElementType)
                names.Add(argument.Assembly.GetName().Name!);
            AddArguments(argument, names);
        }
    }

    private void Add(InstructionEncoder list, MethodBase method, CountedMethod counted)
    {
        if (_references.Of(method) is not { } named)
            return;
        list.OpCode(ILOpCode.Ldtoken);
        list.Token(named);
        list.LoadString(_metadata.GetOrAddUserString("InstrumentationDataStart"));
        foreach (Counter counter in counted.Counters)
        {
            list.LoadConstantI4(AllFieldsOfACounter);
            list.LoadConstantI4(counter.Offset);
            list.LoadConstantI4(counter.Kind);
            list.LoadConstantI4(counter.Length);
            list.LoadConstantI4(counter.Other);
            foreach (object value in counter.Values)
                Add(list, value is Type type && !IsAtHand(type, method) ? Counter.UnknownType : value);
        }
        list.LoadString(_metadata.GetOrAddUserString("InstrumentationDataEnd"));
        list.OpCode(ILOpCode.Pop);
    }

    // Code that expects a type at a call has it loaded before it runs, and with it the assembly that it is of.
    private static bool IsAtHand(Type type, MethodBase method) =>
        (
            type.Assembly == typeof(object).Assembly
            || type.Assembly == method.DeclaringType!.Assembly
            || (TypeNames.IsOurs(type) && TypeNames.IsOurs(method.DeclaringType))
        )
        && (!type.HasElementType || (type.IsSZArray && IsAtHand(type.GetElementType()!, method)))
        && type.GetGenericArguments().All(argument => IsAtHand(argument, method));

    private void Add(InstructionEncoder list, object value)
    {
        if (value is Type type)
        {
            list.OpCode(ILOpCode.Ldtoken);
            list.Token(_references.Of(type));
        }
        else if ((int)(long)value == (long)value)
            list.LoadConstantI4((int)(long)value);
        else
            list.LoadConstantI8((long)value);
    }

    private MethodDefinitionHandle AddGlobalMethod(string name, InstructionEncoder code)
    {
        var signature = new BlobBuilder();
        new BlobEncoder(signature).MethodSignature().Parameters(0, returns => returns.Void(), _ => { });
        return _metadata.AddMethodDefinition(
            MethodAttributes.Public | MethodAttributes.Static,
            MethodImplAttributes.IL,
            _metadata.GetOrAddString(name),
            _metadata.GetOrAddBlob(signature),
            _bodies.AddMethodBody(code),
            default
        );
    }

    private BlobBuilder Assembly(string name)
    {
        StringHandle named = _metadata.GetOrAddString(name);
        _metadata.AddModule(0, named, _metadata.GetOrAddGuid(NoId.Guid), default, default);
        _metadata.AddAssembly(named, new Version(1, 0), default, default, default, AssemblyHashAlgorithm.None);
        _metadata.AddTypeDefinition(
            default,
            default,
            _metadata.GetOrAddString("<Module>"),
            default,
            MetadataTokens.FieldDefinitionHandle(1),
            MetadataTokens.MethodDefinitionHandle(1)
        );
        var image = new BlobBuilder();
        new ManagedPEBuilder(
            PEHeaderBuilder.CreateLibraryHeader(),
            new MetadataRootBuilder(_metadata),
            _code,
            deterministicIdProvider: _ => NoId
        ).Serialize(image);
        return image;
    }
}
