using System.Buffers;
using System.CommandLine;
using System.Text;
using System.Text.Json;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde config show</c>: every setting, its value and where that came from.</summary>
internal static class ConfigCommand
{
    public static Command Create(ProgramOptions program)
    {
        var form = new FormOptions();
        var show = new Command("show", "Every setting, its value and where that came from.");
        form.AddTo(show);
        show.SetAction(parsed =>
            Answering.Guarded(
                form.Of(parsed) == Form.Json,
                () =>
                {
                    SondeConfig config = ConfigLoader.Load(program.Sources(parsed));
                    using StreamWriter output = Answering.StandardOutput();
                    if (form.Of(parsed) == Form.Json)
                        output.WriteLine(Clean.Json(Json(config)));
                    else
                        Answering.Print(Show(config), form.Of(parsed), output);
                    return 0;
                }
            )
        );
        return new Command("config", "The configuration in force.") { show };
    }

    private static View Show(SondeConfig config)
    {
        var table = new Table(
            "",
            [
                new Column("setting"),
                new Column("value", Wraps: true),
                new Column("origin", Wraps: true),
                new Column("allowed", Wraps: true, Rank: 1),
            ],
            [
                .. config.Values.Select(value =>
                    (object?[])
                        [value.Setting.Key, Text(value.Value), value.Origin.ToString(), value.Setting.AllowedText]
                ),
            ]
        );
        return new View
        {
            Headline = config.File is { } file ? $"Configuration file: {file}" : "No configuration file.",
            Tables = [table],
            Rows = table,
            Notes = config.Notes,
        };
    }

    private static object? Text(object? value) =>
        value switch
        {
            IReadOnlyList<string> list => list.Count == 0 ? "(none)" : string.Join(", ", list),
            null => "(unset)",
            _ => value,
        };

    private static string Json(SondeConfig config)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (
            var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = AnswerSerializer.Options.Encoder })
        )
        {
            json.WriteStartObject();
            if (config.File is { } file)
                json.WriteString("file", file);
            json.WriteStartArray("settings");
            foreach (SettingValue value in config.Values)
                Write(json, value);
            json.WriteEndArray();
            json.WriteStartArray("notes");
            foreach (string note in config.Notes)
                json.WriteStringValue(note);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, SettingValue value)
    {
        json.WriteStartObject();
        json.WriteString("setting", value.Setting.Key);
        json.WritePropertyName("value");
        switch (value.Value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case IReadOnlyList<string> list:
                json.WriteStartArray();
                foreach (string entry in list)
                    json.WriteStringValue(entry);
                json.WriteEndArray();
                break;
            default:
                json.WriteStringValue((string)value.Value);
                break;
        }
        json.WriteString("origin", value.Origin.ToString());
        json.WriteString("meaning", value.Setting.Meaning);
        json.WriteString("allowed", value.Setting.AllowedText);
        json.WriteEndObject();
    }
}
