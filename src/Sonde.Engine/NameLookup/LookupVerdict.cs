using System.Globalization;
using Sonde.Probes;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>What an answer means for the question.</summary>
/// <param name="IsFound">There are such records.</param>
/// <param name="Rcode">The response code; null without an answer.</param>
/// <param name="Fault">The kind of failure; null when records were found.</param>
/// <param name="Sentence">The failure in one sentence; empty when records were found.</param>
/// <param name="Suggestion">What to do next.</param>
internal sealed record LookupVerdict(
    bool IsFound,
    string? Rcode,
    EngineFault? Fault,
    string Sentence,
    string? Suggestion = null
)
{
    /// <summary>Judges a reply.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="contents">Its message, read; null when there is none.</param>
    /// <param name="name">The name asked about.</param>
    /// <param name="type">The type asked for.</param>
    public static LookupVerdict Of(DnsReply reply, DnsContents? contents, string name, ushort type)
    {
        string shown = Quote.Text(name);
        if (contents is null)
            return WithoutAnswer(reply, shown);
        string rcode = RcodeOf(contents.ResponseCode);
        if (contents.IsBroken)
            return new(
                false,
                rcode,
                EngineFault.ParseError,
                $"The answer about {shown} cannot be read: it ends before its records do, or has a broken name.",
                "Ask another server; this one is broken, or something on the way is."
            );
        if (contents.ResponseCode == DnsResponseCodes.NoSuchName)
            return new(
                false,
                rcode,
                EngineFault.NotFound,
                $"There is no name {shown} (NXDOMAIN).",
                "Check the spelling; trace shows which zone says so."
            );
        if (contents.ResponseCode != DnsResponseCodes.NoError)
            return new(
                false,
                rcode,
                EngineFault.LookupFailed,
                $"The server {ServerOf(reply)} answers {rcode} about {shown}{Difficulty(contents)}.",
                SuggestionFor(contents.ResponseCode)
            );
        if (contents.Entries.Any(entry => entry.Section == DnsSection.Answer && IsOfType(entry, type)))
            return new(true, rcode, null, "");
        return WithoutRecords(contents, rcode, shown, type);
    }

    /// <summary>The response code by name.</summary>
    public static string RcodeOf(int code) =>
        DnsResponseCodes.NameOf((ulong)code) ?? string.Create(CultureInfo.InvariantCulture, $"RCODE{code}");

    private static bool IsOfType(DnsEntry entry, ushort type) => type == DnsTypes.Any || entry.Type == type;

    private static LookupVerdict WithoutRecords(DnsContents contents, string rcode, string shown, ushort type)
    {
        bool isReferral =
            !contents.IsAuthoritative
            && !contents.IsRecursionAvailable
            && contents.Entries.Any(entry => entry.Section == DnsSection.Authority && entry.Type == DnsTypes.Ns);
        if (isReferral)
            return new(
                false,
                rcode,
                EngineFault.LookupFailed,
                $"The server does not look up {shown} for others; it refers to the servers in authority.",
                "Ask a server that resolves names, or trace from the root."
            );
        DnsEntry? alias = contents.Entries.LastOrDefault(entry =>
            entry.Section == DnsSection.Answer && entry.Type == DnsTypes.Cname
        );
        string what = RecordTypes.NameOf(type);
        return new(
            false,
            rcode,
            EngineFault.NotFound,
            alias is null
                ? $"{shown} exists but has no {what} records."
                : $"{shown} leads to {Quote.Text(alias.Value)}, which has no {what} records.",
            "Ask for another record type."
        );
    }

    private static LookupVerdict WithoutAnswer(DnsReply reply, string shown)
    {
        string servers = string.Join(", ", reply.Tries.Select(one => one.Server.ToString()).Distinct());
        string[] reasons = [.. reply.Tries.Select(one => one.Outcome).Distinct()];
        if (reasons is [] or [DnsTry.NoAnswer])
            return new(
                false,
                null,
                EngineFault.Timeout,
                $"No answer about {shown} from {servers} within the time.",
                "Check that the server is reachable on its port, or ask another."
            );
        return new(
            false,
            null,
            reasons.Contains(DnsTry.NoAnswer) ? EngineFault.Timeout : EngineFault.LookupFailed,
            $"No answer about {shown} from {servers}: {string.Join(", ", reasons)}.",
            reply.Tries[^1].Server.Transport is DnsTransport.Tls or DnsTransport.Https
                ? "Check name, port and certificate of the server; "
                    + $"an authority of one's own is named in {ProbeSettings.CaFile.Key}."
                : "Check that a name server listens there, or ask another."
        );
    }

    private static string Difficulty(DnsContents contents) =>
        contents.ExtendedErrors is [var first, ..]
            ? $": {DnsExtendedErrors.NameOf(first.Code) ?? "extended error " + first.Code.ToString(CultureInfo.InvariantCulture)}"
                + (first.Text.Length > 0 ? " " + Quote.Text(first.Text) : "")
            : "";

    private static string ServerOf(DnsReply reply) => reply.Server?.ToString() ?? "";

    private static string? SuggestionFor(int code) =>
        code switch
        {
            DnsResponseCodes.ServerFailure =>
                "Ask another server, or trace: the zone's own servers may be out of reach or its signatures wrong.",
            DnsResponseCodes.Refused => "This server does not answer us; ask another.",
            _ => "Ask another server.",
        };
}
