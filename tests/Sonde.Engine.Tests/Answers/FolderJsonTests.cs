using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Xunit;

namespace Sonde.Engine.Tests;

public sealed class FolderJsonTests
{
    private static readonly Type[] Types = typeof(AnswerSerializer).Assembly.GetTypes();

    public static TheoryData<Type> Folders => [.. Types.Where(type => type.BaseType == typeof(JsonSerializerContext))];

    public static TheoryData<Type> Answers =>
        [.. Types.Where(type => type.IsAssignableTo(typeof(IAnswer)) && !type.IsAbstract)];

    [Theory]
    [MemberData(nameof(Folders))]
    public void EveryFolderSpellsItsJsonAlike(Type folder)
    {
        JsonSourceGenerationOptionsAttribute? options =
            folder.GetCustomAttribute<JsonSourceGenerationOptionsAttribute>();
        Assert.Equal(JsonKnownNamingPolicy.SnakeCaseLower, options?.PropertyNamingPolicy);
        Assert.Equal(JsonIgnoreCondition.WhenWritingNull, options?.DefaultIgnoreCondition);
        Assert.True(options?.UseStringEnumConverter);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void TheTypesOfEveryFolderAreFoundByThoseWhoDoNotKnowIt(Type folder)
    {
        MethodInfo find = typeof(AnswerSerializer).GetMethod(nameof(AnswerSerializer.TypeOf))!;
        foreach (CustomAttributeData one in folder.GetCustomAttributesData())
        {
            if (one.AttributeType != typeof(JsonSerializableAttribute))
                continue;
            var type = (Type)one.ConstructorArguments[0].Value!;
            var found = (JsonTypeInfo)find.MakeGenericMethod(type).Invoke(null, null)!;
            Assert.Equal(type, found.Type);
        }
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public void EveryAnswerNamesTheClassThatWritesIt(Type answer)
    {
        var empty = (IAnswer)RuntimeHelpers.GetUninitializedObject(answer);
        Assert.NotNull(empty.Json.GetTypeInfo(answer));
    }
}
