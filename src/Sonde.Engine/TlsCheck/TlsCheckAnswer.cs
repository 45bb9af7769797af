using System.Text;
using Sonde.Probes;

namespace Sonde.Engine;

/// <summary>Makes the answer of a check of TLS.</summary>
internal static class TlsCheckAnswer
{
    public static TlsCheck Of(
        TlsCheckArguments arguments,
        TlsAsked asked,
        TlsFirst first,
        TlsVersionFinding?[] versions,
        string? ended
    )
    {
        TlsVersionFinding[] found = [.. versions.OfType<TlsVersionFinding>()];
        IReadOnlyList<byte[]> chain = first.Dialog.Chain;
        if (chain.Count == 0)
            chain = found.LastOrDefault(one => one.Chain.Count > 0)?.Chain ?? [];
        bool speaks = first.Dialog.Version is not null || found.Any(one => one.Suites.Count > 0);
        ChainVerdict verdict = ChainVerdict.Of(chain, asked.Name, DateTime.UtcNow);
        OfferedVersion[] offered = [.. found.Select(Row)];
        List<string> problems = [.. chain.Count > 0 || first.Dialog.Version is not null ? verdict.Problems : []];
        AddWeak(problems, found);
        double? daysLeft = verdict.Certificates.Min(one => one.DaysLeft);
        List<LimitReached> limits = [];
        if (found.Any(one => one.LimitReached))
            limits.Add(new("cipher_suites_of_a_version", TlsSurvey.MostSuites));
        return new TlsCheck
        {
            Success = speaks,
            Summary = Say(asked, first, offered, verdict, problems, daysLeft, speaks, ended),
            Target = Quote.Clean(arguments.Target)!,
            Port = asked.Port,
            Address = first.Address.ToString(),
            FailedAddresses = first.Failed.Count > 0 ? first.Failed : null,
            ServerName = asked.Name,
            Starttls = asked.Service,
            ConnectMs = ServiceTarget.Milliseconds(first.Connect),
            TlsMs = first.Dialog.Version is null ? null : ServiceTarget.Milliseconds(first.Handshake),
            Version = first.Dialog.Version is { } version ? TlsReading.VersionName(version) : null,
            CipherSuite = first.Dialog.Suite is { } suite ? TlsReading.SuiteName(suite) : null,
            Alpn = Quote.Clean(first.Dialog.Protocol, 100),
            HandshakeError = Quote.Clean(first.Dialog.Failure, 300),
            Trusted = verdict.IsTrusted,
            MatchesName = verdict.MatchesName,
            DaysLeft = daysLeft,
            Problems = problems,
            Chain = verdict.Certificates,
            Versions = offered,
            NotChecked = NotChecked(arguments, first, chain),
            Coverage = new ProbeCoverage
            {
                Complete = ended is null && limits.Count == 0,
                Ended = ended,
                ProbesSent = 1 + first.Failed.Count + found.Sum(one => one.Connections),
                Limits = limits.Count > 0 ? limits : null,
            },
        };
    }

    private static List<string> NotChecked(TlsCheckArguments arguments, TlsFirst first, IReadOnlyList<byte[]> chain)
    {
        List<string> not =
        [
            "revocation: asking an authority would be contact with a host that nobody checked",
            "SSL 2.0, which no library of today speaks",
        ];
        if (arguments.Ciphers == false)
            not.Add("cipher suites behind the preferred one of each version");
        if (first.Dialog.Version is null && chain.Count == 0)
            not.Add("certificates: the server sends them encrypted only, or not at all");
        return not;
    }

    private static OfferedVersion Row(TlsVersionFinding finding) =>
        new()
        {
            Version = TlsReading.VersionName(finding.Version),
            Offered = finding.IsUnknown ? null : finding.Suites.Count > 0,
            Refusal = finding.Refusal,
            CipherSuites =
            [
                .. finding.Suites.Select(suite => new OfferedSuite
                {
                    Name = TlsReading.SuiteName(suite),
                    ForwardSecrecy = CipherStrength.HasForwardSecrecy(suite, finding.Version),
                    Weakness = CipherStrength.WeaknessOf(suite),
                }),
            ],
        };

    private static void AddWeak(List<string> problems, TlsVersionFinding[] found)
    {
        foreach (TlsVersionFinding one in found.Where(one => one.Suites.Count > 0))
        {
            if (CipherStrength.WeaknessOfVersion(one.Version) is { } weakness)
                problems.Add($"weak_version: {TlsReading.VersionName(one.Version)} is offered, {weakness}");
        }
        foreach (ushort suite in found.SelectMany(one => one.Suites).Distinct())
        {
            if (CipherStrength.WeaknessOf(suite) is { } weakness)
                problems.Add($"weak_cipher: {TlsReading.SuiteName(suite)}, {weakness}");
        }
    }

    private static string Say(
        TlsAsked asked,
        TlsFirst first,
        OfferedVersion[] offered,
        ChainVerdict verdict,
        List<string> problems,
        double? daysLeft,
        bool speaks,
        string? ended
    )
    {
        string where = $"Port {asked.Port} of {Quote.Text(asked.Target.Typed)} ({first.Address})";
        if (!speaks)
            return $"{where} accepts connections and speaks no TLS: {Quote.Text(first.Dialog.Failure ?? "no answer")}.";
        var text = new StringBuilder(where);
        if (first.Dialog.Version is { } version)
            text.Append(
                $" agrees on {TlsReading.VersionName(version)} with {TlsReading.SuiteName(first.Dialog.Suite ?? 0)}"
            );
        else
            text.Append(" offers only TLS that this platform does not speak");
        string[] names = [.. offered.Where(one => one.Offered == true).Select(one => one.Version)];
        text.Append(
            $"; offered: {(names.Length == 0 ? "nothing that was asked for alone" : string.Join(", ", names))}."
        );
        if (verdict.Certificates is [var own, ..])
            text.Append(
                FormattableString.Invariant(
                    $" Certificate of {Quote.Text(own.Subject ?? own.Sha256)} from {Quote.Text(own.Issuer ?? "")}, {daysLeft:0.#} days left, {(verdict.IsTrusted ? "trusted" : "not trusted")} here."
                )
            );
        text.Append(
            problems.Count == 0
                ? " Nothing is wrong with what was checked."
                : $" {problems.Count} {(problems.Count == 1 ? "problem" : "problems")}: {string.Join("; ", problems.Take(4))}{(problems.Count > 4 ? "; …" : "")}."
        );
        if (ended is not null)
            text.Append($" Not everything was asked: {ended}.");
        return text.ToString();
    }
}
