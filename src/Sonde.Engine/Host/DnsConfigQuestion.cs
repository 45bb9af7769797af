using System.ComponentModel;
using System.Text.Json.Serialization;
using Sonde.Host;

namespace Sonde.Engine;

/// <summary>The arguments of the question about the resolver's settings.</summary>
public sealed record DnsConfigArguments : HostPageArguments
{
    /// <summary>A name to look for in the hosts file.</summary>
    [Description("Only entries of the hosts file with this name or address; no server is asked.")]
    public string? Name { get; init; }
}

/// <summary>Where this machine looks names up.</summary>
public sealed record DnsConfig : IAnswer
{
    /// <inheritdoc/>
    [Description("There is at least one name server.")]
    public required bool Success { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => HostJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>Servers.</summary>
    [Description(
        "Servers that questions end at: those behind a resolver on this machine where it says them, else those configured."
    )]
    public required IReadOnlyList<string> Nameservers { get; init; }

    /// <summary>Search list.</summary>
    [Description("Suffixes that are tried after names.")]
    public required IReadOnlyList<string> SearchDomains { get; init; }

    /// <summary>As configured.</summary>
    [Description("Servers that programs ask, as configured, in their order.")]
    public required IReadOnlyList<string> ConfiguredNameservers { get; init; }

    /// <summary>Resolver on this machine.</summary>
    [Description("The configured server is a resolver on this machine that asks others.")]
    public required bool LocalResolver { get; init; }

    /// <summary>Servers by interface.</summary>
    [Description("Servers by interface and domain, as the resolver of this machine or the system knows them.")]
    public IReadOnlyList<UpstreamServer>? Upstreams { get; init; }

    /// <summary>Options.</summary>
    [Description("Options of the resolver: ndots:1, timeout:2, edns0, use-vc …")]
    public required IReadOnlyList<string> Options { get; init; }

    /// <summary>Order.</summary>
    [Description("Where names are looked for, in order: files (the hosts file), dns, resolve, mdns4_minimal …")]
    public required IReadOnlyList<string> LookupOrder { get; init; }

    /// <summary>Hosts file.</summary>
    [Description("The hosts file.")]
    public string? HostsFile { get; init; }

    /// <summary>Its entries.</summary>
    [Description("Entries of the hosts file on this page.")]
    public required IReadOnlyList<HostsFileEntry> HostsEntries { get; init; }

    /// <summary>How many there are.</summary>
    [Description("Entries of the hosts file that fit the arguments.")]
    public required long Total { get; init; }

    /// <summary>On this page.</summary>
    [Description("Entries of the hosts file on this page.")]
    public required int Returned { get; init; }

    /// <summary>Next page.</summary>
    [Description("Offset of the next page; absent on the last.")]
    public int? NextOffset { get; init; }

    /// <summary>What the answer rests on.</summary>
    [Description("What the answer rests on.")]
    public required HostCoverage Coverage { get; init; }
}

/// <summary>A server by interface.</summary>
/// <param name="Server">The server.</param>
/// <param name="Interface">Its interface.</param>
/// <param name="Domains">Its domains.</param>
public sealed record UpstreamServer(
    [property: Description("Address, with port, scope and name for TLS where they are set.")] string Server,
    [property: Description("Interface that it is for; absent for all.")] string? Interface,
    [property: Description("Domains that it is for; a leading ~ routes names without being tried as a suffix.")]
        IReadOnlyList<string>? Domains
);

/// <summary>A line of the hosts file.</summary>
/// <param name="Address">Address.</param>
/// <param name="Names">Names.</param>
public sealed record HostsFileEntry(
    [property: Description("Address.")] string Address,
    [property: Description("Its names.")] IReadOnlyList<string> Names
);

/// <summary>Where this machine looks names up.</summary>
public static class DnsConfigQuestion
{
    private const int MostListed = 100;

    /// <summary>Asks this machine; no server is asked.</summary>
    /// <exception cref="EngineException">The page lies beyond the end.</exception>
    public static DnsConfig Ask(DnsConfigArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ResolverSettings settings = Machine.Ask(system => system.Resolver());
        HostsEntry[] entries = [.. settings.Hosts.Where(entry => IsWanted(entry, arguments.Name))];
        Page<HostsEntry> page = arguments.Cut(entries);
        bool isLocal = settings.Configured.Count > 0 && settings.Configured.All(IsLoopback);
        string[] behind = [.. settings.Upstreams.Select(server => server.Server).Distinct()];
        string[] servers =
        [
            .. (behind.Length > 0 && (isLocal || settings.Configured.Count == 0) ? behind : settings.Configured)
                .Take(MostListed)
                .Select(server => Quote.Clean(server)!),
        ];
        List<string> missing = [.. settings.Missing];
        if (servers.Length == 0)
            missing.Add("No name server is configured; the C library then asks 127.0.0.1.");
        bool isCut = settings.HostsTotal > settings.Hosts.Count;
        return new DnsConfig
        {
            Success = servers.Length > 0,
            Summary = Say(servers, settings, isLocal),
            Nameservers = servers,
            SearchDomains = Cleaned(settings.SearchDomains),
            ConfiguredNameservers = Cleaned(settings.Configured),
            LocalResolver = isLocal,
            Upstreams =
                settings.Upstreams.Count == 0
                    ? null
                    :
                    [
                        .. settings
                            .Upstreams.Take(MostListed)
                            .Select(server => new UpstreamServer(
                                Quote.Clean(server.Server)!,
                                Quote.Clean(server.Interface),
                                server.Domains.Count == 0 ? null : Cleaned(server.Domains)
                            )),
                    ],
            Options = Cleaned(settings.Options),
            LookupOrder = Cleaned(settings.Order),
            HostsFile = settings.HostsFile,
            HostsEntries =
            [
                .. page.Items.Select(entry => new HostsFileEntry(Machine.Text(entry.Address), Cleaned(entry.Names))),
            ],
            Total = entries.Length,
            Returned = page.Items.Count,
            NextOffset = page.NextOffset,
            Coverage = new HostCoverage
            {
                Complete = missing.Count == 0 && !isCut,
                Source = string.Join(", ", settings.Sources.Take(MostListed)),
                NotAvailable = missing.Count == 0 ? null : missing,
                Limits = isCut ? [new LimitReached("entries_kept", settings.Hosts.Count)] : null,
            },
        };
    }

    private static bool IsWanted(HostsEntry entry, string? name) =>
        name is null
        || entry.Names.Any(each => each.TrimEnd('.').Equals(name.TrimEnd('.'), StringComparison.OrdinalIgnoreCase))
        || System.Net.IPAddress.TryParse(name, out System.Net.IPAddress? address) && entry.Address.Equals(address);

    private static bool IsLoopback(string server) =>
        System.Net.IPAddress.TryParse(server.Split('%')[0], out System.Net.IPAddress? address)
        && System.Net.IPAddress.IsLoopback(address);

    private static string[] Cleaned(IReadOnlyList<string> texts) =>
        [.. texts.Take(MostListed).Select(text => Quote.Clean(text, 300)!)];

    private static string Say(string[] servers, ResolverSettings settings, bool isLocal)
    {
        string asked = servers.Length == 0 ? "No name server" : $"Name servers {string.Join(", ", servers.Take(5))}";
        string through = isLocal ? $" through {string.Join(", ", settings.Configured)} on this machine" : "";
        string search =
            settings.SearchDomains.Count == 0
                ? "no search list"
                : $"search list {Quote.Clean(string.Join(" ", settings.SearchDomains), 200)}";
        return $"{asked}{through}; {search}; {settings.HostsTotal} entries in the hosts file.";
    }
}
