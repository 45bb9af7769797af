using System.Diagnostics;
using System.Globalization;
using Sonde.Probes;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Asks name servers about one name.</summary>
public static class DnsLookupQuestion
{
    /// <summary>Asks.</summary>
    /// <exception cref="EngineException">A wrong argument, or a name or server that is refused.</exception>
    public static async Task<DnsLookup> AskAsync(CaptureEngine engine, DnsLookupArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(context);
        ProbeGate gate = engine.Probes;
        DnsPatience patience = NameClient.Patience(gate, arguments.Timeout, arguments.Retries);
        ushort type = RecordTypes.Parse(arguments.RecordType ?? "A");
        QuestionName name = QuestionName.Check(arguments.Query, gate.Policy);
        if (name.Address is not null)
            type = DnsTypes.Ptr;
        bool isTrace = arguments.Trace == true;
        if (isTrace && arguments.Nameserver is not null)
            throw new EngineException(
                EngineFault.InvalidArgument,
                "trace asks the authorities, and nameserver names another server.",
                $"Leave one out; where traces begin is set by {ProbeSettings.RootServers.Key}."
            );
        var query = new DnsQuery(name.Wire, type) { Dnssec = arguments.Dnssec == true, Nsid = true };
        using var client = new NameClient(gate);
        var asked = new Asked(arguments.Query, name, query, patience);
        return isTrace
            ? await TraceQuestion.AskAsync(gate, client, asked, context.Cancel)
            : await AskServersAsync(gate, client, asked, arguments.Nameserver, context.Cancel);
    }

    /// <summary>What is asked of one name.</summary>
    internal sealed record Asked(string Typed, QuestionName Name, DnsQuery Query, DnsPatience Patience);

    /// <summary>The answer, before anything is added to it that only one way of asking knows.</summary>
    internal static DnsLookup AnswerOf(Asked asked, DnsReply reply, NameClient client, TimeSpan elapsed)
    {
        DnsContents? contents = reply.Octets is null ? null : DnsContents.Read(reply.Octets);
        LookupVerdict verdict = LookupVerdict.Of(reply, contents, asked.Name.Wire, asked.Query.Type);
        List<LookupRecord> records = LookupRows.Of(contents, DnsSection.Answer);
        List<LookupRecord> authority = LookupRows.Of(contents, DnsSection.Authority);
        DnsServer? server = reply.Server ?? (reply.Tries is [.., var last] ? last.Server : null);
        return new DnsLookup
        {
            Success = verdict.IsFound,
            Summary = verdict.IsFound ? Found(asked, records, reply) : verdict.Sentence,
            Query = Quote.Clean(asked.Typed)!,
            QueryType = asked.Name.Address is null ? "forward" : "reverse",
            RecordType = RecordTypes.NameOf(asked.Query.Type),
            Question = asked.Name.Wire,
            Records = records,
            ResponseTimeMs = reply.Octets is null ? null : LookupRows.Milliseconds(reply.Elapsed),
            Nameserver = server?.ToString(),
            Rcode = verdict.Rcode,
            ErrorType = verdict.Fault?.Name(),
            Suggestion = verdict.Suggestion,
            Transport = reply.Octets is null ? null : LookupRows.NameOf(reply.Transport),
            Flags = contents is null ? null : LookupRows.FlagsOf(contents, asked.Query.RecursionDesired),
            Authenticated = contents?.IsAuthenticData,
            Truncated = reply.WasTruncated ? true : null,
            CnameChain = contents is null ? null : LookupRows.ChainOf(contents, asked.Name.Wire),
            Authority = authority.Count > 0 ? authority : null,
            ExtendedErrors = contents is null ? null : LookupRows.Of(contents.ExtendedErrors),
            Edns = contents is null ? null : LookupRows.EdnsOf(contents),
            Timings = new LookupTimings(
                LookupRows.Milliseconds(elapsed),
                LookupRows.Milliseconds(reply.Connect),
                LookupRows.Milliseconds(reply.Handshake)
            ),
            Attempts = LookupRows.Of(reply.Tries),
            Ignored = client.Ignored,
            Notes = NotesOf(asked, reply, contents),
            Coverage = new ProbeCoverage
            {
                Complete = contents is { IsBroken: false, IsCut: false, LeftOut: 0 } && reply.TcpFailure is null,
                ProbesSent = client.Sent,
                Limits = LimitsOf(contents),
            },
        };
    }

