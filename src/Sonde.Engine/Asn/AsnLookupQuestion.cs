using System.Net;
using Sonde.Probes;

namespace Sonde.Engine;

/// <summary>Asks which autonomous system announces an address.</summary>
public static class AsnLookupQuestion
{
    private const int AtOnce = 50;

    /// <summary>Asks about one address.</summary>
    /// <exception cref="EngineException">No address, or one that is refused.</exception>
    public static async Task<AsnLookup> AskAsync(CaptureEngine engine, AsnLookupArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        AsnBatch batch = await AskAllAsync(engine, [arguments.Ip], arguments.Timeout, context);
        AsnLookup answer = batch.Results[0];
        return answer with { Coverage = answer.Coverage with { ProbesSent = batch.Coverage.ProbesSent } };
    }

    /// <summary>Asks about several addresses.</summary>
    /// <exception cref="EngineException">One that is no address, or is refused.</exception>
    public static async Task<AsnBatch> AskAllAsync(
        CaptureEngine engine,
        IReadOnlyList<string> addresses,
        double? timeout,
        AskContext context
    )
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(addresses);
        ArgumentNullException.ThrowIfNull(context);
        ProbeGate gate = engine.Probes;
        // two questions after each other share the time
        DnsPatience patience = NameClient.Patience(gate, timeout, null);
        patience = patience with { Timeout = patience.Timeout / 2 };
        gate.RefuseTooMany(addresses.Count, "addresses");
        IPAddress[] checkedOnes = [.. addresses.Select(address => Address(gate, address))];
        using var client = new NameClient(gate);
        AsnDirectory? directory = checkedOnes.Any(AsnDirectory.IsAnnounceable)
            ? await AsnDirectory.OpenAsync(gate, client, patience, context.Cancel)
            : null;
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(context.Cancel);
        limited.CancelAfter(gate.Budget.MaxDuration);
        AsnLookup?[] rows = await Batch.RunAsync(
            checkedOnes,
            AtOnce,
            (address, cancel) => OneAsync(directory, address, cancel),
            null,
            limited.Token
        );
        if (rows.Contains(null) && context.Cancel.IsCancellationRequested && rows.Length == 1)
            context.Cancel.ThrowIfCancellationRequested();
        AsnLookup[] results = [.. rows.Select((row, index) => row ?? NotDone(checkedOnes[index]))];
        int found = results.Count(row => row.Success);
        bool isComplete = !rows.Contains(null);
        return new AsnBatch
        {
            Success = found > 0 || results.Length == 0,
            Summary = results is [var only]
                ? only.Summary
                : $"{found} of {results.Length} addresses are announced by an AS that is known.",
            Results = results,
            Coverage = new ProbeCoverage
            {
                Complete = isComplete,
                Ended =
                    isComplete ? null
                    : context.Cancel.IsCancellationRequested ? "cancelled"
                    : "time limit",
                ProbesSent = client.Sent,
            },
        };
    }

    private static IPAddress Address(ProbeGate gate, string typed)
    {
        Target target = gate.Policy.CheckName(typed ?? "");
        return target.Address
            ?? throw new EngineException(
                EngineFault.InvalidArgument,
                $"{Quote.Text(typed!)} is a name, and networks announce addresses.",
                "Look the name up with dns_lookup and ask about its address."
            );
    }

    private static async Task<AsnLookup> OneAsync(AsnDirectory? directory, IPAddress address, CancellationToken cancel)
    {
        if (!AsnDirectory.IsAnnounceable(address))
            return Without(
                address,
                EngineFault.NotFound,
                $"{address} is {SpecialAddresses.Words(KindOf(address))}: no AS announces it, and nothing was sent.",
                "Ask about an address on the internet."
            );
        AsnFacts facts = await directory!.FindAsync(address, cancel);
        if (facts.Fault is { } fault)
            return Without(
                address,
                fault,
                facts.Problem,
                $"Check the name server, or set {ProbeSettings.AsnNameserver.Key} or {ProbeSettings.AsnZone.Key}."
            );
        return facts.Records.Count > 0
            ? Found(address, facts.Records[0], [.. facts.Records.Skip(1)], facts.Names)
            : Without(
                address,
                EngineFault.NotFound,
                $"No AS announces {address}, or the directory does not know it.",
                "rdap_lookup says who holds the address."
            );
    }

    private static AsnLookup Found(
        IPAddress address,
        OriginRecord best,
        OriginRecord[] others,
        IReadOnlyDictionary<string, string?> names
    )
    {
        string systems = string.Join(
            ", ",
            best.Asns.Select(asn =>
                names.GetValueOrDefault(asn) is { } name ? $"AS{asn} {Quote.Text(name)}" : $"AS{asn}"
            )
        );
        return new AsnLookup
        {
            Success = true,
            Summary = $"{address} is in {best.PrefixText}, announced by {systems}.",
            Ip = address.ToString(),
            Asn = best.Asns[0],
            Prefix = best.PrefixText,
            Country = best.Country,
            Registry = best.Registry,
            Allocated = best.Allocated,
            AsName = names.GetValueOrDefault(best.Asns[0]),
            Origins =
                best.Asns.Count > 1
                    ? [.. best.Asns.Select(asn => new AsnOrigin(asn, names.GetValueOrDefault(asn)))]
                    : null,
            OtherPrefixes =
                others.Length > 0 ? [.. others.Select(one => new AsnPrefix(one.PrefixText, one.Asns))] : null,
            Coverage = new ProbeCoverage { Complete = true },
        };
    }

    private static AsnLookup Without(IPAddress address, EngineFault fault, string sentence, string suggestion) =>
        new()
        {
            Success = false,
            Summary = sentence,
            Ip = address.ToString(),
            ErrorType = fault.Name(),
            Suggestion = suggestion,
            Coverage = new ProbeCoverage { Complete = fault == EngineFault.NotFound },
        };

    private static AsnLookup NotDone(IPAddress address) =>
        Without(address, EngineFault.Cancelled, $"{address} was not finished.", "Ask again with fewer addresses.");

    private static AddressKind KindOf(IPAddress address) =>
        SpecialAddresses.Views(address).Select(SpecialAddresses.KindOf).First(kind => kind != AddressKind.Global);
}
