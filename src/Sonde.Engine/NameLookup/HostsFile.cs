using System.Net;

namespace Sonde.Engine;

/// <summary>The hosts file of this machine, hosts(5): an address and its names in each line.</summary>
public static class HostsFile
{
    private static string Path =>
        OperatingSystem.IsWindows()
            ? System.IO.Path.Combine(Environment.SystemDirectory, "drivers", "etc", "hosts")
            : "/etc/hosts";

    /// <summary>The addresses that the file of this machine has for a name.</summary>
    public static IReadOnlyList<IPAddress> AddressesOf(string name) => Addresses(ResolvConf.ReadFile(Path) ?? "", name);

    /// <summary>The names that the file of this machine has for an address.</summary>
    public static IReadOnlyList<string> NamesOf(IPAddress address) => Names(ResolvConf.ReadFile(Path) ?? "", address);

    /// <summary>The addresses that a text has for a name.</summary>
    public static IReadOnlyList<IPAddress> Addresses(string text, string name)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(name);
        string wanted = name.TrimEnd('.');
        return
        [
            .. Lines(text)
                .Where(line => line.Names.Contains(wanted, StringComparer.OrdinalIgnoreCase))
                .Select(line => line.Address)
                .Distinct(),
        ];
    }

    /// <summary>The names that a text has for an address.</summary>
    public static IReadOnlyList<string> Names(string text, IPAddress address) =>
        [
            .. Lines(text ?? "")
                .Where(line => line.Address.Equals(address))
                .SelectMany(line => line.Names)
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];

    private static IEnumerable<(IPAddress Address, string[] Names)> Lines(string text)
    {
        foreach (string line in text.Split('\n'))
        {
            string[] words = line.Split('#')[0].Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 1 && IPAddress.TryParse(words[0], out IPAddress? address))
                yield return (address, words[1..]);
        }
    }
}
