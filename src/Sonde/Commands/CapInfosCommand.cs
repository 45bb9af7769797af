using System.CommandLine;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde capinfos</c>: what a capture file says of itself.</summary>
internal static class CapInfosCommand
{
    public static Command Create(Question question)
    {
        var noHash = new Option<bool>("--no-hash") { Description = "Leave the SHA-256 of the file out." };
        return question.Command(
            "capinfos",
            "What a capture file says of itself: format, rates, interfaces, drops, comments.",
            [noHash],
            parsed => new CapInfosArguments { Hash = !parsed.GetValue(noHash) },
            CapInfosQuestion.Ask,
            Show
        );
    }

    private static View Show(CapInfos answer)
    {
        (string, object?)[] facts =
        [
            ("file", answer.FilePath),
            ("format", answer.FileType),
            ("byte order", answer.ByteOrder),
            ("compressed", answer.Compressed),
            ("file size", answer.FileSizeBytes),
            ("encapsulation", answer.FileEncapsulation),
            ("time precision", answer.TimePrecision),
            ("snap length", answer.SnapLength),
            ("packets", answer.PacketCount),
            ("octets", answer.DataSizeBytes),
            ("octets captured", answer.CapturedSizeBytes),
            ("first packet", answer.FirstPacketTimeIso),
            ("last packet", answer.LastPacketTimeIso),
            ("seconds", answer.CaptureDurationSeconds),
            ("octets per second", answer.DataRateBytes),
            ("bits per second", answer.DataRateBits),
            ("octets per packet", answer.AveragePacketSizeBytes),
            ("packets per second", answer.AveragePacketRate),
            ("in order of time", answer.StrictTimeOrder),
            ("packets out of order", answer.PacketsOutOfOrder),
            ("comments", answer.CommentsTotal),
            ("resolved names", answer.ResolvedNames),
            ("decryption secrets", answer.DecryptionSecrets),
            ("SHA-256", answer.Sha256),
        ];
        return new View
        {
            Headline = answer.Summary,
            Tables = [Table.OfPairs("", facts), Interfaces(answer), Sections(answer), Comments(answer)],
            Rows = Table.OfOneRow(facts),
            Notes = CoverageNotes.Of(answer.Coverage),
        };
    }

    private static Table Interfaces(CapInfos answer) =>
        new(
            "Interfaces",
            [
                new Column("file", Wraps: true, Rank: 4),
                new Column("id", IsId: true),
                new Column("name"),
                new Column("encapsulation"),
                new Column("packets"),
                new Column("dropped"),
                new Column("by system", Rank: 1),
                new Column("snap length", Rank: 3),
                new Column("time precision", Rank: 5),
                new Column("filter", Wraps: true, Rank: 2),
                new Column("system", Wraps: true, Rank: 6),
                new Column("description", Wraps: true, Rank: 6),
            ],
            [
                .. answer.Interfaces.Select(one =>
                    (object?[])
                        [
                            one.File,
                            one.Id,
                            one.Name,
                            one.Encapsulation,
                            one.Packets,
                            one.Dropped,
                            one.DroppedBySystem,
                            one.SnapLength,
                            one.TimePrecision,
                            one.Filter,
                            one.OperatingSystem,
                            one.Description,
                        ]
                ),
            ]
        );

    private static Table Sections(CapInfos answer) =>
        new(
            "Sections",
            [
                new Column("program", Wraps: true),
                new Column("system", Wraps: true, Rank: 1),
                new Column("machine", Wraps: true, Rank: 2),
            ],
            [.. (answer.Sections ?? []).Select(one => (object?[])[one.Application, one.OperatingSystem, one.Hardware])]
        );

    private static Table Comments(CapInfos answer) =>
        new(
            "Comments",
            [new Column("of"), new Column("frame", IsId: true), new Column("text", Wraps: true)],
            [.. (answer.Comments ?? []).Select(one => (object?[])[one.Scope, one.Frame, one.Text])]
        );
}
