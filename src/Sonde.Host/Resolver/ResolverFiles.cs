using System.Globalization;
using System.Net;

namespace Sonde.Host;

/// <summary>The resolver's settings from the files of a Linux system.</summary>
public static class ResolverFiles
{
    private const long LongestFile = 16 << 20;
    private const string Configuration = "etc/resolv.conf";
    private const string Behind = "run/systemd/resolve/resolv.conf";
    private const string HostsPath = "etc/hosts";
    private const string OrderPath = "etc/nsswitch.conf";

    private static readonly string[] LinkFolders = ["run/systemd/resolve/netif", "run/systemd/netif/links"];

    /// <summary>Reads them.</summary>
    /// <param name="root">The folder that stands for <c>/</c>.</param>
    /// <param name="interfaceName">The name of an interface by its number.</param>
    public static ResolverSettings Read(string root, Func<int, string?> interfaceName)
    {
        ArgumentNullException.ThrowIfNull(interfaceName);
        List<string> sources = [];
        List<string> missing = [];
        ResolvConf configuration = ResolvConf.Read(Lines(root, Configuration, sources, missing) ?? []);
        missing.AddRange(configuration.Notes);
        List<ResolverServer> upstreams = IsStub(configuration) ? Upstreams(root, interfaceName, sources, missing) : [];
        (IReadOnlyList<HostsEntry> hosts, int total) = HostsFile.Read(Lines(root, HostsPath, sources, missing) ?? []);
        if (total > hosts.Count)
            missing.Add($"Of {total} entries of the hosts file the first {hosts.Count} were kept.");
        return new ResolverSettings
        {
            Configured = configuration.Servers,
            Upstreams = upstreams,
            SearchDomains = configuration.Search,
            Options = configuration.Options,
            Order = Order(Lines(root, OrderPath, sources, missing: null) ?? []),
            Hosts = hosts,
            HostsTotal = total,
            HostsFile = "/" + HostsPath,
            Sources = sources,
            Missing = missing,
        };
    }

    /// <summary>Where names are looked for: the line <c>hosts:</c> of nsswitch.conf(5), without its reactions in brackets.</summary>
    public static IReadOnlyList<string> Order(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            string text = line.Split('#', 2)[0].Trim();
            if (text.StartsWith("hosts:", StringComparison.Ordinal))
                return
                [
                    .. text["hosts:".Length..]
                        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                        .Where(word => word[0] != '[' && !word.Contains('=', StringComparison.Ordinal)),
                ];
        }
        return [];
    }

    private static bool IsStub(ResolvConf configuration) =>
        configuration.Servers.Any(server =>
            AddressText.TryParse(server, out IPAddress address, out _) && IPAddress.IsLoopback(address)
        );

    private static List<ResolverServer> Upstreams(
        string root,
        Func<int, string?> interfaceName,
        List<string> sources,
        List<string> missing
    )
    {
        List<ResolverServer> found = [];
        foreach (string folder in LinkFolders)
        {
            foreach (string name in Names(Path.Combine(root, folder)))
            {
                if (
                    int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int index)
                    && interfaceName(index) is { } link
                    && Lines(root, $"{folder}/{name}", sources, missing) is { } lines
                )
                    found.AddRange(ResolvedLink.Read(lines, link));
            }
        }
        // what a link has is told with its name; the common list adds the servers that are for all links
        string[] told = [.. found.Select(server => server.Server.Split('#')[0])];
        ResolvConf behind = ResolvConf.Read(Lines(root, Behind, sources, missing: null) ?? [], hasLimit: false);
        found.AddRange(
            behind
                .Servers.Where(server => !told.Contains(server.Split('%')[0]) && !told.Contains(server))
                .Select(server => new ResolverServer(server, Interface: null, Domains: []))
        );
        if (found.Count == 0)
            missing.Add("A resolver on this machine is asked, and it does not say which servers it asks in turn.");
        return [.. found.DistinctBy(server => (server.Server, server.Interface))];
    }

    private static string[] Names(string folder)
    {
        try
        {
            return Directory.Exists(folder)
                ? [.. Directory.GetFiles(folder).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)]
                : [];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // Null when the file cannot be read; said in missing unless it is one that need not exist.
    private static string[]? Lines(string root, string path, List<string> sources, List<string>? missing)
    {
        string full = Path.Combine(root, path);
        try
        {
            if (new FileInfo(full) is { Length: > LongestFile })
            {
                missing?.Add($"/{path} is longer than {LongestFile} octets and was not read.");
                return null;
            }
            string[] lines = File.ReadAllLines(full);
            sources.Add("/" + path);
            return lines;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            missing?.Add($"/{path} cannot be read.");
            return null;
        }
    }
}
