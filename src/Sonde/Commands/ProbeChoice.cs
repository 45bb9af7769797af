using System.CommandLine;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary>Makes the commands that ask the network one of several questions, by what was typed.</summary>
internal sealed class ProbeChoice(ProgramOptions program, ParseResult parsed, Form form, CancellationToken cancel)
{
    /// <summary>A command.</summary>
    /// <param name="program">Where the configuration comes from.</param>
    /// <param name="name">What is typed.</param>
    /// <param name="description">What it answers.</param>
    /// <param name="words">Its arguments and options.</param>
    /// <param name="choose">Asks the question that is meant; returns the exit code.</param>
    public static Command Command(
        ProgramOptions program,
        string name,
        string description,
        IEnumerable<Symbol> words,
        Func<ParseResult, ProbeChoice, int> choose
    )
    {
        (Command command, FormOptions form) = Calculation.Typed(name, description, words);
        command.SetAction(parsed =>
            Interruptible.Run(cancel => choose(parsed, new ProbeChoice(program, parsed, form.Of(parsed), cancel)))
        );
        return command;
    }

    /// <summary>Asks one question and prints its answer.</summary>
    /// <returns>The exit code.</returns>
    public int Answer<TAnswer>(Func<CaptureEngine, AskContext, Task<TAnswer>> ask, Func<TAnswer, View> show)
        where TAnswer : IAnswer =>
        Answering.Run(
            form,
            context => ask(Engines.ForPerson(program.Sources(parsed)), context).GetAwaiter().GetResult(),
            show,
            cancel
        );

    /// <summary>Does something that prints while it goes on.</summary>
    /// <returns>The exit code.</returns>
    public int Follow(Action<CaptureEngine, Form, CancellationToken> follow) =>
        Answering.Guarded(
            form == Form.Json,
            () =>
            {
                follow(Engines.ForPerson(program.Sources(parsed)), form, cancel);
                return 0;
            }
        );
}
