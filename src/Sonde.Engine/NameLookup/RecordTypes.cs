using System.Globalization;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>The record types that may be asked for, by name.</summary>
internal static class RecordTypes
{
    /// <summary>Those that people ask for, in the order of the help.</summary>
    public static readonly IReadOnlyList<string> Usual =
    [
        "A",
        "AAAA",
        "CNAME",
        "MX",
        "TXT",
        "NS",
        "SOA",
        "PTR",
        "ANY",
        "CAA",
        "SRV",
        "SVCB",
        "HTTPS",
        "DS",
        "DNSKEY",
        "TLSA",
        "NAPTR",
    ];

    // Types below 256 that are no records: OPT and what needs a transaction or a transfer (RFC 6895 §3.1).
    private static readonly ushort[] NotAsked = [DnsTypes.Opt, DnsTypes.Tkey, DnsTypes.Tsig, 253, 254];

    private static readonly Dictionary<string, ushort> Known = Enumerable
        .Range(1, 260)
        .Concat([DnsTypes.Ta, DnsTypes.Dlv])
        .Select(type => (Name: DnsTypes.NameOf((ulong)type), Type: (ushort)type))
        .Where(pair => pair.Name is not null && !NotAsked.Contains(pair.Type))
        .ToDictionary(pair => pair.Name!, pair => pair.Type, StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads a type: its name in any case, or TYPE and its number (RFC 3597 §5).</summary>
    /// <exception cref="EngineException">There is none, or it cannot be asked for like this.</exception>
    public static ushort Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string name = text.Trim();
        if (name.ToUpperInvariant() is "AXFR" or "IXFR")
            throw new EngineException(
                EngineFault.InvalidArgument,
                $"A zone transfer ({name.ToUpperInvariant()}) is no look-up.",
                "Ask for the records of one name.",
                Usual
            );
        if (Known.TryGetValue(name, out ushort type))
            return type;
        string digits = name.StartsWith("TYPE", StringComparison.OrdinalIgnoreCase) ? name[4..] : name;
        if (
            ushort.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out ushort number)
            && number > 0
            && !NotAsked.Contains(number)
            && number is not (DnsTypes.Axfr or DnsTypes.Ixfr)
        )
            return number;
        IReadOnlyList<string> nearest = NearestNames.Of(name, Known.Keys);
        throw new EngineException(
            EngineFault.InvalidArgument,
            $"There is no record type {Quote.Text(text)}.",
            NearestNames.Question(nearest) ?? "Others can be given by number: TYPE65.",
            Usual,
            nearest
        );
    }

    /// <summary>The name of a type: TYPE and the number for one without.</summary>
    public static string NameOf(ushort type) => DnsTypes.NameOf(type) ?? $"TYPE{type}";
}
