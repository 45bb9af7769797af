using System.CommandLine;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde verify</c>: whether a capture bears a statement out.</summary>
internal static class VerifyCommand
{
    public static Command Create(Question question)
    {
        var kind = new Option<string>("--claim")
        {
            Description =
                "What is stated, such as reset, dns_answer_time or packet_loss; an unknown one lists them all.",
            HelpName = "KIND",
            Required = true,
        };
        Option<string?> by = Word("--by", "END", "The end that did it: address or address:port.");
        Option<string?> of = Word("--of", "END", "The end that it was done to.");
        Option<string?> client = Word("--client", "END", "The client: address or address:port.");
        Option<string?> server = Word("--server", "END", "The server: address or address:port.");
        Option<string?> host = Word("--host", "HOST", "A host's address; of HTTP also its name.");
        Option<string?> name = Word("--name", "NAME", "A name asked of DNS, or a protocol.");
        Option<string?> rcode = Word("--rcode", "CODE", "A DNS response code, such as NXDOMAIN.");
        Option<string?> version = Word("--tls-version", "VERSION", "A version of TLS, such as 1.2.");
        Option<string?> alert = Word("--alert", "ALERT", "A TLS alert, such as unknown_ca.");
        Option<string?> status = Word("--status", "STATUS", "An HTTP status or class, such as 404 or 5xx.");
        Option<double?> idle = Number<double>(
            "--after-idle",
            "S",
            "Silence right before it, at least so many seconds."
        );
        Option<double?> mostMs = Number<double>("--most-ms", "MS", "Every one took at most so many milliseconds.");
        Option<double?> leastMs = Number<double>("--least-ms", "MS", "At least one took so many milliseconds.");
        Option<double?> mostPercent = Number<double>("--most-percent", "P", "At most this share of data segments.");
        Option<double?> leastPercent = Number<double>("--least-percent", "P", "At least this share of data segments.");
        Option<long?> mostCount = Number<long>("--most-count", "N", "At most so many.");
        Option<long?> leastCount = Number<long>("--least-count", "N", "At least so many.");
        Option<long?> mostOctets = Number<long>("--most-octets", "N", "At most so many octets.");
        Option<long?> leastOctets = Number<long>("--least-octets", "N", "At least so many octets.");
        Option[] words = [kind, by, of, client, server, host, name, rcode, version, alert, status];
        Option[] bounds =
        [
            idle,
            mostMs,
            leastMs,
            mostPercent,
            leastPercent,
            mostCount,
            leastCount,
            mostOctets,
            leastOctets,
        ];
        return question.Command(
            "verify",
            "Whether a capture bears a statement out: supported, contradicted or not observable, and what shows it.",
            [.. words, .. bounds],
            parsed => new ClaimArguments
            {
                Kind = parsed.GetValue(kind)!,
                By = parsed.GetValue(by),
                Of = parsed.GetValue(of),
                Client = parsed.GetValue(client),
                Server = parsed.GetValue(server),
                Host = parsed.GetValue(host),
                Name = parsed.GetValue(name),
                Rcode = parsed.GetValue(rcode),
                Version = parsed.GetValue(version),
                Alert = parsed.GetValue(alert),
                Status = parsed.GetValue(status),
                AfterIdleS = parsed.GetValue(idle),
                MostMs = parsed.GetValue(mostMs),
                LeastMs = parsed.GetValue(leastMs),
                MostPercent = parsed.GetValue(mostPercent),
                LeastPercent = parsed.GetValue(leastPercent),
                MostCount = parsed.GetValue(mostCount),
                LeastCount = parsed.GetValue(leastCount),
                MostOctets = parsed.GetValue(mostOctets),
                LeastOctets = parsed.GetValue(leastOctets),
            },
            VerifyClaimQuestion.Ask,
            Show
        );
    }

    private static Option<string?> Word(string name, string help, string description) =>
        new(name) { Description = description, HelpName = help };

    private static Option<T?> Number<T>(string name, string help, string description)
        where T : struct => new(name) { Description = description, HelpName = help };

    private static View Show(VerifyClaim answer)
    {
        var figures = new Table(
            "",
            [new Column("figure", "name"), new Column("value"), new Column("unit")],
            [.. answer.Figures.Select(one => (object?[])[one.Name, one.Value, one.Unit])]
        );
        List<string> notes = [.. CoverageNotes.Of(answer.Coverage)];
        if (answer.Evidence.FramesTotal > 0)
            notes.Insert(0, $"Frames: {ExpertCommand.Frames(answer.Evidence)}");
        return new View
        {
            Headline = answer.Summary,
            Tables = [figures],
            Rows = figures,
            Notes = notes,
        };
    }
}
