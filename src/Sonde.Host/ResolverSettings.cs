using System.Net;

namespace Sonde.Host;

/// <summary>Where this machine looks names up.</summary>
public sealed record ResolverSettings
{
    /// <summary>Servers that programs of this machine ask, in their order, as configured.</summary>
    public required IReadOnlyList<string> Configured { get; init; }

    /// <summary>Servers behind a resolver on this machine; empty when there is none or it does not say.</summary>
    public IReadOnlyList<ResolverServer> Upstreams { get; init; } = [];

    /// <summary>Suffixes that are tried after names.</summary>
    public IReadOnlyList<string> SearchDomains { get; init; } = [];

    /// <summary>Options of the resolver: <c>ndots:1</c>, <c>edns0</c>.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>Where names are looked for, in order: <c>files</c>, <c>dns</c>; empty when the system does not say.</summary>
    public IReadOnlyList<string> Order { get; init; } = [];

    /// <summary>The hosts file's entries.</summary>
    public IReadOnlyList<HostsEntry> Hosts { get; init; } = [];

    /// <summary>Entries of the hosts file, also those beyond <see cref="HostList{T}.MostKept"/>.</summary>
    public int HostsTotal { get; init; }

    /// <summary>The hosts file.</summary>
    public string? HostsFile { get; init; }

    /// <summary>Files and programs that said it.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>What to know: lines that were not understood, what the system does not say.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];
}

/// <summary>A name server.</summary>
/// <param name="Server">Its address, with the scope of a link-local one, and whatever the system notes: port, name for TLS.</param>
/// <param name="Interface">The interface it is for; null for all.</param>
/// <param name="Domains">Domains that it is for; empty for all. A leading ~ is a route for names, not a suffix to try.</param>
public sealed record ResolverServer(string Server, string? Interface, IReadOnlyList<string> Domains);

/// <summary>One line of the hosts file.</summary>
/// <param name="Address">The address.</param>
/// <param name="Names">Its names.</param>
public sealed record HostsEntry(IPAddress Address, IReadOnlyList<string> Names);
