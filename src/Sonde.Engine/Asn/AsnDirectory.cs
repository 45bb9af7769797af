using System.Collections.Concurrent;
using System.Net;
using Sonde.Probes;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>What is known of an address.</summary>
/// <param name="Records">Prefixes that hold it, the most specific first; empty when none is announced.</param>
/// <param name="Names">The name of each autonomous system of the first one, where it is known.</param>
/// <param name="Fault">Why nothing is known; null when it is, and when no prefix is announced.</param>
/// <param name="Problem">The same in a sentence.</param>
internal sealed record AsnFacts(
    IReadOnlyList<OriginRecord> Records,
    IReadOnlyDictionary<string, string?> Names,
    EngineFault? Fault = null,
    string Problem = ""
);

/// <summary>
/// Asks Team Cymru's zones which autonomous systems announce an address. Each name of a system is asked for once.
/// </summary>
internal sealed class AsnDirectory(
    NameClient client,
    IReadOnlyList<DnsServer> servers,
    string zone,
    DnsPatience patience
)
{
    private static readonly Dictionary<string, string?> NoNames = [];

    private readonly ConcurrentDictionary<string, Lazy<Task<string?>>> _names = new(StringComparer.Ordinal);

    /// <summary>Whether any autonomous system can announce the address: it is global in every way it can be read.</summary>
    public static bool IsAnnounceable(IPAddress address) =>
        SpecialAddresses.Views(address).All(view => SpecialAddresses.KindOf(view) == AddressKind.Global);

    /// <summary>The directory that the settings name.</summary>
    /// <exception cref="EngineException">The settings make no sense, the name server is refused, or there is none.</exception>
    public static async Task<AsnDirectory> OpenAsync(
        ProbeGate gate,
        NameClient client,
        DnsPatience patience,
        CancellationToken cancel
    )
    {
        string zone = gate.Budget.AsnZone.Trim('.');
        if (!Target.TryParse(zone, out Target name, out string problem) || name.Address is not null)
            throw new EngineException(
                EngineFault.InvalidArgument,
                $"{ProbeSettings.AsnZone.Key}: {Quote.Text(zone)} {(problem.Length > 0 ? problem : "is an address")}.",
                "It is a zone such as asn.cymru.com."
            );
        IReadOnlyList<DnsServer> servers = await NameClient.ServersAsync(gate, gate.Budget.AsnNameserver, cancel);
        return new AsnDirectory(client, servers, name.Text, patience);
    }

    /// <summary>Asks about an address, which is sent out.</summary>
    /// <exception cref="OperationCanceledException">The asker gave up.</exception>
    public async Task<AsnFacts> FindAsync(IPAddress address, CancellationToken cancel)
    {
        string reverse = QuestionName.ReverseName(address);
        string digits = reverse[..reverse.IndexOf(".i", StringComparison.Ordinal)]; // before in-addr and ip6
        string origin = address.GetAddressBytes().Length == 4 ? "origin" : "origin6";
        (DnsContents? contents, AsnFacts? failed) = await TextsAsync($"{digits}.{origin}.{zone}", cancel);
        if (failed is not null)
            return failed;
        string[] texts = [.. contents!.Entries.Select(entry => entry.Text).OfType<string>()];
        OriginRecord[] records =
        [
            .. texts
                .Select(text => OriginRecord.Parse(text, address))
                .OfType<OriginRecord>()
                .OrderByDescending(record => record.Length),
        ];
        if (records.Length == 0)
            return new AsnFacts(
                [],
                NoNames,
                EngineFault.ParseError,
                $"The directory's record about {address} cannot be read: {Quote.Text(texts.FirstOrDefault() ?? "")}."
            );
        string[] asns = [.. records[0].Asns];
        string?[] names = await Task.WhenAll(asns.Select(asn => NameAsync(asn, cancel)));
        return new AsnFacts(
            records,
            asns.Zip(names).DistinctBy(pair => pair.First).ToDictionary(pair => pair.First, pair => pair.Second)
        );
    }

    private Task<string?> NameAsync(string asn, CancellationToken cancel) =>
        _names.GetOrAdd(asn, one => new Lazy<Task<string?>>(() => LookNameUpAsync(one, cancel))).Value;

    private async Task<string?> LookNameUpAsync(string asn, CancellationToken cancel)
    {
        (DnsContents? contents, _) = await TextsAsync($"AS{asn}.{zone}", cancel);
        return contents
            ?.Entries.Select(entry => entry.Text)
            .OfType<string>()
            .Select(OriginRecord.NameIn)
            .FirstOrDefault(name => name is not null);
    }

    private async Task<(DnsContents?, AsnFacts?)> TextsAsync(string name, CancellationToken cancel)
    {
        DnsReply reply = await client.Exchange.AskAsync(servers, new DnsQuery(name, DnsTypes.Txt), patience, cancel);
        DnsContents? contents = reply.Octets is null ? null : DnsContents.Read(reply.Octets);
        LookupVerdict verdict = LookupVerdict.Of(reply, contents, name, DnsTypes.Txt);
        if (verdict.IsFound)
            return (contents, null);
        return (
            null,
            verdict.Fault == EngineFault.NotFound
                ? new AsnFacts([], NoNames)
                : new AsnFacts([], NoNames, verdict.Fault, verdict.Sentence)
        );
    }
}
