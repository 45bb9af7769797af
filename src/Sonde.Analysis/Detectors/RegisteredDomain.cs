namespace Sonde.Analysis;

/// <summary>The part of a name that somebody registered, and what stands before it.</summary>
/// <remarks>
/// The public suffixes of the world fill a list that changes weekly; here the customs under which most names stand are known:
/// one label (<c>com</c>), or two where a country has <c>co</c>, <c>com</c> and the like below it.
/// </remarks>
internal static class RegisteredDomain
{
    private static readonly HashSet<string> SecondLevel = new(StringComparer.OrdinalIgnoreCase)
    {
        "ac",
        "asn",
        "co",
        "com",
        "edu",
        "gob",
        "gouv",
        "gov",
        "gv",
        "id",
        "info",
        "ltd",
        "me",
        "mil",
        "ne",
        "net",
        "nhs",
        "nom",
        "or",
        "org",
        "plc",
        "sch",
    };

    /// <summary>Splits a name without a trailing dot.</summary>
    /// <param name="name">The name.</param>
    /// <param name="below">What stands before the domain; empty when nothing does.</param>
    /// <returns>The domain with its suffix; empty for a name of one label.</returns>
    public static ReadOnlySpan<char> Split(ReadOnlySpan<char> name, out ReadOnlySpan<char> below)
    {
        below = default;
        int last = name.LastIndexOf('.');
        if (last <= 0)
            return default;
        int second = name[..last].LastIndexOf('.');
        if (second > 0)
        {
            ReadOnlySpan<char> label = name[(second + 1)..last];
            bool isSuffix =
                name.Length - last - 1 == 2 && SecondLevel.GetAlternateLookup<ReadOnlySpan<char>>().Contains(label);
            if (isSuffix)
                second = name[..second].LastIndexOf('.');
        }
        if (second <= 0)
            return name;
        below = name[..second];
        return name[(second + 1)..];
    }

    /// <summary>The label that was registered: <c>example</c> of <c>example.co.uk</c>.</summary>
    public static ReadOnlySpan<char> LabelOf(ReadOnlySpan<char> domain)
    {
        int dot = domain.IndexOf('.');
        return dot < 0 ? domain : domain[..dot];
    }

    /// <summary>Names that resolvers answer themselves, and those of addresses: nobody registers them.</summary>
    public static bool IsSpecial(ReadOnlySpan<char> name) =>
        name.EndsWith(".arpa", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".local", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".onion", StringComparison.OrdinalIgnoreCase);

    /// <summary>Names of home and company networks, which nobody outside answers: browsers ask for made-up ones there to try their resolver.</summary>
    public static bool IsPrivate(ReadOnlySpan<char> name)
    {
        ReadOnlySpan<char> last = name[(name.LastIndexOf('.') + 1)..];
        return last.ContainsAnyInRange('0', '9')
            || PrivateSuffixes.GetAlternateLookup<ReadOnlySpan<char>>().Contains(last);
    }

    private static readonly HashSet<string> PrivateSuffixes = new(StringComparer.OrdinalIgnoreCase)
    {
        "belkin",
        "corp",
        "dlink",
        "domain",
        "fritz",
        "gateway",
        "home",
        "intern",
        "internal",
        "intranet",
        "invalid",
        "lan",
        "local",
        "localdomain",
        "localhost",
        "mail",
        "network",
        "priv",
        "private",
        "quality",
        "router",
        "speedport",
        "wan",
        "workgroup",
    };

    /// <summary>Letters, digits, hyphens, underscores and dots only: it can stand in a filter.</summary>
    public static bool IsPlain(ReadOnlySpan<char> name)
    {
        foreach (char letter in name)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '_' or '.'))
                return false;
        }
        return true;
    }
}
