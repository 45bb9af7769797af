using System.CommandLine;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary>Makes the commands that ask questions of captures: their options, the asking, the printing.</summary>
internal sealed class Question(ProgramOptions program)
{
    /// <summary>A command that asks one question.</summary>
    /// <param name="name">What is typed.</param>
    /// <param name="description">What it answers.</param>
    /// <param name="own">Its own options beside those of all questions.</param>
    /// <param name="arguments">Its own arguments from what was typed.</param>
    /// <param name="ask">The engine's question.</param>
    /// <param name="show">How a person sees the answer.</param>
    /// <param name="capture">How the captures are named, when not in the usual way.</param>
    public Command Command<TArguments, TAnswer>(
        string name,
        string description,
        IEnumerable<Option> own,
        Func<ParseResult, TArguments> arguments,
        Func<CaptureEngine, TArguments, AskContext, TAnswer> ask,
        Func<TAnswer, View> show,
        CaptureOptions? capture = null
    )
        where TArguments : CaptureArguments
        where TAnswer : IAnswer =>
        Command(name, description, own, (parsed, asked) => asked.Answer(() => arguments(parsed), ask, show), capture);

    /// <summary>A command that asks one of several questions, by its options.</summary>
    /// <param name="name">What is typed.</param>
    /// <param name="description">What it answers.</param>
    /// <param name="own">Its own options beside those of all questions.</param>
    /// <param name="choose">Asks the one that is meant; returns the exit code.</param>
    /// <param name="capture">How the captures are named, when not in the usual way.</param>
    public Command Command(
        string name,
        string description,
        IEnumerable<Option> own,
        Func<ParseResult, Asked, int> choose,
        CaptureOptions? capture = null
    )
    {
        capture ??= new CaptureOptions();
        var form = new FormOptions();
        var command = new Command(name, description);
        foreach (Option option in own)
            command.Options.Add(option);
        capture.AddTo(command);
        form.AddTo(command);
        command.SetAction(parsed =>
            Interruptible.Run(cancel => choose(parsed, new Asked(program, capture, form.Of(parsed), parsed, cancel)))
        );
        return command;
    }
}

/// <summary>A command that was typed, to be answered.</summary>
internal sealed record Asked(
    ProgramOptions Program,
    CaptureOptions Capture,
    Form Form,
    ParseResult Parsed,
    CancellationToken Cancel
)
{
    /// <summary>Asks the question and prints the answer.</summary>
    /// <returns>The exit code.</returns>
    public int Answer<TArguments, TAnswer>(
        Func<TArguments> arguments,
        Func<CaptureEngine, TArguments, AskContext, TAnswer> ask,
        Func<TAnswer, View> show
    )
        where TArguments : CaptureArguments
        where TAnswer : IAnswer =>
        Answering.Run(
            Form,
            context =>
                ask(
                    Engines.ForPerson(Program.Sources(Parsed)),
                    (TArguments)Capture.Complete(arguments(), Parsed),
                    context
                ),
            show,
            Cancel
        );
}
