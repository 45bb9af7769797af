using System.Globalization;
using Sonde.Testing;

namespace Sonde.Analysis.Tests.Filter;

/// <summary>Asks tshark what it makes of display filters and fields.</summary>
internal static class Tshark
{
    // One tap for each filter, so that one reading answers them all. A line: index, tab, OK or what is wrong, tab, numbers.
    private const string Script = """
        local names = {...}
        local protocols = Field.new("frame.protocols")
        local malformed = Field.new("_ws.malformed")
        local short = Field.new("_ws.short")
        local all = Listener.new("frame")
        function all.packet(pinfo)
          if malformed() == nil and short() == nil then print("P\t" .. pinfo.number .. "\t" .. protocols().value) end
        end
        function all.reset() end
        function all.draw() end
        local index = 0
        for line in io.lines(names[1]) do
          local mine = index
          index = index + 1
          local numbers = {}
          local ok, tap = pcall(Listener.new, "frame", line)
          if ok then
            function tap.packet(pinfo) numbers[#numbers + 1] = pinfo.number end
            function tap.reset() end
            function tap.draw() print(mine .. "\tOK\t" .. table.concat(numbers, " ")) end
          else
            print(mine .. "\t" .. tostring(tap):gsub("%s+", " ") .. "\t")
          end
        end
        """;

    private static readonly Lazy<HashSet<string>> KnownFields = new(() =>
        [
            .. TsharkProgram
                .Run("-G", "fields")
                .Split('\n')
                .Select(line => line.Split('\t'))
                .Where(parts => parts.Length > 2)
                .Select(parts => parts[2]),
        ]
    );

    /// <summary>The frames that match each filter, null where tshark refuses the filter; and the protocols of each frame that tshark calls neither malformed nor cut.</summary>
    public static (List<long>?[] Matches, Dictionary<long, string> Protocols) Filter(
        string capture,
        IReadOnlyList<string> filters
    )
    {
        string folder = Directory.CreateTempSubdirectory("sonde-filter-").FullName;
        try
        {
            string script = Path.Combine(folder, "filters.lua");
            string list = Path.Combine(folder, "filters.txt");
            File.WriteAllText(script, Script);
            File.WriteAllLines(list, filters);
            string output = TsharkProgram.Run(
                "-q",
                "-n",
                "-r",
                capture,
                "-X",
                "lua_script:" + script,
                "-X",
                "lua_script1:" + list
            );
            var results = new List<long>?[filters.Count];
            var protocols = new Dictionary<long, string>();
            foreach (string line in output.Split('\n'))
            {
                string[] parts = line.Split('\t');
                if (parts is ["P", var number, var layers])
                    protocols[long.Parse(number, CultureInfo.InvariantCulture)] = layers;
                if (parts.Length == 3 && parts[1] == "OK")
                    results[int.Parse(parts[0], CultureInfo.InvariantCulture)] =
                    [
                        .. parts[2]
                            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                            .Select(text => long.Parse(text, CultureInfo.InvariantCulture)),
                    ];
            }
            return (results, protocols);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    /// <summary>Every field that tshark knows.</summary>
    public static HashSet<string> Fields => KnownFields.Value;

    /// <summary>The values of fields, one array a frame; several values of a field are separated by the character 31.</summary>
    public static IEnumerable<string[]> Values(string capture, IEnumerable<string> fields)
    {
        string[] names = [.. fields];
        string[] arguments =
        [
            "-n",
            "-r",
            capture,
            "-T",
            "fields",
            "-E",
            "occurrence=a",
            "-E",
            "aggregator=\x1f",
            "-E",
            "separator=\x1e",
            .. names.SelectMany(name => new[] { "-e", name }),
        ];
        return TsharkProgram
            .Run(arguments)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\x1e'))
            .Where(values => values.Length == names.Length);
    }
}
