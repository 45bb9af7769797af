namespace Sonde.Analysis;

/// <summary>Flags by scapy's letters.</summary>
internal static class ScapyFlags
{
    private const string Letters12 = "FSRPAUECN"; // from the lowest bit

    private static readonly string[] TcpFields =
    [
        "tcp.flags.fin",
        "tcp.flags.syn",
        "tcp.flags.reset",
        "tcp.flags.push",
        "tcp.flags.ack",
        "tcp.flags.urg",
        "tcp.flags.ece",
        "tcp.flags.cwr",
        "tcp.flags.ae",
    ];

    /// <summary>The letters or words for the flags of a field.</summary>
    public static IEnumerable<string> Letters(ScapyKind kind) =>
        kind switch
        {
            ScapyKind.TcpFlags => Letters12.Select(letter => letter.ToString()),
            ScapyKind.Ipv4Flags => ["DF", "MF"],
            _ => [],
        };

    /// <summary>Wireshark's field of one flag; null when there is no such flag.</summary>
    public static string? FieldOf(ScapyKind kind, string name) =>
        kind switch
        {
            ScapyKind.TcpFlags
                when name.Length == 1 && Letters12.IndexOf(name[0], StringComparison.Ordinal) is >= 0 and var bit =>
                TcpFields[bit],
            ScapyKind.Ipv4Flags when name is "DF" or "MF" => name == "DF" ? "ip.flags.df" : "ip.flags.mf",
            _ => null,
        };

    /// <summary>The number that stands for a text of flags, such as 18 for <c>SA</c>; null when a letter is none.</summary>
    public static int? Number(ScapyKind kind, string text)
    {
        int number = 0;
        foreach (string name in kind == ScapyKind.TcpFlags ? text.Select(letter => letter.ToString()) : text.Split('+'))
        {
            int bit =
                kind == ScapyKind.TcpFlags ? Letters12.IndexOf(name, StringComparison.Ordinal)
                : name == "DF" ? 1
                : name == "MF" ? 0
                : -1;
            if (bit < 0)
                return null;
            number |= 1 << bit;
        }
        return number;
    }
}
