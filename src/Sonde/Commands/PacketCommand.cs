using System.CommandLine;
using System.Globalization;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde packet FILE N</c>: one frame, whole.</summary>
internal static class PacketCommand
{
    public static Command Create(Question question)
    {
        var capture = new CaptureOptions(endsWithNumber: true);
        Option<int?> frame = Numbers.Option(
            "--frame",
            "Number of the frame, from 1; may stand after the last FILE as well.",
            least: 1,
            aliases: "-n"
        );
        Option<int?> context = Numbers.Option(
            "--context",
            "Packets to list before and after it; 3 if not given.",
            most: 50
        );
        Option<int?> hex = Numbers.Option(
            "--hex-limit",
            "Octets of the hex dump at most; 512 if not given.",
            most: 65_536
        );
        return question.Command(
            "packet",
            "One frame, whole: layers, fields, octets, and the packets around it.",
            [frame, context, hex],
            parsed => new PacketArguments
            {
                Frame =
                    parsed.GetValue(frame)
                    ?? (capture.Number(parsed) is > 0 and var number ? (long?)number : null)
                    ?? throw new EngineException(
                        EngineFault.InvalidArgument,
                        "No frame is named.",
                        "Give its number after the file: sonde packet samples/dns.pcapng 5"
                    ),
                Context = parsed.GetValue(context),
                HexLimit = parsed.GetValue(hex),
            },
            PacketQuestion.Ask,
            Show,
            capture
        );
    }

    private static View Show(PacketDetail answer)
    {
        Table fields = Fields(answer, indented: true);
        return new View
        {
            Headline = answer.Summary,
            Tables =
            [
                Table.OfPairs(
                    "",
                    [
                        ("file", answer.Packet.File ?? answer.FilePath),
                        ("time", answer.Packet.Time),
                        ("octets", answer.Packet.Length),
                        ("octets captured", answer.CapturedLength),
                    ]
                ),
                fields,
                Dump(answer),
                PacketTable.Of("Around it", [.. answer.Before, answer.Packet, .. answer.After]),
            ],
            Rows = Fields(answer, indented: false),
            Notes =
            [
                .. CoverageNotes.Of(answer.Coverage),
                .. answer.HexOmitted is { } left
                    ?
                    [
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"The dump leaves {left} octets out; --hex-limit shows more."
                        ),
                    ]
                    : (string[])[],
            ],
        };
    }

    private static Table Fields(PacketDetail answer, bool indented) =>
        new(
            "Layers",
            [
                new Column("field"),
                new Column("value", Wraps: true),
                new Column("meaning", Wraps: true),
                new Column("title", Wraps: true, Rank: 2),
                new Column("offset", Rank: 1),
                new Column("length", Rank: 1),
            ],
            [.. answer.Layers.SelectMany(layer => OfLayer(layer, indented))]
        );

    private static IEnumerable<IReadOnlyList<object?>> OfLayer(LayerDetail layer, bool indented) =>
        OfFields(layer.Fields, 1, indented)
            .Prepend([
                layer.Protocol,
                layer.Source,
                layer.Status == "ok" ? null : layer.Status,
                null,
                layer.Offset,
                layer.Length,
            ]);

    private static IEnumerable<IReadOnlyList<object?>> OfFields(
        IReadOnlyList<FieldDetail>? fields,
        int depth,
        bool indented
    ) =>
        (fields ?? []).SelectMany(field =>
            OfFields(field.Children, depth + 1, indented)
                .Prepend([
                    (indented ? new string(' ', 2 * depth) : "") + field.Name,
                    field.Value,
                    field.Meaning,
                    field.Title,
                    field.Offset,
                    field.Length,
                ])
        );

    private static Table Dump(PacketDetail answer) =>
        new("Octets", [new Column("")], [.. (answer.Hex ?? []).Select(line => (object?[])[line])]);
}
