using System.Numerics;

namespace Sonde.Engine;

/// <summary>A requirement that was found right, and how large its block has to be.</summary>
internal sealed record WantedSubnet
{
    private const int MostGrowth = 10_000;
    private const int LongestName = 200;

    // Hosts make their own interface identifiers of 64 bits (RFC 4862 §5.5.3, RFC 7421).
    private const int AutoconfiguredPrefix = 64;

    /// <summary>A requirement that is right, to be shown beside those that are not.</summary>
    public const string Example =
        "Example: {\"vlan_id\": 10, \"name\": \"Users\", \"needed_hosts\": 120} or {\"vlan_id\": 20, \"name\": \"Servers\", \"desired_prefix\": 26}";

    /// <summary>VLAN id as typed.</summary>
    public required string VlanId { get; init; }

    /// <summary>Name of the VLAN.</summary>
    public required string Name { get; init; }

    /// <summary>Hosts asked for.</summary>
    public long? Hosts { get; init; }

    /// <summary>Prefix length asked for.</summary>
    public int? AskedPrefix { get; init; }

    /// <summary>An address for a router is wanted.</summary>
    public bool HasGateway { get; init; }

    /// <summary>Length of the prefix that it takes; negative when no block of this version is large enough.</summary>
    public int Prefix { get; init; }

    /// <summary>What to say about it.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Reads a requirement; null, with problems as ends of a sentence, when it is wrong.</summary>
    public static WantedSubnet? Read(SubnetRequirement asked, CidrBlock parent, List<string> problems)
    {
        int before = problems.Count;
        string id = asked.VlanId is { } json ? Engine.VlanId.TextOf(json, "vlan_id of a requirement") : "";
        if (!Engine.VlanId.TryParse(id, out _))
            problems.Add(
                asked.VlanId is null ? "vlan_id is missing" : $"vlan_id {Quote.Text(id)} {Engine.VlanId.Problem}"
            );
        if (string.IsNullOrWhiteSpace(asked.Name))
            problems.Add("name is missing");
        long? hosts = asked.NeededHosts ?? asked.Hosts;
        int? prefix = asked.DesiredPrefix ?? asked.Prefix;
        if (hosts is null == prefix is null)
            problems.Add("exactly one of needed_hosts and desired_prefix is needed");
        if (asked.NeededHosts != (asked.Hosts ?? asked.NeededHosts) && asked.NeededHosts is not null)
            problems.Add("needed_hosts and hosts differ");
        if (asked.DesiredPrefix != (asked.Prefix ?? asked.DesiredPrefix) && asked.DesiredPrefix is not null)
            problems.Add("desired_prefix and prefix differ");
        if (hosts <= 0)
            problems.Add($"needed_hosts must be 1 or more; got {hosts}");
        if (prefix < 0 || prefix > parent.Bits)
            problems.Add($"desired_prefix must be from 0 to {parent.Bits}; got {prefix}");
        if (asked.GrowthPercent is < 0 or > MostGrowth)
            problems.Add($"growth_percent must be from 0 to {MostGrowth}");
        if (problems.Count > before)
            return null;
        bool gateway = asked.ReserveGateway ?? false;
        List<string> notes = [];
        if (prefix is not null && asked.GrowthPercent > 0)
            notes.Add("growth_percent changes nothing where desired_prefix is given.");
        return new WantedSubnet
        {
            VlanId = id,
            Name = Quote.Clean(asked.Name!.Trim(), LongestName)!,
            Hosts = hosts,
            AskedPrefix = prefix,
            HasGateway = gateway,
            Prefix = prefix ?? PrefixFor(hosts!.Value, asked.GrowthPercent ?? 0, gateway, parent, notes),
            Notes = notes,
        };
    }

    private static int PrefixFor(long hosts, decimal growth, bool gateway, CidrBlock parent, List<string> notes)
    {
        BigInteger wanted = new BigInteger(decimal.Ceiling(hosts * (1 + growth / 100))) + (gateway ? 1 : 0);
        if (growth > 0)
            notes.Add($"With growth and router, room for {PlanningPage.Text(wanted)} addresses is made.");
        BigInteger allOf64 = BigInteger.One << AutoconfiguredPrefix;
        if (parent.Version == 6 && parent.Prefix < AutoconfiguredPrefix && wanted < allOf64)
        {
            notes.Add("A /64, whatever the number of hosts: they make their own addresses of 64 bits (RFC 7421).");
            return AutoconfiguredPrefix;
        }
        // of a point-to-point link or a single address nothing is set aside (RFC 3021, RFC 6164)
        BigInteger addresses =
            wanted <= 2 && !gateway ? wanted
            : parent.Version == 4 ? wanted + 2
            : wanted + 1;
        return parent.Bits - (int)(addresses - 1).GetBitLength();
    }
}
