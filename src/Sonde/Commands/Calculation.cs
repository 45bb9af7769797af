using System.CommandLine;
using System.Text.Json;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary>Makes the commands that compute and read no capture.</summary>
internal static class Calculation
{
    /// <summary>A command that asks one question.</summary>
    /// <param name="name">What is typed.</param>
    /// <param name="description">What it answers.</param>
    /// <param name="words">Its arguments and options.</param>
    /// <param name="ask">Asks the question that was typed.</param>
    /// <param name="show">How a person sees the answer.</param>
    public static Command Command<TAnswer>(
        string name,
        string description,
        IEnumerable<Symbol> words,
        Func<ParseResult, TAnswer> ask,
        Func<TAnswer, View> show
    )
        where TAnswer : IAnswer
    {
        (Command command, FormOptions form) = Typed(name, description, words);
        command.SetAction(parsed =>
            Interruptible.Run(cancel => Answering.Run(form.Of(parsed), _ => ask(parsed), show, cancel))
        );
        return command;
    }

    /// <summary>A command with its words and the options of its form, which does nothing yet.</summary>
    public static (Command Command, FormOptions Form) Typed(string name, string description, IEnumerable<Symbol> words)
    {
        var form = new FormOptions();
        var command = new Command(name, description);
        foreach (Symbol word in words)
        {
            if (word is Option option)
                command.Options.Add(option);
            else
                command.Arguments.Add((Argument)word);
        }
        form.AddTo(command);
        return (command, form);
    }

    /// <summary>An argument of one word.</summary>
    public static Argument<string> Word(string name, string description) => new(name) { Description = description };

    /// <summary>An argument of several words.</summary>
    public static Argument<string[]> Words(string name, string description)
    {
        var words = new Argument<string[]>(name) { Description = description, Arity = ArgumentArity.OneOrMore };
        CaptureOptions.RefuseOptions(words);
        return words;
    }

    /// <summary>The words, or the lines of standard input when the only word is a hyphen.</summary>
    public static string[] Lines(string[] words) =>
        words is ["-"]
            ? Console.In.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : words;

    /// <summary>JSON as a word has it: itself, the name of a file (with or without @), or a hyphen for standard input.</summary>
    /// <exception cref="EngineException">There is no such file, or it is no JSON.</exception>
    public static JsonElement Json(string word)
    {
        string text =
            word.TrimStart() is ['{' or '[', ..] ? word
            : word == "-" ? Console.In.ReadToEnd()
            : FileText(word.StartsWith('@') ? word[1..] : word);
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException wrong)
        {
            throw new EngineException(
                EngineFault.InvalidArgument,
                $"{Quote.Text(word)} is no JSON.",
                "Give JSON, the name of a file with JSON, or - for standard input.",
                cause: wrong
            );
        }
    }

    private static string FileText(string path) =>
        File.Exists(path)
            ? File.ReadAllText(path)
            : throw new EngineException(EngineFault.NotFound, $"There is no file {Quote.Text(path)}.");
}
