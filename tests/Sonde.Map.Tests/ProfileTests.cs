using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Sonde.Testing;
using Xunit;

namespace Sonde.Map.Tests;

/// <summary>How often each branch ran, which the ahead-of-time compiler goes by: no use when the code has left it behind.</summary>
public sealed class ProfileTests
{
    private const double LeastThatIsStillThere = 0.9;

    [Fact]
    public void TheProfileSpeaksOfThisProgram()
    {
        HashSet<string> there = [.. Rooms().SelectMany(MethodsIn)];
        string[] profiled = [.. ProfiledMethods()];
        string[] gone = [.. profiled.Where(method => !there.Contains(method))];
        Assert.True(
            gone.Length <= (1 - LeastThatIsStillThere) * profiled.Length,
            $"bench/record_profile.py has to run again: gone are {string.Join(", ", gone)}"
        );
    }

    [Theory]
    [InlineData("Sonde.Analysis.FlowIndex.Find")]
    [InlineData("Sonde.Capture.PcapFile.TryAdvance")]
    [InlineData("Sonde.Wire.Ipv4.TryRead")]
    public void TheProfileHoldsWhatEveryPacketPasses(string method) => Assert.Contains(method, ProfiledMethods());

    private static string[] Rooms() => Directory.GetFiles(Path.GetDirectoryName(BuiltProgram.Path)!, "Sonde.*.dll");

    private static List<string> MethodsIn(string file)
    {
        using var image = new PEReader(File.OpenRead(file));
        MetadataReader metadata = image.GetMetadataReader();
        return
        [
            .. from handle in metadata.MethodDefinitions
            let method = metadata.GetMethodDefinition(handle)
            select $"{TypeName(metadata, method.GetDeclaringType())}.{metadata.GetString(method.Name)}",
        ];
    }

    // The program itself and generic types left aside.
    private static List<string> ProfiledMethods()
    {
        using ZipArchive archive = ZipFile.OpenRead(Repo.Path("src", "Sonde", "sonde.mibc"));
        using Stream stream = archive.Entries.Single().Open();
        var octets = new MemoryStream();
        stream.CopyTo(octets);
        octets.Position = 0;
        using var image = new PEReader(octets);
        MetadataReader metadata = image.GetMetadataReader();
        return
        [
            .. from handle in metadata.MemberReferences
            let method = metadata.GetMemberReference(handle)
            where method.Parent.Kind == HandleKind.TypeReference
            let type = (TypeReferenceHandle)method.Parent
            where AssemblyOf(metadata, type).StartsWith("Sonde.", StringComparison.Ordinal)
            select $"{TypeName(metadata, type)}.{metadata.GetString(method.Name)}",
        ];
    }

    private static string TypeName(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        TypeDefinition type = metadata.GetTypeDefinition(handle);
        string name = metadata.GetString(type.Name);
        return type.IsNested
            ? $"{TypeName(metadata, type.GetDeclaringType())}+{name}"
            : $"{metadata.GetString(type.Namespace)}.{name}";
    }

    private static string TypeName(MetadataReader metadata, TypeReferenceHandle handle)
    {
        TypeReference type = metadata.GetTypeReference(handle);
        string name = metadata.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? $"{TypeName(metadata, (TypeReferenceHandle)type.ResolutionScope)}+{name}"
            : $"{metadata.GetString(type.Namespace)}.{name}";
    }

    private static string AssemblyOf(MetadataReader metadata, TypeReferenceHandle handle)
    {
        EntityHandle scope = metadata.GetTypeReference(handle).ResolutionScope;
        return scope.Kind == HandleKind.TypeReference
            ? AssemblyOf(metadata, (TypeReferenceHandle)scope)
            : metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)scope).Name);
    }
}
