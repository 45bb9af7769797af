using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;

namespace Sonde.Engine;

/// <summary>The part of this machine's resolver settings that look-ups need, as resolv.conf(5) has it.</summary>
public sealed record ResolvConf
{
    private const int MostServers = 3; // the C library takes no more
    private const int MostSearched = 32;
    private const int MostDots = 15;
    private const int LongestFile = 1 << 20;

    /// <summary>Servers in the order in which they are asked.</summary>
    public IReadOnlyList<IPAddress> Servers { get; private init; } = [];

    /// <summary>Domains that are tried behind a short name.</summary>
    public IReadOnlyList<string> Search { get; private init; } = [];

    /// <summary>A name with at least so many dots is tried as it is first.</summary>
    public int Dots { get; private init; } = 1;

    /// <summary>Reads this machine's.</summary>
    public static ResolvConf OfThisMachine()
    {
        if (!OperatingSystem.IsWindows() && ReadFile("/etc/resolv.conf") is { } text)
            return Parse(text);
        return new ResolvConf
        {
            Servers =
            [
                .. NetworkInterface
                    .GetAllNetworkInterfaces()
                    .Where(one => one.OperationalStatus == OperationalStatus.Up)
                    .SelectMany(one => one.GetIPProperties().DnsAddresses)
                    .Where(address => !address.IsIPv6SiteLocal) // what Windows has when nothing is set
                    .Distinct()
                    .Take(MostServers),
            ],
        };
    }

    /// <summary>Reads the text of such a file; lines that make no sense are passed over, as the C library does.</summary>
    public static ResolvConf Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<IPAddress> servers = [];
        List<string> search = [];
        int dots = 1;
        foreach (string line in text.Split('\n'))
        {
            string[] words = line.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            switch (words)
            {
                case ["nameserver", var server, ..]
                    when servers.Count < MostServers && IPAddress.TryParse(server, out IPAddress? address):
                    servers.Add(address);
                    break;
                case ["domain", var domain, ..]:
                    search = [domain.TrimEnd('.')];
                    break;
                case ["search", ..]:
                    search = [.. words.Skip(1).Take(MostSearched).Select(one => one.TrimEnd('.'))];
                    break;
                case ["options", ..]:
                    dots = words.Select(DotsOf).LastOrDefault(one => one is not null) ?? dots;
                    break;
                default:
                    break;
            }
        }
        return new ResolvConf
        {
            Servers = servers,
            Search = [.. search.Where(one => one.Length > 0)],
            Dots = dots,
        };
    }

    /// <summary>The names that programs on this machine try for what was typed, in order (resolv.conf(5), ndots).</summary>
    public IReadOnlyList<string> NamesTried(string typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        if (typed.EndsWith('.'))
            return [typed];
        IEnumerable<string> searched = Search.Select(domain => $"{typed}.{domain}.");
        bool isFirst = typed.Count(letter => letter == '.') >= Dots;
        return isFirst ? [$"{typed}.", .. searched] : [.. searched, $"{typed}."];
    }

    /// <summary>The text of a small file; null when there is none that can be read.</summary>
    internal static string? ReadFile(string path)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: <= LongestFile } ? File.ReadAllText(path) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static int? DotsOf(string word) =>
        word.StartsWith("ndots:", StringComparison.Ordinal)
        && int.TryParse(word.AsSpan(6), NumberStyles.None, CultureInfo.InvariantCulture, out int dots)
            ? Math.Min(dots, MostDots)
            : null;
}
