using System.Globalization;

namespace Sonde.Host;

/// <summary>Names for the kernel's numbers, from the system's files.</summary>
public static class LinuxFiles
{
    /// <summary>Users by number, from <c>/etc/passwd</c>; users of directory services are not in it.</summary>
    public static IReadOnlyDictionary<long, string> Users() =>
        Read(
            ["/etc/passwd"],
            line => line.Split(':') is [var name, _, var number, ..] && name.Length > 0 ? (number, name) : null
        );

    /// <summary>Routing tables by number, from iproute2's files; the kernel's own three are always there.</summary>
    public static IReadOnlyDictionary<long, string> RouteTables()
    {
        Dictionary<long, string> names = Read(
            ["/usr/lib/iproute2/rt_tables", "/usr/share/iproute2/rt_tables", "/etc/iproute2/rt_tables"],
            line =>
                line.Split('#')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is [var number, var name]
                    ? (number, name)
                    : null
        );
        names[253] = "default";
        names[254] = "main";
        names[255] = "local";
        return names;
    }

    private static Dictionary<long, string> Read(string[] files, Func<string, (string Number, string Name)?> parse)
    {
        var names = new Dictionary<long, string>();
        foreach (string file in files)
        {
            try
            {
                foreach (string line in File.Exists(file) ? File.ReadLines(file) : [])
                {
                    if (
                        parse(line) is var (number, name)
                        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long key)
                    )
                        names.TryAdd(key, name);
                }
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
            {
                // the numbers stand without names
            }
        }
        return names;
    }
}
