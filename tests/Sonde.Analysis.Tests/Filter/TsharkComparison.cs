using Sonde.Testing;
using Xunit;

namespace Sonde.Analysis.Tests.Filter;

/// <summary>Every filter of the list, over every sample, must select the frames that tshark selects.</summary>
public sealed class TsharkComparison
{
    private const int MostCorpusFiles = 60;

    private const string Any = "";

    // Sample and filter for which other frames than tshark's are right, or belong to a layer and not to the filter.
    private static readonly Dictionary<(string Sample, string Filter), string> Meant = new()
    {
        [("cut-packets.pcap", "data.len > 10")] = "tshark takes eight octets of ping data for a time stamp",
        [("dns.pcapng", "dns.qry.name matches \"[[:digit:]]\"")] = "tshark writes the octet 1 in a name as \\001",
        [("dns.pcapng.gz", "dns.qry.name matches \"[[:digit:]]\"")] = "tshark writes the octet 1 in a name as \\001",
        [(Any, "frame.interface_id == 0")] = "pcap has an interface too, and pcapng sections are numbered on",
        [(Any, "len(tcp) == 20")] = "tshark counts the payload to the header while tcp.payload is asked for",
        [("tcp-rst-unacked-stream-03-gap__input.pcap", "tcp.payload")] = "tshark calls the data of a reset its cause",
        [("pcap__fuzz-2006-09-29-28586.pcap", "len(ip) == 20")] = "a header that says version 2",
        [("pcap__tls_heur__trojan-tcp-tls.pcapng", "tcp.stream in {0, 2}")] = "tshark's reader of SOCKS opens a stream",
    };

    private static readonly string[] Filters = File.ReadAllLines(
        Path.Combine(AppContext.BaseDirectory, "Filter", "filters.txt")
    );

    public static TheoryData<string> Samples =>
        [
            .. Directory
                .EnumerateFiles(Repo.Path("samples"))
                .Where(path => path.Contains(".pcap", StringComparison.Ordinal))
                .Select(path => Path.GetFileName(path))
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Samples))]
    public void FiltersSelectInSamplesWhatTsharkSelects(string sample)
    {
        Assert.SkipUnless(TsharkProgram.IsThere, "tshark is not installed");
        Report(Differences(Repo.Path("samples", sample)));
    }

    [Fact]
    public void FiltersSelectInOtherCapturesWhatTsharkSelects()
    {
        Assert.SkipUnless(TsharkProgram.IsThere, "tshark is not installed");
        string folder =
            Environment.GetEnvironmentVariable("SONDE_CAPTURES") ?? Repo.Path("..", "shared", "corpus", "captures");
        Assert.SkipUnless(Directory.Exists(folder), "there is no folder of other captures beside the checkout");
        var differences = new List<string>();
        string[] files =
        [
            .. Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(path => new FileInfo(path).Length is > 0 and < 100_000)
                .Order(StringComparer.Ordinal),
        ];
        for (int i = 0; i < MostCorpusFiles && files.Length > 0; i++)
            differences.AddRange(Differences(files[(int)((long)i * files.Length / MostCorpusFiles)]));
        Report(differences);
    }

    [Fact]
    public void MostFiltersOfTheListAreUnderstood()
    {
        var run = new FilterRun();
        string[] unknown = [.. Filters.Where(filter => run.Add(filter) is not null)];
        Assert.True(unknown.Length < Filters.Length / 10, "not supported: " + string.Join(" | ", unknown));
    }

    // Only frames whose protocols are read as far as tshark reads them: whether layers are found is not the filter's matter.
    private static List<string> Differences(string capture)
    {
        var run = new FilterRun();
        string[] known = [.. Filters.Where(filter => run.Add(filter) is null)];
        run.Read(capture);
        (List<long>?[] expected, Dictionary<long, string> protocols) = Tshark.Filter(capture, known);
        long[] same =
        [
            .. protocols
                .Where(pair => run.Protocols.GetValueOrDefault(pair.Key, "unread") == pair.Value)
                .Select(pair => pair.Key),
        ];
        long[] alike =
        [
            .. protocols
                .Where(pair => IsBegun(run.Catalog, run.Protocols.GetValueOrDefault(pair.Key, "unread"), pair.Value))
                .Select(pair => pair.Key),
        ];
        bool isComplete = alike.Length == run.Protocols.Count; // else streams are numbered differently
        var differences = new List<string>();
        foreach (((string text, IReadOnlyList<long> frames), List<long>? theirs) in run.Results.Zip(expected))
        {
            bool isMeant = Meant.ContainsKey((Path.GetFileName(capture), text)) || Meant.ContainsKey((Any, text));
            bool isOfStreams = text.Contains(".stream", StringComparison.Ordinal);
            if (theirs is null || isMeant || (isOfStreams && !isComplete))
                continue;
            bool isStrict =
                text.Contains("data", StringComparison.Ordinal)
                || text.Contains("frame.prot", StringComparison.Ordinal);
            long[] compared = isStrict ? same : alike;
            long[] mine = [.. frames.Intersect(compared)];
            long[] wanted = [.. theirs.Intersect(compared)];
            if (!mine.SequenceEqual(wanted))
                differences.Add(
                    $"{Path.GetFileName(capture)}: {text}: {Show(mine.Except(wanted))} too many, {Show(wanted.Except(mine))} missing"
                );
        }
        return differences;
    }

    // What follows is unknown to us, or tshark calls it data and we nothing.
    public static bool IsBegun(FieldCatalog catalog, string mine, string theirs)
    {
        const string Rest = ":data";
        if (mine.EndsWith(Rest, StringComparison.Ordinal))
            mine = mine[..^Rest.Length];
        if (theirs == mine)
            return true;
        return theirs.StartsWith(mine + ":", StringComparison.Ordinal)
            && theirs[(mine.Length + 1)..].Split(':').All(name => catalog.Find(name) is null);
    }

    private static void Report(List<string> differences) =>
        Assert.True(differences.Count == 0, string.Join('\n', differences));

    private static string Show(IEnumerable<long> frames) => frames.Any() ? string.Join(' ', frames.Take(12)) : "none";
}
