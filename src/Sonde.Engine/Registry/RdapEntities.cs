using System.Text.Json;

namespace Sonde.Engine;

/// <summary>Reads the people and organisations of an answer, RFC 9083 §5.1, with their jCards (RFC 7095).</summary>
internal static class RdapEntities
{
    private const int MostEntities = 50;
    private const int DeepestNesting = 4;

    /// <summary>All of them, those inside others behind these.</summary>
    public static List<RdapEntity> Of(JsonElement root)
    {
        var all = new List<RdapEntity>();
        Add(all, root, 0);
        return all;
    }

    /// <summary>The first with a role.</summary>
    public static RdapEntity? WithRole(IEnumerable<RdapEntity> entities, string role) =>
        entities.FirstOrDefault(entity => entity.Roles.Contains(role, StringComparer.OrdinalIgnoreCase));

    private static void Add(List<RdapEntity> all, JsonElement of, int depth)
    {
        foreach (JsonElement entity in RdapJson.List(of, "entities"))
        {
            if (all.Count >= MostEntities)
                return;
            all.Add(Read(entity));
            if (depth < DeepestNesting)
                Add(all, entity, depth + 1);
        }
    }

    private static RdapEntity Read(JsonElement entity)
    {
        JsonElement card = RdapJson.Member(entity, "vcardArray");
        JsonElement lines = card.ValueKind == JsonValueKind.Array && card.GetArrayLength() > 1 ? card[1] : default;
        return new RdapEntity
        {
            Handle = RdapJson.Text(entity, "handle"),
            Roles = RdapJson.FewTexts(entity, "roles") ?? [],
            Name = Line(lines, "fn"),
            Organization = Line(lines, "org"),
            Email = Line(lines, "email"),
            Phone = Line(lines, "tel"),
            Country = CountryOf(lines),
        };
    }

    // [name, parameters, type, value …]; a structured value is a list
    private static string? Line(JsonElement lines, string name)
    {
        foreach (JsonElement line in RdapJson.Items(lines))
        {
            if (!Is(line, name))
                continue;
            JsonElement value = line[3];
            string? text =
                value.ValueKind == JsonValueKind.Array ? RdapJson.Texts(value).FirstOrDefault() : RdapJson.Text(value);
            if (text is not null)
                return text.StartsWith("tel:", StringComparison.OrdinalIgnoreCase) ? text[4..] : text;
        }
        return null;
    }

    // RFC 8605 §3.1: the parameter cc; else the seventh part of the address
    private static string? CountryOf(JsonElement lines)
    {
        foreach (JsonElement line in RdapJson.Items(lines))
        {
            if (!Is(line, "adr"))
                continue;
            if (RdapJson.Text(line[1], "cc") is { } code)
                return code;
            if (line[3].ValueKind == JsonValueKind.Array && line[3].GetArrayLength() >= 7)
                return RdapJson.Text(line[3][6]);
        }
        return null;
    }

    private static bool Is(JsonElement line, string name) =>
        line.ValueKind == JsonValueKind.Array
        && line.GetArrayLength() >= 4
        && line[0].ValueKind == JsonValueKind.String
        && line[0].ValueEquals(name);
}
