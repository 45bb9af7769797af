namespace Sonde.Host;

/// <summary>What systemd-resolved or systemd-networkd keeps of one interface: lines <c>KEY=value value</c>.</summary>
public static class ResolvedLink
{
    /// <summary>Reads the servers with the domains that they are for.</summary>
    /// <param name="lines">The file's lines.</param>
    /// <param name="interfaceName">The interface.</param>
    public static IReadOnlyList<ResolverServer> Read(IEnumerable<string> lines, string interfaceName)
    {
        ArgumentNullException.ThrowIfNull(lines);
        string[] servers = [];
        List<string> domains = [];
        foreach (string line in lines)
        {
            int equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                continue;
            string[] values = line[(equals + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            switch (line[..equals])
            {
                case "SERVERS" or "DNS":
                    servers = values;
                    break;
                case "DOMAINS":
                    domains.AddRange(values);
                    break;
                case "ROUTE_DOMAINS":
                    domains.AddRange(values.Select(domain => "~" + domain.TrimStart('~')));
                    break;
                default:
                    break;
            }
        }
        return [.. servers.Select(server => new ResolverServer(server, interfaceName, domains))];
    }
}
