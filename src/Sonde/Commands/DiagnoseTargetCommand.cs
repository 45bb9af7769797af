using System.CommandLine;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde diagnose-target</c>: what works between here and a target, and the first thing that does not.</summary>
internal static class DiagnoseTargetCommand
{
    public static Command Create(ProgramOptions program)
    {
        Argument<string> target = Calculation.Word("TARGET", "Host, host:port, or URL.");
        Option<int?> port = Numbers.Option("--port", "TCP port; otherwise that of the target, 443 or 80.", 1, 65_535);
        var options = new ProbeOptions("For one step, 3.");
        return Probing.Command(
            program,
            "diagnose-target",
            "What works between here and a target: name, route, path, port, TLS, HTTP.",
            [target, port, .. options.All],
            (parsed, engine, context) =>
                DiagnoseTargetQuestion.AskAsync(
                    engine,
                    new DiagnoseTargetArguments
                    {
                        Target = parsed.GetValue(target)!,
                        Port = parsed.GetValue(port),
                        Timeout = parsed.GetValue(options.Timeout),
                        IpVersion = options.Version(parsed),
                    },
                    context
                ),
            Show
        );
    }

    private static View Show(DiagnoseTarget answer)
    {
        var steps = new Table(
            "",
            [new Column("step"), new Column("status"), new Column("ms"), new Column("detail", Wraps: true)],
            [.. answer.Steps.Select(step => (object?[])[step.Step, step.Status, step.Ms, step.Detail])]
        );
        return new View
        {
            Headline = answer.Summary,
            Tables = [steps],
            Rows = steps,
            Notes =
            [
                .. answer.RulesOut.Count > 0 ? (string[])[$"Ruled out: {string.Join(", ", answer.RulesOut)}."] : [],
                .. answer.PossibleCauses.Select(cause => $"Possible: {cause}."),
                .. answer.Next is { } next ? (string[])[$"Next: {next.Tool}. {next.Why}"] : [],
                .. ProbeNotes.Of(answer.Coverage),
            ],
        };
    }
}
