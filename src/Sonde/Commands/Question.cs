using System.CommandLine;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary>Makes the commands that ask one question of captures: their options, the asking, the printing.</summary>
internal sealed class Question(ProgramOptions program)
{
    /// <summary>A command that asks a question.</summary>
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
        IEnumerable<Symbol> own,
        Func<ParseResult, TArguments> arguments,
        Func<CaptureEngine, TArguments, AskContext, TAnswer> ask,
        Func<TAnswer, View> show,
        CaptureOptions? capture = null
    )
        where TArguments : CaptureArguments
    {
        capture ??= new CaptureOptions();
        var form = new FormOptions();
        var command = new Command(name, description);
        foreach (Symbol symbol in own)
        {
            if (symbol is Option option)
                command.Options.Add(option);
            else
                command.Arguments.Add((Argument)symbol);
        }
        capture.AddTo(command);
        form.AddTo(command);
        command.SetAction(
            (parsed, cancel) =>
                Task.Run(() =>
                    Answering.Run(
                        form.Of(parsed),
                        context =>
                            ask(
                                Engines.ForPerson(program.Sources(parsed)),
                                (TArguments)capture.Complete(arguments(parsed), parsed),
                                context
                            ),
                        show,
                        cancel
                    )
                )
        );
        return command;
    }
}
