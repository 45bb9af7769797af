using System.CommandLine;

namespace Sonde.Cli;

/// <summary>The forms in which an answer is printed.</summary>
internal enum Form
{
    /// <summary>Tables for people.</summary>
    Text,

    /// <summary>The tool's JSON.</summary>
    Json,

    /// <summary>The rows of the main table, comma-separated.</summary>
    Csv,
}

/// <summary>The options that choose the form of an answer.</summary>
internal sealed class FormOptions
{
    private readonly Option<bool> _json = new("--json")
    {
        Description = "Print the answer as JSON, as the MCP tool gives it.",
    };
    private readonly Option<bool> _csv = new("--csv")
    {
        Description = "Print the rows as comma-separated values; notes go to standard error.",
    };

    public void AddTo(Command command, bool hasRows = true)
    {
        command.Options.Add(_json);
        if (!hasRows)
            return;
        command.Options.Add(_csv);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_json) && result.GetValue(_csv))
                result.AddError("--json and --csv exclude each other.");
        });
    }

    public Form Of(ParseResult parsed) =>
        parsed.GetValue(_json) ? Form.Json
        : parsed.GetResult(_csv) is not null && parsed.GetValue(_csv) ? Form.Csv
        : Form.Text;
}
