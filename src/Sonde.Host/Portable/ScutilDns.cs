namespace Sonde.Host;

/// <summary>Reads what <c>scutil --dns</c> prints on macOS.</summary>
public static class ScutilDns
{
    /// <summary>Reads the servers with their interfaces and domains, and the search list.</summary>
    public static (IReadOnlyList<ResolverServer> Servers, IReadOnlyList<string> Search) Read(IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        List<ResolverServer> all = [];
        List<string> search = [];
        List<string> servers = [];
        string? link = null;
        string? domain = null;
        foreach (string line in lines.Append("resolver #end"))
        {
            string text = line.Trim();
            if (text.StartsWith("resolver #", StringComparison.Ordinal))
            {
                all.AddRange(
                    servers.Select(server => new ResolverServer(server, link, domain is null ? [] : [domain]))
                );
                (servers, link, domain) = ([], null, null);
                continue;
            }
            // an IPv6 address has colons of its own: the first " : " is the separator
            int colon = text.IndexOf(" : ", StringComparison.Ordinal);
            if (colon < 0)
                continue;
            string value = text[(colon + 3)..].Trim();
            string key = text[..colon].Split('[')[0].Trim();
            switch (key)
            {
                case "nameserver":
                    servers.Add(value);
                    break;
                case "search domain":
                    search.Add(value);
                    break;
                case "domain":
                    domain = value;
                    break;
                case "if_index":
                    link = value.Split('(', ')') is [_, var name, ..] ? name : null;
                    break;
                default:
                    break;
            }
        }
        return (
            [.. all.DistinctBy(one => (one.Server, one.Interface, one.Domains is [var first, ..] ? first : null))],
            [.. search.Distinct()]
        );
    }
}
