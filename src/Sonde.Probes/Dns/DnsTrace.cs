using System.Net;
using Sonde.Wire;

namespace Sonde.Probes;

/// <summary>A server of a zone on the way down from the root.</summary>
/// <param name="Name">Its name with the final dot; empty when only the address is known.</param>
/// <param name="EndPoint">Where it is.</param>
public sealed record DnsAuthority(string Name, IPEndPoint EndPoint);

/// <summary>One server that was asked on the way down.</summary>
/// <param name="Zone">The zone it was asked as an authority for.</param>
/// <param name="Authority">The server.</param>
/// <param name="Outcome">"referral", "answer", "lame", "no answer", or why it was not reached.</param>
/// <param name="Reply">What came back; null when nothing did.</param>
public sealed record DnsTraceStep(string Zone, DnsAuthority Authority, string Outcome, DnsReply? Reply)
{
    /// <summary>The zone that the server sent us to; null when it sent us nowhere.</summary>
    public string? Referral { get; init; }

    /// <summary>Names of that zone's servers.</summary>
    public IReadOnlyList<string> Servers { get; init; } = [];

    /// <summary>The name asked about, when it is that of a server whose address was not given along.</summary>
    public string? For { get; init; }
}

/// <summary>What a trace found.</summary>
/// <param name="Steps">Every server asked, in order.</param>
/// <param name="Final">The last reply; null when nobody answered.</param>
/// <param name="Ended">Why it ended without an answer; null when there is one.</param>
/// <param name="LimitWasReached">It ended because of the number of questions.</param>
public sealed record DnsTraced(IReadOnlyList<DnsTraceStep> Steps, DnsReply? Final, string? Ended, bool LimitWasReached);

/// <summary>Finds the authorities for a name from the root down, asking each zone's servers for the next (RFC 1034 §5.3.3).</summary>
/// <param name="exchange">What asks one server.</param>
/// <param name="refusal">Says why an address may not be asked; null when it may.</param>
/// <param name="patience">For each server.</param>
public sealed class DnsTrace(DnsExchange exchange, Func<IPAddress, string?> refusal, DnsPatience patience)
{
    /// <summary>Servers asked in one trace at most.</summary>
    public const int MostQuestions = 120;

    private const int MostZones = 32; // more than any name that people use has
    private const int MostServersOfAZone = 4; // that do not answer, before the zone counts as unreachable
    private const int MostNamesWithoutAddress = 3;
    private const int DeepestNames = 3; // servers' names that are needed to find servers' names

    private readonly List<DnsTraceStep> _steps = [];
    private bool _limitWasReached;

    /// <summary>Traces.</summary>
    /// <param name="query">The question; recursion is not desired of any server.</param>
    /// <param name="roots">The servers to begin with.</param>
    /// <param name="cancel">Ends the trace.</param>
    /// <exception cref="OperationCanceledException">The asker gave up.</exception>
    public async Task<DnsTraced> TraceAsync(DnsQuery query, IReadOnlyList<DnsAuthority> roots, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(query);
        (DnsReply? final, string? ended) = await DescendAsync(
            query with
            {
                RecursionDesired = false,
            },
            roots,
            0,
            cancel
        );
        return new DnsTraced(_steps, final, ended, _limitWasReached);
    }

    private async Task<(DnsReply?, string?)> DescendAsync(
        DnsQuery query,
        IReadOnlyList<DnsAuthority> roots,
        int depth,
        CancellationToken cancel
    )
    {
        string zone = ".";
        IReadOnlyList<DnsAuthority> authorities = roots;
        for (int count = 0; count < MostZones; count++)
        {
            DnsTraceStep? step = await AskZoneAsync(query, zone, authorities, depth, cancel);
            if (step is null)
                return (null, $"no server of {zone} gave an answer");
            if (step.Referral is null)
                return (step.Reply, null);
            zone = step.Referral;
            authorities = await AuthoritiesAsync(step, roots, depth, cancel);
            if (authorities.Count == 0)
                return (step.Reply, $"no address of a server of {zone} could be found");
        }
        return (null, $"more than {MostZones} zones");
    }

