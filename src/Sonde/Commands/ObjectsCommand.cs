using System.CommandLine;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde objects</c>: the files that were transferred.</summary>
internal static class ObjectsCommand
{
    public static Command Create(Question question)
    {
        var page = new PageOptions(100, "--top");
        var host = new Option<string?>("--host")
        {
            Description = "Only objects whose host contains this text.",
            HelpName = "TEXT",
        };
        var type = new Option<string?>("--type")
        {
            Description = "Only objects whose media type contains this text, such as image/.",
            HelpName = "TEXT",
        };
        var save = new Option<string?>("--save")
        {
            Description = "Write the objects into this folder; nothing is overwritten.",
            HelpName = "FOLDER",
        };
        return question.Command(
            "objects",
            "Files that HTTP, SMTP, FTP and TFTP carried: names, sizes, hashes, types; written with --save.",
            [host, type, save, .. page.All],
            parsed => new ObjectsArguments
            {
                Host = parsed.GetValue(host),
                MediaType = parsed.GetValue(type),
                OutputFolder = parsed.GetValue(save),
                Limit = page.Limit(parsed),
                Offset = page.Offset(parsed),
            },
            ObjectsQuestion.Ask,
            Show
        );
    }

    private static View Show(ExtractedObjects answer)
    {
        var table = new Table(
            "",
            [
                new Column("frame"),
                new Column("by", "protocol"),
                new Column("name", Wraps: true),
                new Column("bytes", "size"),
                new Column("type", "media_type_found"),
                new Column("announced", "media_type", Rank: 1),
                new Column("state"),
                new Column("host", Rank: 1),
                new Column("sha256", Rank: 2),
                new Column("same as", "duplicate_of", Rank: 2),
                new Column("direction", Rank: 3),
                new Column("saved as", "saved_as", Rank: 3),
            ],
            [
                .. answer.Objects.Select(row =>
                    (object?[])
                        [
                            row.Frame,
                            row.Protocol,
                            row.Name,
                            row.Size,
                            row.MediaTypeFound,
                            row.MediaType,
                            row.State,
                            row.Host,
                            row.Sha256,
                            row.DuplicateOf,
                            row.Direction,
                            row.SavedAs,
                        ]
                ),
            ]
        );
        return new View
        {
            Headline = answer.Summary,
            Tables = [table],
            Rows = table,
            Notes = CoverageNotes.Of(answer.Coverage, answer.Returned, answer.Total, answer.NextOffset),
        };
    }
}
