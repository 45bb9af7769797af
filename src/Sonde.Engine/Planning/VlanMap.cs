using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Sonde.Engine;

/// <summary>Which VLAN has which addresses.</summary>
public record VlanMapArguments : PlanningPageArguments
{
    /// <summary>The map.</summary>
    [Description(
        "VLANs by id (1 to 4094): {\"10\": \"10.0.10.0/24\", \"20\": {\"cidr\": \"2001:db8:20::/64\", \"name\": \"Voice\"}}; "
            + "a list of blocks for VLANs of several."
    )]
    [DataType("object")]
    public JsonElement? VlanMap { get; init; }
}

/// <summary>A VLAN of a map.</summary>
/// <param name="Number">Its id as a number.</param>
/// <param name="Id">Its id as typed.</param>
/// <param name="Name">Its name.</param>
/// <param name="Blocks">Its blocks; none when the entry could not be used.</param>
/// <param name="Problem">What is wrong with the entry, as a sentence.</param>
internal sealed record Vlan(int Number, string Id, string? Name, IReadOnlyList<CidrBlock> Blocks, string? Problem)
{
    /// <summary>The smallest of its blocks that holds the address.</summary>
    public CidrBlock? BlockOf(Sonde.Wire.Address address)
    {
        CidrBlock? best = null;
        foreach (CidrBlock block in Blocks)
        {
            if (block.Contains(address) && (best is not { } before || block.Prefix > before.Prefix))
                best = block;
        }
        return best;
    }
}

/// <summary>A map of VLANs as it was given: what could be read of it, and what is wrong with the rest.</summary>
internal sealed class VlanMap
{
    private const int LongestName = 200;
    private const int MostProblems = 3; // in one sentence

    private readonly List<Vlan> _vlans = [];
    private readonly Dictionary<int, int> _places = [];
    private readonly BoundedLines _errors = new();

    private VlanMap() { }

    /// <summary>Reads a map; a wrong entry does not stop the others.</summary>
    /// <exception cref="EngineException">It is no object.</exception>
    public static VlanMap Read(JsonElement? json)
    {
        var map = new VlanMap();
        if (json is not { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } given)
            return map;
        if (given.ValueKind != JsonValueKind.Object)
            throw new EngineException(
                EngineFault.InvalidArgument,
                "vlan_map must be an object.",
                "Example: {\"10\": \"10.0.10.0/24\", \"20\": {\"cidr\": \"10.0.20.0/24\", \"name\": \"Voice\"}}"
            );
        foreach (JsonProperty entry in given.EnumerateObject())
            map.Add(entry.Name, entry.Value);
        return map;
    }

    /// <summary>The VLANs in the order of the map; those without blocks could not be used.</summary>
    public IReadOnlyList<Vlan> Vlans => _vlans;

    /// <summary>VLANs that have blocks.</summary>
    public int Usable => _vlans.Count(vlan => vlan.Blocks.Count > 0);

    /// <summary>Blocks of which host bits were cleared.</summary>
    public int CutDown { get; private set; }

    /// <summary>What is wrong with the map.</summary>
    public int ErrorCount => _errors.Count;

    /// <summary>What is wrong with the map, a bounded number of lines.</summary>
    public IReadOnlyList<string> Errors => _errors.ToList();

    /// <summary>What is wrong in a few words, to end a summary with.</summary>
    public string ErrorsInShort =>
        ErrorCount == 0 ? "" : $" The map has {ErrorCount} error{(ErrorCount == 1 ? "" : "s")}.";

    /// <summary>The VLAN of this id; null when the map has none.</summary>
    public Vlan? Find(string id) =>
        VlanId.TryParse(id, out int number) && _places.TryGetValue(number, out int place) ? _vlans[place] : null;

    /// <summary>The VLANs that an address belongs to, in the order of the map.</summary>
    public IEnumerable<VlanMatch> Matches(Sonde.Wire.Address address) =>
        from vlan in _vlans
        let block = vlan.BlockOf(address)
        where block is not null
        select new VlanMatch(vlan.Id, block.Value.ToString(), vlan.Name) { PrefixLength = block.Value.Prefix };

    private void Add(string key, JsonElement value)
    {
        if (!VlanId.TryParse(key, out int number))
        {
            _errors.Add($"{Quote.Text(key)} {VlanId.Problem}; its entry was left out.");
            return;
        }
        List<string> problems = [];
        Vlan vlan = ReadEntry(number, key.Trim(), value, problems);
        if (_places.TryGetValue(number, out int place))
        {
            problems.Insert(0, "it stands in the map more than once, and only the last entry counts");
            _vlans[place] = vlan;
        }
        else
        {
            _places.Add(number, _vlans.Count);
            _vlans.Add(vlan);
        }
        foreach (string problem in problems)
            _errors.Add($"VLAN {number}: {problem}.");
    }

    private Vlan ReadEntry(int number, string id, JsonElement value, List<string> problems)
    {
        string? name = null;
        List<CidrBlock> blocks = [];
        switch (value.ValueKind)
        {
            case JsonValueKind.String or JsonValueKind.Array:
                ReadBlocks(value, blocks, problems);
                break;
            case JsonValueKind.Object:
                name = NameOf(value, problems);
                if (value.TryGetProperty("cidr", out JsonElement cidr))
                    ReadBlocks(cidr, blocks, problems);
                else
                    problems.Add("its object has no cidr");
                break;
            default:
                problems.Add("its value must be a block, a list of blocks, or an object with cidr and name");
                break;
        }
        string? problem =
            blocks.Count == 0 ? string.Join("; ", problems.Take(MostProblems).DefaultIfEmpty("it has no block")) : null;
        if (blocks.Count == 0 && problems.Count == 0)
            problems.Add(problem!);
        return new Vlan(number, id, name, blocks, problem);
    }

    private static string? NameOf(JsonElement entry, List<string> problems)
    {
        if (!entry.TryGetProperty("name", out JsonElement name) || name.ValueKind == JsonValueKind.Null)
            return null;
        if (name.ValueKind is JsonValueKind.String or JsonValueKind.Number)
            return Quote.Clean(name.ToString(), LongestName);
        problems.Add("its name must be a string");
        return null;
    }

    private void ReadBlocks(JsonElement json, List<CidrBlock> blocks, List<string> problems)
    {
        if (json.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement one in json.EnumerateArray())
                ReadBlock(one, blocks, problems);
        }
        else
            ReadBlock(json, blocks, problems);
    }

    private void ReadBlock(JsonElement json, List<CidrBlock> blocks, List<string> problems)
    {
        if (json.ValueKind != JsonValueKind.String)
            problems.Add("cidr must be a string");
        else if (CidrText.TryParse(json.GetString(), out WrittenCidr written, out string problem))
        {
            blocks.Add(written.Block);
            CutDown += written.HadHostBits ? 1 : 0;
        }
        else
            problems.Add($"{Quote.Text(json.GetString()!)} {problem}");
    }
}

/// <summary>A VLAN that an address belongs to.</summary>
/// <param name="VlanId">Its id.</param>
/// <param name="Cidr">The block of it that holds the address.</param>
/// <param name="Name">Its name.</param>
public sealed record VlanMatch(
    [property: Description("VLAN id.")] string VlanId,
    [property: Description("The block of this VLAN that holds the address.")] string Cidr,
    [property: Description("Name of the VLAN.")] string? Name = null
)
{
    /// <summary>How exact the match is.</summary>
    [Description("Prefix length of that block.")]
    public int PrefixLength { get; init; }
}