    // The first server that answers or refers decides; those that do neither are passed over.
    private async Task<DnsTraceStep?> AskZoneAsync(
        DnsQuery query,
        string zone,
        IReadOnlyList<DnsAuthority> authorities,
        int depth,
        CancellationToken cancel
    )
    {
        int asked = 0;
        foreach (DnsAuthority authority in authorities)
        {
            if (asked >= MostServersOfAZone)
                break;
            if (_steps.Count >= MostQuestions)
            {
                _limitWasReached = true;
                break;
            }
            DnsTraceStep step = new(zone, authority, "", null) { For = depth > 0 ? query.Name : null };
            if (refusal(authority.EndPoint.Address) is { } reason)
            {
                _steps.Add(step with { Outcome = reason });
                continue;
            }
            asked++;
            DnsReply reply = await exchange.AskAsync([new DnsServer(authority.EndPoint)], query, patience, cancel);
            step = reply.Octets is null
                ? step with
                {
                    Outcome = reply.Tries is [.., var last] ? last.Outcome : DnsTry.NoAnswer,
                    Reply = reply,
                }
                : Judge(step with { Reply = reply }, query);
            _steps.Add(step);
            if (step.Outcome is "answer" or "referral")
                return step;
        }
        return null;
    }

    private static DnsTraceStep Judge(DnsTraceStep step, DnsQuery query)
    {
        DnsContents contents = DnsContents.Read(step.Reply!.Octets);
        bool isName = contents.ResponseCode is DnsResponseCodes.NoError or DnsResponseCodes.NoSuchName;
        if (contents.IsAuthoritative && isName)
            return step with { Outcome = "answer" };
        string name = Absolute(query.Name);
        DnsEntry? referral = contents.Entries.FirstOrDefault(entry =>
            entry.Section == DnsSection.Authority
            && entry.Type == DnsTypes.Ns
            && IsWithin(name, entry.Name)
            && IsWithin(entry.Name, step.Zone)
            && !IsSame(entry.Name, step.Zone)
        );
        if (contents.ResponseCode == DnsResponseCodes.NoError && referral is not null)
            return step with
            {
                Outcome = "referral",
                Referral = referral.Name,
                Servers =
                [
                    .. contents
                        .Entries.Where(entry =>
                            entry.Section == DnsSection.Authority
                            && entry.Type == DnsTypes.Ns
                            && IsSame(entry.Name, referral.Name)
                        )
                        .Select(entry => entry.Value),
                ],
            };
        return step with
        {
            Outcome = isName ? "lame" : DnsResponseCodes.NameOf((ulong)contents.ResponseCode) ?? "lame",
        };
    }

    private async Task<IReadOnlyList<DnsAuthority>> AuthoritiesAsync(
        DnsTraceStep step,
        IReadOnlyList<DnsAuthority> roots,
        int depth,
        CancellationToken cancel
    )
    {
        // A server may only say where names within its own zone are (RFC 5452 §6).
        List<DnsAuthority> given =
        [
            .. DnsContents
                .Read(step.Reply!.Octets)
                .Entries.Where(entry =>
                    entry.Section == DnsSection.Additional
                    && entry.Address is not null
                    && IsWithin(entry.Name, step.Zone)
                    && step.Servers.Any(server => IsSame(server, entry.Name))
                )
                .Select(entry => Authority(entry.Name, entry.Address!)),
        ];
        if (given.Count > 0 || depth >= DeepestNames)
            return InOrder(given);
        foreach (string server in step.Servers.Take(MostNamesWithoutAddress))
        {
            foreach (ushort type in (ushort[])[DnsTypes.A, DnsTypes.Aaaa])
            {
                DnsQuery query;
                try
                {
                    query = new DnsQuery(server, type) { RecursionDesired = false };
                }
                catch (FormatException)
                {
                    continue;
                }
                (DnsReply? reply, _) = await DescendAsync(query, roots, depth + 1, cancel);
                given.AddRange(
                    DnsContents
                        .Read(reply?.Octets)
                        .Entries.Where(entry =>
                            entry.Section == DnsSection.Answer
                            && entry.Address is not null
                            && IsSame(entry.Name, server)
                        )
                        .Select(entry => Authority(server, entry.Address!))
                );
                if (given.Count > 0)
                    return InOrder(given);
            }
        }
        return given;
    }

    private static DnsAuthority Authority(string name, IPAddress address) =>
        new(name, new IPEndPoint(address, DnsServer.DefaultPort(DnsTransport.Udp)));

    // IPv4 first: many hosts have nothing else.
    private static List<DnsAuthority> InOrder(IEnumerable<DnsAuthority> authorities) =>
        [.. authorities.OrderBy(one => one.EndPoint.Address.GetAddressBytes().Length)];

    private static string Absolute(string name) => name.EndsWith('.') ? name : name + ".";

    private static bool IsSame(string one, string other) =>
        string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static bool IsWithin(string name, string zone) =>
        zone == "."
        || IsSame(name, zone)
        || name.Length > zone.Length
            && name.EndsWith(zone, StringComparison.OrdinalIgnoreCase)
            && name[name.Length - zone.Length - 1] == '.';
}
