using System.Globalization;
using Sonde.Capture;
using Sonde.Testing;
using Sonde.Wire;
using Xunit;

namespace Sonde.Analysis.Tests.Filter;

/// <summary>Every field of every sample has the values, and their text, that tshark gives it.</summary>
public sealed class FieldComparison
{
    private const string NotPermitted = "tshark does not read the option in messages that may not carry it";

    private const string Repeated = "tshark repeats the file of the request on the packets of its transfer";

    // Fields that differ, and why.
    private static readonly Dictionary<string, string> Meant = new(StringComparer.Ordinal)
    {
        ["dhcpv6.client_domain"] = NotPermitted,
        ["dhcpv6.client_fqdn_flags"] = NotPermitted,
        ["dhcpv6.clientfqdn.client.n"] = NotPermitted,
        ["dhcpv6.clientfqdn.client.s"] = NotPermitted,
        ["dns.opt.cookie.server"] = "tshark lists an empty one where there is none",
        ["dns.opt.data"] = "tshark lists an empty one where there is none",
        ["frame.interface_id"] = "pcap has an interface too, and pcapng sections are numbered on",
        ["ipv6.opt.padn"] = "tshark lists an empty one where there is none",
        ["ntp.org"] = "a time that was not set; tshark prints NULL",
        ["ntp.rec"] = "a time that was not set; tshark prints NULL",
        ["ntp.reftime"] = "a time that was not set; tshark prints NULL",
        ["quic.dcid"] = "in a short header behind a long one tshark finds it by the connection",
        ["tcp.analysis.duplicate_ack"] = "tshark lists it twice",
        ["tcp.options.sack_perm"] = "a protocol to tshark, with its octets as value",
        ["tcp.seq_raw"] = "tshark leaves it out of segments quoted in ICMP errors",
        ["tftp.destination_file"] = Repeated,
        ["tftp.source_file"] = Repeated,
        ["tls.app_data"] = "of a record that comes in several segments only the header is kept",
        ["tls.record.content_type"] = "tshark has another field for records that are encrypted by TLS 1.3",
        ["udp.stream"] = "tshark's reader of SNMP opens a stream for the answer",
    };

    // tshark gives some of them to segments that an ICMP error quotes; they were not sent then.
    private static readonly string[] OfConnections =
    [
        "tcp.ack",
        "tcp.analysis",
        "tcp.completeness",
        "tcp.seq",
        "tcp.time_delta",
        "tcp.time_relative",
        "tcp.window_size",
    ];

    public static TheoryData<string> Samples => TsharkComparison.Samples;

    [Theory]
    [MemberData(nameof(Samples))]
    public void FieldsOfSamplesAreWhatTsharkPrints(string sample)
    {
        Assert.SkipUnless(TsharkProgram.IsThere, "tshark is not installed");
        Protocols protocols = StandardProtocols.Create();
        var catalog = new FieldCatalog(protocols);
        catalog.WantAll();
        CatalogEntry[] entries =
        [
            catalog.Find("frame.number")!,
            catalog.Find("frame.protocols")!,
            .. catalog
                .Entries.Where(entry =>
                    !entry.IsProtocol
                    && entry.Name is not ("frame.number" or "frame.protocols")
                    && Tshark.Fields.Contains(entry.Name)
                )
                .OrderBy(entry => entry.Name, StringComparer.Ordinal),
        ];
        Dictionary<long, string[]> mine = Extract(protocols, catalog, entries, Repo.Path("samples", sample));
        var differences = new SortedDictionary<string, (int Count, string Example)>(StringComparer.Ordinal);
        foreach (string[] theirs in Tshark.Values(Repo.Path("samples", sample), entries.Select(entry => entry.Name)))
        {
            string[] ours = mine[long.Parse(theirs[0], CultureInfo.InvariantCulture)];
            if (!TsharkComparison.IsBegun(catalog, ours[1], theirs[1]))
                continue;
            for (int i = 2; i < entries.Length; i++)
            {
                string name = entries[i].Name;
                bool isOfTheRest = name.StartsWith("data.", StringComparison.Ordinal) && ours[1] != theirs[1];
                bool isQuoted =
                    ours[i].Length == 0
                    && ours[1].Contains("icmp", StringComparison.Ordinal)
                    && OfConnections.Contains(name);
                bool isDecrypted =
                    name.StartsWith("tls.", StringComparison.Ordinal)
                    && sample.Contains("with-keys", StringComparison.Ordinal);
                if (ours[i] == theirs[i] || isQuoted || isOfTheRest || isDecrypted || Meant.ContainsKey(name))
                    continue;
                (int count, string example) = differences.GetValueOrDefault(name);
                example ??= $"frame {theirs[0]}: \"{ours[i]}\", tshark \"{theirs[i]}\"";
                differences[name] = (count + 1, example);
            }
        }
        string[] lines = [.. differences.Select(pair => $"{pair.Key}: {pair.Value.Count} times, {pair.Value.Example}")];
        Assert.True(lines.Length == 0, string.Join('\n', lines));
    }

    private static Dictionary<long, string[]> Extract(
        Protocols protocols,
        FieldCatalog catalog,
        CatalogEntry[] entries,
        string path
    )
    {
        var extractor = new FieldExtractor(catalog, entries);
        var rows = new Dictionary<long, string[]>();
        var pass = new Pass(
            protocols,
            catalog,
            new ObserverOf(
                (in Packet packet) =>
                {
                    extractor.Read(packet);
                    rows[packet.Frame.Number] =
                    [
                        .. Enumerable.Range(0, entries.Length).Select(i => string.Join('\x1f', extractor.ValuesOf(i))),
                    ];
                }
            )
        );
        using CaptureReader reader = CaptureReader.Open(path);
        while (reader.TryRead(out Frame frame))
            pass.Feed(frame);
        return rows;
    }
}
