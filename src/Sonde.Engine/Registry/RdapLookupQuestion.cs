using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Sonde.Engine;

/// <summary>What the registries say of a domain, an address, a block or an AS number.</summary>
public static class RdapLookupQuestion
{
    private const string Accept = "application/rdap+json, application/json;q=0.8";
    private const string Fallback = "https://rdap.org/";
    private const int MostOctets = 2_000_000;
    private const int MostParents = 3;

    /// <summary>Finds the server that knows, and asks it.</summary>
    /// <exception cref="EngineException">The question is wrong or refused, nobody knows it, or no answer came.</exception>
    public static async Task<RdapLookup> AskAsync(
        CaptureEngine engine,
        RdapLookupArguments arguments,
        AskContext context
    )
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(context);
        TimeSpan timeout = ProbeChoices.Seconds(arguments.Timeout, 10, "timeout", engine.Probes.Budget);
        RdapQuery query = RdapQuery.Parse(arguments.Query, engine.Probes.Policy);
        using var time = CancellationTokenSource.CreateLinkedTokenSource(context.Cancel);
        time.CancelAfter(timeout);
        var asked = new Asked(engine, time.Token, context.Cancel);
        string server = await ServerAsync(asked, query);
        (JsonDocument document, WebUrl at, RdapQuery found) = await FindAsync(asked, server, query);
        using (document)
        {
            List<RdapEntity> entities = RdapEntities.Of(document.RootElement);
            string? registrar = await ReferAsync(asked, document.RootElement, at, entities);
            return Answer(arguments, found, at, document.RootElement, entities, registrar, asked);
        }
    }

    private static async Task<string> ServerAsync(Asked asked, RdapQuery query)
    {
        if (asked.Engine.Probes.Budget.RdapUrl is { } own)
            return own;
        try
        {
            if (
                await asked.Engine.Registries.FindAsync(asked.Engine.Probes, query, asked.Time, asked.Cancel) is
                { } server
            )
                return server;
            asked.Notes.Add($"IANA's registry names no server for it; {Fallback} was asked.");
        }
        catch (EngineException failure) when (!asked.Time.IsCancellationRequested)
        {
            asked.Notes.Add($"IANA's registry could not be had ({failure.Message}); {Fallback} was asked.");
        }
        return Fallback;
    }

    // Registries know registered domains and not the hosts below them.
    private static async Task<(JsonDocument, WebUrl, RdapQuery)> FindAsync(Asked asked, string server, RdapQuery query)
    {
        RdapQuery at = query;
        for (int parents = 0; ; parents++)
        {
            try
            {
                (JsonDocument document, WebUrl where) = await asked.GetAsync(
                    WebUrl.Parse(server.TrimEnd('/') + "/" + at.Path)
                );
                return (document, where, at);
            }
            catch (EngineException unknown)
                when (unknown.Fault == EngineFault.NotFound && at.Parent is not null && parents < MostParents)
            {
                at = at.Parent!;
            }
            catch (EngineException unknown) when (unknown.Fault == EngineFault.NotFound)
            {
                throw new EngineException(
                    EngineFault.NotFound,
                    $"The registry knows nothing of {Quote.Text(query.Text)}: {unknown.Message}",
                    query.Type == "domain" ? "The domain is not registered, or its registry has no RDAP." : null,
                    cause: unknown
                );
            }
        }
    }

    // Registries of some domains know the registrar only, who knows the rest: RFC 9083 §4.2, rel "related".
    private static async Task<string?> ReferAsync(Asked asked, JsonElement root, WebUrl at, List<RdapEntity> entities)
    {
        string? link = RdapJson
            .Few(root, "links")
            .Where(one =>
                RdapJson.Text(one, "rel") == "related"
                && RdapJson.Text(one, "type")?.StartsWith("application/rdap+json", StringComparison.OrdinalIgnoreCase)
                    == true
            )
            .Select(one => RdapJson.Text(one, "href"))
            .FirstOrDefault(href => href is not null);
        if (link is null || RdapEntities.WithRole(entities, "registrant") is not null)
            return null;
        try
        {
            if (!at.TryRedirect(link, out WebUrl? referral, out string problem))
            {
                asked.Notes.Add($"The referral to {Quote.Text(link)} was not followed: it {problem}.");
                return null;
            }
            (JsonDocument document, WebUrl where) = await asked.GetAsync(referral, at);
            using (document)
                entities.AddRange(RdapEntities.Of(document.RootElement));
            return where.Shown;
        }
        catch (EngineException failure)
        {
            asked.Notes.Add($"The registrar's server gave no answer: {failure.Message}");
            return null;
        }
    }

    private static RdapLookup Answer(
        RdapLookupArguments arguments,
        RdapQuery query,
        WebUrl at,
        JsonElement root,
        List<RdapEntity> entities,
        string? registrarUrl,
        Asked asked
    )
    {
        RdapEvent[] events =
        [
            .. RdapJson
                .Few(root, "events")
                .Select(one => (Action: RdapJson.Text(one, "eventAction"), Date: RdapJson.Text(one, "eventDate")))
                .Where(one => one is { Action: not null, Date: not null })
                .Select(one => new RdapEvent(one.Action!, one.Date!)),
        ];
        RdapEntity? registrant = RdapEntities.WithRole(entities, "registrant");
        RdapEntity? registrar = RdapEntities.WithRole(entities, "registrar");
        var answer = new RdapLookup
        {
            Summary = "",
            Query = Quote.Clean(arguments.Query)!,
            QueryType = query.Type,
            Found = FoundOf(root, query),
            RdapUrl = at.Shown,
            Handle = RdapJson.Text(root, "handle"),
            Name = RdapJson.Text(root, "name") ?? RdapJson.Text(root, "ldhName") ?? RdapJson.Text(root, "unicodeName"),
            Country = RdapJson.Text(root, "country") ?? registrant?.Country,
            StartAddress = RdapJson.Text(root, "startAddress"),
            EndAddress = RdapJson.Text(root, "endAddress"),
            Cidrs = CidrsOf(root),
            AsnHint = AsnOf(root, query),
            Type = RdapJson.Text(root, "type"),
            ParentHandle = RdapJson.Text(root, "parentHandle"),
            Status = RdapJson.FewTexts(root, "status"),
            Registered = DateOf(events, "registration"),
            LastChanged = DateOf(events, "last changed"),
            Expires = DateOf(events, "expiration"),
            Events = events.Length > 0 ? events : null,
            Nameservers = NameserversOf(root),
            DnssecSigned = RdapJson.Member(RdapJson.Member(root, "secureDNS"), "delegationSigned").ValueKind switch
            {
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                _ => null,
            },
            Registrant = registrant is null ? null : registrant.Organization ?? registrant.Name ?? registrant.Handle,
            Registrar = registrar?.Name ?? registrar?.Organization ?? registrar?.Handle,
            AbuseContact = entities
                .FirstOrDefault(one =>
                    one.Roles.Contains("abuse", StringComparer.OrdinalIgnoreCase) && one.Email is not null
                )
                ?.Email,
            Entities = entities.Count > 0 ? entities : null,
            RegistrarRdapUrl = registrarUrl,
            Notes = asked.Notes.Count > 0 ? asked.Notes : null,
            Coverage = new ProbeCoverage { Complete = true, ProbesSent = asked.Requests },
        };
        return answer with { Summary = Say(answer) };
    }

    private static string FoundOf(JsonElement root, RdapQuery query) =>
        query.Type == "domain" ? RdapJson.Text(root, "ldhName") ?? query.Text
        : query.Type == "asn" ? "AS" + query.Text
        : CidrsOf(root) is { } blocks ? string.Join(", ", blocks)
        : query.Text;

    private static string? DateOf(RdapEvent[] events, string action) =>
        Array.Find(events, one => one.Action.Equals(action, StringComparison.OrdinalIgnoreCase))?.Date;

    // the extension cidr0, which the regional registries speak
    private static List<string>? CidrsOf(JsonElement root)
    {
        List<string> blocks =
        [
            .. RdapJson
                .Few(root, "cidr0_cidrs")
                .Select(one =>
                    (
                        First: RdapJson.Text(one, "v4prefix") ?? RdapJson.Text(one, "v6prefix"),
                        Length: RdapJson.Text(one, "length")
                    )
                )
                .Where(one => one is { First: not null, Length: not null })
                .Select(one => $"{one.First}/{one.Length}"),
        ];
        return blocks.Count > 0
            ? blocks
            : BlocksBetween(RdapJson.Text(root, "startAddress"), RdapJson.Text(root, "endAddress"));
    }

    private static List<string>? BlocksBetween(string? start, string? end)
    {
        const int most = 100;
        if (
            !CidrText.TryParse(start, out WrittenCidr first, out _)
            || !CidrText.TryParse(end, out WrittenCidr last, out _)
            || first.Block.Version != last.Block.Version
            || first.Block.First > last.Block.Last
        )
            return null;
        var range = new NumberRange(first.Block.First, last.Block.Last);
        return [.. CidrRanges.Blocks(range, first.Block.Version).Take(most).Select(block => block.ToString())];
    }

    private static string? AsnOf(JsonElement root, RdapQuery query)
    {
        string? number =
            RdapJson.Text(root, "asn")
            ?? RdapJson.Text(root, "autnum")
            ?? RdapJson.FewTexts(root, "arin_originas0_originautnums")?[0]
            ?? query.Number?.ToString(CultureInfo.InvariantCulture);
        return number is null || number.StartsWith("AS", StringComparison.OrdinalIgnoreCase) ? number : "AS" + number;
    }

    private static string[]? NameserversOf(JsonElement root)
    {
        string[] servers =
        [
            .. RdapJson
                .Few(root, "nameservers")
                .Select(one => RdapJson.Text(one, "ldhName") ?? RdapJson.Text(one, "unicodeName"))
                .OfType<string>(),
        ];
        return servers.Length > 0 ? servers : null;
    }

    private static string Say(RdapLookup answer)
    {
        var text = new StringBuilder(Quote.Text(answer.Query));
        text.Append(
            answer.QueryType == "domain" && answer.Found.Equals(answer.Query, StringComparison.OrdinalIgnoreCase)
                ? " is"
                : $" belongs to {Quote.Text(answer.Found)},"
        );
        text.Append(
            answer.Registrant is { } registrant ? $" registered for {Quote.Text(registrant)}"
            : answer.Name is { } name && answer.QueryType != "domain" ? $" named {Quote.Text(name)}"
            : " registered"
        );
        if (answer.Country is { } country)
            text.Append($" ({Quote.Text(country)})");
        if (answer.Registrar is { } registrar)
            text.Append($" with {Quote.Text(registrar)}");
        if (answer.Registered is { } registered)
            text.Append($" since {Quote.Text(registered)}");
        if (answer.Expires is { } expires)
            text.Append($", until {Quote.Text(expires)}");
        text.Append('.');
        if (answer.Status is { } status)
            text.Append($" Status: {string.Join(", ", status.Take(5).Select(Quote.Text))}.");
        if (answer.AbuseContact is { } abuse)
            text.Append($" Abuse: {Quote.Text(abuse)}.");
        foreach (string note in answer.Notes ?? [])
            text.Append(' ').Append(note);
        return text.ToString();
    }

    private sealed record Asked(CaptureEngine Engine, CancellationToken Time, CancellationToken Cancel)
    {
        public List<string> Notes { get; } = [];

        public int Requests { get; private set; }

        public Task<(JsonDocument Document, WebUrl At)> GetAsync(WebUrl url, WebUrl? from = null)
        {
            Requests++;
            return WebText.JsonAsync(Engine.Probes, url, Accept, MostOctets, Time, Cancel, from);
        }
    }
}
