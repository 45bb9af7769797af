namespace Sonde.Host;

/// <summary>A file of resolv.conf(5).</summary>
public sealed record ResolvConf
{
    // What glibc reads; the rest of a longer list is ignored by it.
    private const int MostServers = 3;

    /// <summary>Name servers in their order, as written.</summary>
    public required IReadOnlyList<string> Servers { get; init; }

    /// <summary>Suffixes to try: the last of <c>search</c> and <c>domain</c> counts.</summary>
    public required IReadOnlyList<string> Search { get; init; }

    /// <summary>Options, the later of two spellings last.</summary>
    public required IReadOnlyList<string> Options { get; init; }

    /// <summary>What to know: lines that mean nothing, servers that the C library never asks.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Reads a file's lines.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="hasLimit">Whether programs read it by the C library, which asks three servers at most.</param>
    public static ResolvConf Read(IEnumerable<string> lines, bool hasLimit = true)
    {
        ArgumentNullException.ThrowIfNull(lines);
        List<string> servers = [];
        IReadOnlyList<string> search = [];
        List<string> options = [];
        List<string> notes = [];
        foreach (string line in lines)
        {
            // a comment begins in the first column, but resolvers forgive it further right
            string[] words = line.Split(['#', ';'], 2)[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            switch (words)
            {
                case []:
                    break;
                case ["nameserver", var server, ..] when AddressText.IsAddress(server):
                    servers.Add(server);
                    break;
                case ["nameserver", ..]:
                    notes.Add("A nameserver line has no address and counts for nothing.");
                    break;
                case ["domain", var domain, ..]:
                    search = [domain];
                    break;
                case ["search", .. var domains]:
                    search = domains;
                    break;
                case ["options", .. var some]:
                    options.AddRange(some);
                    break;
                default:
                    break;
            }
        }
        if (hasLimit && servers.Count > MostServers)
            notes.Add($"The C library asks the first {MostServers} of these {servers.Count} servers only.");
        return new ResolvConf
        {
            Servers = servers,
            Search = search,
            Options = [.. options.Distinct(StringComparer.Ordinal)],
            Notes = notes,
        };
    }
}
