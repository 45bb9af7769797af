using System.Net;

namespace Sonde.Host;

/// <summary>Reads a file of hosts(5).</summary>
public static class HostsFile
{
    /// <summary>Reads the lines; what begins with no address is no entry.</summary>
    public static (IReadOnlyList<HostsEntry> Entries, int Total) Read(IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        List<HostsEntry> entries = [];
        int total = 0;
        foreach (string line in lines)
        {
            string[] words = line.Split('#', 2)[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words is not [var first, _, ..] || !AddressText.TryParse(first, out IPAddress address, out _))
                continue;
            total++;
            if (entries.Count < HostList<HostsEntry>.MostKept)
                entries.Add(new HostsEntry(address, words[1..]));
        }
        return (entries, total);
    }
}
