using System.CommandLine;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary>Makes the commands that ask the network or this machine.</summary>
internal static class Probing
{
    /// <summary>A command that asks one question.</summary>
    /// <param name="program">Where the configuration comes from.</param>
    /// <param name="name">What is typed.</param>
    /// <param name="description">What it answers.</param>
    /// <param name="words">Its arguments and options.</param>
    /// <param name="ask">Asks the question that was typed.</param>
    /// <param name="show">How a person sees the answer.</param>
    public static Command Command<TAnswer>(
        ProgramOptions program,
        string name,
        string description,
        IEnumerable<Symbol> words,
        Func<ParseResult, CaptureEngine, AskContext, Task<TAnswer>> ask,
        Func<TAnswer, View> show
    )
        where TAnswer : IAnswer =>
        ProbeChoice.Command(
            program,
            name,
            description,
            words,
            (parsed, asked) => asked.Answer((engine, context) => ask(parsed, engine, context), show)
        );
}
