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
    private static readonly JsonSchemaExporterOptions Options = new()
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = Transform,
    };

    /// <summary>The schema of a record: one type a node, descriptions, defaults, ranges and allowed values from its attributes.</summary>
    public static JsonObject Of(JsonTypeInfo type)
    {
        var schema = (JsonObject)JsonSchemaExporter.GetJsonSchemaAsNode(type, Options);
        schema["type"] = "object";
        schema["additionalProperties"] = false;
        return schema;
    }

    private static JsonNode Transform(JsonSchemaExporterContext context, JsonNode node)
    {
        if (node is not JsonObject schema)
            return node;
        // A member that may be absent is left out of answers, never null: one type is enough, and some clients know only that.
        if (schema["type"] is JsonArray types && types.FirstOrDefault(type => (string?)type != "null") is { } only)
            schema["type"] = (string?)only;
        schema.Remove("default");
        if (context.PropertyInfo?.AttributeProvider is { } member)
            Annotate(schema, member);
        return schema;
    }

    private static void Annotate(JsonObject schema, ICustomAttributeProvider member)
    {
        if (Find<DescriptionAttribute>(member) is { } description)
            schema.Insert(0, "description", description.Description);
        if (Find<DefaultValueAttribute>(member) is { Value: { } value })
            schema["default"] = JsonValue.Create(JsonSerializer.SerializeToElement(value));
        if (Find<AllowedValuesAttribute>(member) is { } allowed)
            schema["enum"] = new JsonArray([.. allowed.Values.Select(one => JsonValue.Create((string?)one))]);
        if (Find<RangeAttribute>(member) is { } range)
        {
            schema["minimum"] = Convert.ToInt64(range.Minimum, null);
            if (Convert.ToInt64(range.Maximum, null) is var most and < int.MaxValue)
                schema["maximum"] = most;
        }
    }

    private static T? Find<T>(ICustomAttributeProvider member)
        where T : Attribute => member.GetCustomAttributes(typeof(T), inherit: true).OfType<T>().FirstOrDefault();
}
