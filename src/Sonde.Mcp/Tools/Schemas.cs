using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace Sonde.Mcp;

/// <summary>Makes JSON schemas from argument and answer records, in the portable subset that all clients understand.</summary>
public static class Schemas
{
    private static readonly JsonSchemaExporterOptions Arguments = Options(property => property.IsRequired);

    // What cannot be null is always there; null is left out.
    private static readonly JsonSchemaExporterOptions Answers = Options(property =>
        !property.IsGetNullable && Nullable.GetUnderlyingType(property.PropertyType) is null
    );

    /// <summary>The schema of a record of arguments: the general ones first, those of one question after them.</summary>
    public static JsonObject OfArguments(JsonTypeInfo type)
    {
        ArgumentNullException.ThrowIfNull(type);
        JsonObject schema = Of(type, Arguments);
        if (schema["properties"] is JsonObject properties)
        {
            KeyValuePair<string, JsonNode?>[] ordered =
            [
                .. properties.OrderBy(property =>
                    Depth(type.Properties.First(one => one.Name == property.Key).AttributeProvider as MemberInfo)
                ),
            ];
            properties.Clear();
            foreach ((string name, JsonNode? member) in ordered)
                properties.Add(name, member);
        }
        return schema;
    }

    /// <summary>The schema of an answer, or of the fault that may stand in its place: some clients check faults against it too.</summary>
    public static JsonObject OfAnswer(JsonTypeInfo type)
    {
        JsonObject schema = Of(type, Answers);
        var properties = (JsonObject)schema["properties"]!;
        foreach ((string name, JsonObject member) in Faults.Members())
            properties.TryAdd(name, member);
        JsonNode? required = schema["required"];
        schema.Remove("required");
        schema["anyOf"] = new JsonArray(
            new JsonObject { ["required"] = required ?? new JsonArray() },
            new JsonObject { ["required"] = new JsonArray("success", "error", "error_type") }
        );
        return schema;
    }

    private static JsonObject Of(JsonTypeInfo type, JsonSchemaExporterOptions options)
    {
        var schema = (JsonObject)JsonSchemaExporter.GetJsonSchemaAsNode(type, options);
        References.WriteOut(schema);
        schema["type"] = "object";
        schema["additionalProperties"] = false;
        return schema;
    }

    private static JsonSchemaExporterOptions Options(Func<JsonPropertyInfo, bool> isRequired) =>
        new()
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = (context, node) => Transform(context, node, isRequired),
        };

    private static JsonObject Transform(
        JsonSchemaExporterContext context,
        JsonNode node,
        Func<JsonPropertyInfo, bool> isRequired
    )
    {
        JsonObject schema = node as JsonObject ?? []; // "true" is unknown to some clients
        // A member that may be absent is left out of answers, never null: one type is enough, and some clients know only that.
        if (schema["type"] is JsonArray types && types.FirstOrDefault(type => (string?)type != "null") is { } only)
            schema["type"] = (string?)only;
        schema.Remove("default");
        if (schema["enum"] is JsonArray && schema["type"] is null)
            schema["type"] = "string";
        if (schema["properties"] is JsonObject)
            Require(schema, context.TypeInfo.Properties.Where(isRequired));
        if (context.PropertyInfo?.AttributeProvider is { } member)
            Annotate(schema, member);
        return schema;
    }

    private static void Require(JsonObject schema, IEnumerable<JsonPropertyInfo> members)
    {
        schema.Remove("required");
        var properties = (JsonObject)schema["properties"]!;
        JsonNode?[] names =
        [
            .. members
                .Select(member => member.Name)
                .Where(properties.ContainsKey)
                .Select(name => JsonValue.Create(name)),
        ];
        if (names.Length > 0)
            schema["required"] = new JsonArray(names);
    }

    private static void Annotate(JsonObject schema, ICustomAttributeProvider member)
    {
        if (Find<DataTypeAttribute>(member) is { CustomDataType: { } type })
            schema["type"] = type; // of a member whose own type would allow anything
        if (Find<DescriptionAttribute>(member) is { } description)
            schema.Insert(0, "description", description.Description);
        if (Find<DefaultValueAttribute>(member) is { Value: { } value })
            schema["default"] = JsonValue.Create(JsonSerializer.SerializeToElement(value));
        JsonObject one = schema["items"] as JsonObject ?? schema; // what is said of a list holds for its entries
        if (Find<AllowedValuesAttribute>(member) is { } allowed)
            one["enum"] = new JsonArray([.. allowed.Values.Select(name => JsonValue.Create((string?)name))]);
        if (Find<RangeAttribute>(member) is not { } range)
            return;
        one["minimum"] = Convert.ToInt64(range.Minimum, null);
        if (Convert.ToInt64(range.Maximum, null) is var most and < int.MaxValue)
            one["maximum"] = most;
    }

    private static T? Find<T>(ICustomAttributeProvider member)
        where T : Attribute => member.GetCustomAttributes(typeof(T), inherit: true).OfType<T>().FirstOrDefault();

    // How far below the record of all arguments a member was declared.
    private static int Depth(MemberInfo? member)
    {
        int depth = 0;
        for (Type? type = member?.DeclaringType; type is not null; type = type.BaseType)
            depth++;
        return depth;
    }
}
