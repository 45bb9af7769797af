using System.Globalization;

namespace Sonde.Host;

/// <summary>The kernel's counters of its protocols: /proc/net/snmp, snmp6 and netstat.</summary>
public static class NetworkCounters
{
    /// <summary>Reads all of them, as <c>TcpExt.ListenDrops</c>, of this network namespace; empty where there are none.</summary>
    public static IReadOnlyDictionary<string, long> Read()
    {
        var counters = new Dictionary<string, long>(StringComparer.Ordinal);
        ReadPairs(Lines("/proc/net/snmp"), counters);
        ReadPairs(Lines("/proc/net/netstat"), counters);
        foreach (string line in Lines("/proc/net/snmp6"))
        {
            if (line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is [var name, var value])
                Add(counters, name, value);
        }
        return counters;
    }

    // A line of names follows a line of values, both under the name of the protocol.
    internal static void ReadPairs(IReadOnlyList<string> lines, Dictionary<string, long> counters)
    {
        for (int i = 0; i + 1 < lines.Count; i += 2)
        {
            string[] names = lines[i].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            string[] values = lines[i + 1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (names.Length == 0 || names.Length != values.Length || names[0] != values[0])
                return;
            for (int k = 1; k < names.Length; k++)
                Add(counters, $"{names[0].TrimEnd(':')}.{names[k]}", values[k]);
        }
    }

    private static void Add(Dictionary<string, long> counters, string name, string value)
    {
        if (long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
            counters[name] = number;
    }

    private static string[] Lines(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
