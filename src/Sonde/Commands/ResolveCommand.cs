using System.CommandLine;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde resolve</c>: asks name servers about one name or many.</summary>
internal sealed class ResolveCommand
{
    private readonly Argument<string[]> _names = new("NAME")
    {
        Description =
            "Names, or addresses for their names; several are asked about at once; - for lines of standard input.",
        Arity = ArgumentArity.OneOrMore,
    };
    private readonly Option<string?> _type = new("--type", "-t")
    {
        Description = "Record type (A).",
        HelpName = "TYPE",
    };
    private readonly Option<string?> _server = new("--server", "-s")
    {
        Description = "192.0.2.53, 192.0.2.53#5353, tcp://HOST, tls://HOST, https://HOST/dns-query (the system's).",
        HelpName = "SERVER",
    };
    private readonly Option<double?> _timeout = Seconds("Seconds for each name, all attempts together (5).");
    private readonly Option<int?> _retries = new("--retries")
    {
        Description = "Attempts after the first (2).",
        HelpName = "N",
    };
    private readonly Option<bool> _dnssec = new("--dnssec")
    {
        Description = "Ask for signatures as well; one name only.",
    };
    private readonly Option<bool> _trace = new("--trace") { Description = "Go down from the root; one name only." };
    private readonly Option<int?> _atOnce = new("--concurrency")
    {
        Description = "Names under way at once (100).",
        HelpName = "N",
    };

    public static Command Create(ProgramOptions program)
    {
        var words = new ResolveCommand();
        return ProbeChoice.Command(
            program,
            "resolve",
            "Asks name servers about a name or many.",
            [
                words._names,
                words._type,
                words._server,
                words._timeout,
                words._retries,
                words._dnssec,
                words._trace,
                words._atOnce,
            ],
            (parsed, choice) =>
                parsed.GetValue(words._names) is [not "-"]
                    ? choice.Answer(
                        (engine, context) => DnsLookupQuestion.AskAsync(engine, words.One(parsed), context),
                        ResolveViews.Show
                    )
                    : choice.Answer(
                        (engine, context) => BatchDnsQuestion.AskAsync(engine, words.Many(parsed), context),
                        ResolveViews.Show
                    )
        );
    }

    /// <summary>The option for a time limit.</summary>
    public static Option<double?> Seconds(string description) =>
        new("--timeout") { Description = description, HelpName = "SECONDS" };

    private DnsLookupArguments One(ParseResult parsed) =>
        new()
        {
            Query = parsed.GetValue(_names)![0],
            RecordType = parsed.GetValue(_type),
            Nameserver = parsed.GetValue(_server),
            Timeout = parsed.GetValue(_timeout),
            Retries = parsed.GetValue(_retries),
            Dnssec = parsed.GetValue(_dnssec),
            Trace = parsed.GetValue(_trace),
        };

    private BatchDnsArguments Many(ParseResult parsed)
    {
        if (parsed.GetValue(_dnssec) || parsed.GetValue(_trace))
            throw new EngineException(
                EngineFault.InvalidArgument,
                "--dnssec and --trace take one name.",
                "Give one name at a time."
            );
        return new()
        {
            Queries = Calculation.Lines(parsed.GetValue(_names)!),
            RecordType = parsed.GetValue(_type),
            Nameserver = parsed.GetValue(_server),
            Timeout = parsed.GetValue(_timeout),
            Retries = parsed.GetValue(_retries),
            MaxConcurrent = parsed.GetValue(_atOnce),
        };
    }
}
