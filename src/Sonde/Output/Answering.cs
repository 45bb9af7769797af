using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json.Nodes;
using Sonde.Engine;
using Sonde.Mcp;

namespace Sonde.Cli;

/// <summary>Runs a question for a person: progress, the answer in the form that was asked for, faults, the exit code.</summary>
internal static class Answering
{
    /// <summary>The exit code when there is no answer.</summary>
    public const int CouldNot = 1;

    /// <summary>The exit code when the question was asked wrongly.</summary>
    public const int WrongUse = 2;

    /// <summary>Asks and prints.</summary>
    /// <returns>The exit code.</returns>
    public static int Run<TAnswer>(
        Form form,
        Func<AskContext, TAnswer> ask,
        Func<TAnswer, View> show,
        CancellationToken cancel
    )
        where TAnswer : IAnswer =>
        Guarded(
            form == Form.Json,
            () =>
            {
                TAnswer answer;
                using (ProgressLine? progress = ProgressLine.ForThisProcess())
                    answer = ask(new AskContext(progress, cancel));
                using StreamWriter output = StandardOutput();
                if (form == Form.Json)
                    output.WriteLine(Clean.Json(AnswerSerializer.Text(answer)));
                else
                    Print(show(answer), form, output);
                return answer.Success ? 0 : CouldNot;
            }
        );

    /// <summary>Runs something that may end without an answer, and shows why in the form that was asked for.</summary>
    /// <returns>The exit code.</returns>
    [SuppressMessage("Design", "CA1031", Justification = "The edge of the program.")]
    public static int Guarded(bool asJson, Func<int> run)
    {
        try
        {
            return run();
        }
        catch (Exception exception)
        {
            EngineException? fault = Faults.From(exception);
            if (fault is null)
                Console.Error.WriteLine(exception); // a defect of ours: whoever reports it needs all of it
            fault ??= new EngineException(
                EngineFault.Internal,
                $"Internal error: {exception.GetType().Name}.",
                "Please report it with the lines above."
            );
            Show(fault, asJson);
            // what cannot be parsed is a filter: captures that are damaged give what they hold
            return fault.Fault is EngineFault.InvalidArgument or EngineFault.ParseError ? WrongUse : CouldNot;
        }
    }

    /// <summary>Prints a view in the form that was asked for, as a terminal or a pipe can take it.</summary>
    public static void Print(View view, Form form, TextWriter output)
    {
        if (form == Form.Csv)
        {
            CsvPrinter.Print(view.Rows, output);
            foreach (string note in view.Notes)
                Console.Error.WriteLine(Clean.Text(note));
        }
        else if (Console.IsOutputRedirected)
            PlainPrinter.Print(view, output);
        else
            new TerminalPrinter(output, TerminalWidth, InColour).Print(view);
    }

    /// <summary>Standard output, to be flushed once.</summary>
    public static StreamWriter StandardOutput() =>
        new(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16);

    /// <summary>The terminal can go back to its first line.</summary>
    public static bool CanMoveCursor => Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");

    private static int TerminalWidth => Console.WindowWidth is > 0 and var width ? width : 80;

    // https://no-color.org: set and not empty
    private static bool InColour =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && CanMoveCursor;

    private static void Show(EngineException fault, bool asJson)
    {
        if (asJson)
        {
            JsonObject json = Faults.ToJson(fault);
            using StreamWriter output = StandardOutput();
            output.WriteLine(Clean.Json(json.ToJsonString(AnswerSerializer.Options)));
            return;
        }
        Console.Error.WriteLine("sonde: " + Lines(fault.Message));
        if (fault.Suggestion is { } suggestion)
            Console.Error.WriteLine(Lines(suggestion));
    }

    // A message of several problems has a line for each.
    private static string Lines(string text) => string.Join('\n', text.Split('\n').Select(Clean.Text));
}