    private static List<LimitReached>? LimitsOf(DnsContents? contents)
    {
        List<LimitReached> limits = [];
        if (contents?.IsCut == true)
            limits.Add(new LimitReached("characters_of_a_value", DnsContents.LongestValue));
        if (contents?.LeftOut > 0)
            limits.Add(new LimitReached("records_of_an_answer", DnsContents.MostEntries));
        return limits.Count > 0 ? limits : null;
    }

    private static async Task<DnsLookup> AskServersAsync(
        ProbeGate gate,
        NameClient client,
        Asked asked,
        string? nameserver,
        CancellationToken cancel
    )
    {
        IReadOnlyList<DnsServer> servers = await NameClient.ServersAsync(gate, nameserver, cancel);
        var watch = Stopwatch.StartNew();
        Task<SystemNameView>? system =
            nameserver is null && asked.Query.Type is DnsTypes.A or DnsTypes.Aaaa or DnsTypes.Ptr or DnsTypes.Any
                ? SystemNames.LookAsync(asked.Typed, asked.Name, asked.Patience.Timeout, cancel)
                : null;
        DnsReply reply = await client.Exchange.AskAsync(servers, asked.Query, asked.Patience, cancel);
        DnsLookup answer = AnswerOf(asked, reply, client, watch.Elapsed);
        return system is null ? answer : WithSystem(answer, await system);
    }

    private static DnsLookup WithSystem(DnsLookup answer, SystemNameView system)
    {
        string[] resolver =
        [
            .. answer.Records.Where(record => record.RecordType == answer.RecordType).Select(record => record.Value),
        ];
        bool isAddress = answer.RecordType is "A" or "AAAA";
        // programs get both families, a question is about one
        string[]? here = system
            .Answers?.Where(one => one.Contains(':', StringComparison.Ordinal) == (answer.RecordType == "AAAA"))
            .ToArray();
        bool? differs = isAddress && here is not null ? !here.Order().SequenceEqual(resolver.Order()) : null;
        string? note =
            differs != true ? null
            : system.HostsFile is not null
                ? "The hosts file of this machine says something else about the name, and programs here follow it."
            : system.NamesTried is not null && !answer.Success
                ? "Programs here find the name by the search list of this machine."
            : null;
        return answer with
        {
            System = system with { Differs = differs },
            Notes = note is null ? answer.Notes : [.. answer.Notes ?? [], note],
        };
    }

    private static string Found(Asked asked, List<LookupRecord> records, DnsReply reply)
    {
        const int shown = 4;
        string type = RecordTypes.NameOf(asked.Query.Type);
        LookupRecord[] asWanted =
        [
            .. records.Where(record => asked.Query.Type == DnsTypes.Any || record.RecordType == type),
        ];
        string values = string.Join(", ", asWanted.Take(shown).Select(record => Quote.Text(record.Value)));
        string more = asWanted.Length > shown ? $" and {asWanted.Length - shown} more" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Quote.Text(asked.Typed)} {type}: {values}{more}, from {reply.Server} over {LookupRows.NameOf(reply.Transport)} in {reply.Elapsed.TotalMilliseconds:0.#} ms."
        );
    }

    private static List<string>? NotesOf(Asked asked, DnsReply reply, DnsContents? contents)
    {
        List<string> notes = [];
        if (asked.Query.Type == DnsTypes.Any)
            notes.Add(
                "ANY is no way to get everything: a server gives what it likes, often one record (RFC 8482). Ask for the types of interest."
            );
        if (reply.TcpFailure is { } failure)
            notes.Add($"The answer was truncated, and TCP gave none ({failure}): records are missing.");
        if (reply.WithoutEdns)
            notes.Add("The server does not know EDNS and was asked without it.");
        if (contents?.IsAuthenticData == true && reply.Transport is DnsTransport.Udp or DnsTransport.Tcp)
            notes.Add("AD is the server's word; on the way to it nothing protects it.");
        return notes.Count > 0 ? notes : null;
    }
}
