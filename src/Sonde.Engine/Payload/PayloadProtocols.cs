using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>The names by which a protocol may be asked for.</summary>
internal static class PayloadProtocols
{
    /// <summary>What readable lines of nothing known are called.</summary>
    public const string Text = "text";

    private static readonly Dictionary<string, string> Short = new(StringComparer.OrdinalIgnoreCase)
    {
        ["postgres"] = "pgsql",
        ["postgresql"] = "pgsql",
        ["redis"] = "resp",
        ["mongodb"] = "mongo",
        ["https"] = "tls",
        ["ssl"] = "tls",
        ["mssql"] = "tds",
        ["text"] = Text,
        ["unknown"] = "unknown",
    };

    /// <summary>Wireshark's name of a protocol; null when all are meant.</summary>
    /// <exception cref="EngineException">There is no such protocol.</exception>
    public static string? Of(string? typed, Protocols protocols)
    {
        if (string.IsNullOrWhiteSpace(typed) || typed.Equals("auto", StringComparison.OrdinalIgnoreCase))
            return null;
        if (Short.TryGetValue(typed, out string? name))
            return name;
        name = typed.ToLowerInvariant();
        if (name == "mongo" || protocols.Find(name) is not null)
            return name;
        string[] known =
        [
            "auto",
            "mysql",
            "postgres",
            "redis",
            "mongodb",
            "tds",
            "http",
            "tls",
            "sip",
            "ssh",
            "smtp",
            "ftp",
            Text,
        ];
        throw EngineException.UnknownName("protocol", typed, known);
    }
}
