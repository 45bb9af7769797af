using System.CommandLine;
using System.Globalization;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde sip</c>: calls, registrations and messages of SIP.</summary>
internal static class SipCommand
{
    public static Command Create(Question question)
    {
        var page = new PageOptions(100, "--top");
        var messages = new Option<bool>("--messages")
        {
            Description = "The messages instead of calls and registrations.",
        };
        bool byMessage = false;
        return question.Command(
            "sip",
            "Calls over SIP with outcome, times and quality of their RTP; registrations; messages.",
            [messages, .. page.All],
            parsed =>
            {
                byMessage = parsed.GetValue(messages);
                return new SipArguments { Limit = page.Limit(parsed), Offset = page.Offset(parsed) };
            },
            SipQuestion.Ask,
            answer => Show(answer, byMessage)
        );
    }

    private static View Show(SipPackets answer, bool byMessage)
    {
        Table calls = Calls(answer);
        Table messages = Messages(answer);
        List<Table> tables = byMessage ? [messages] : [calls];
        if (!byMessage && answer.Calls.Any(call => call.Streams.Count > 0))
            tables.Add(Streams(answer));
        if (!byMessage && answer.Registrations.Count > 0)
            tables.Add(Registrations(answer));
        return new View
        {
            Headline = answer.Summary,
            Tables = tables,
            Rows = byMessage ? messages : calls,
            Notes =
            [
                .. answer.Note is { } note ? (string[])[note] : [],
                .. CoverageNotes.Of(answer.Coverage, answer.Returned, answer.Total, answer.NextOffset),
            ],
        };
    }

    private static Table Calls(SipPackets answer) =>
        new(
            "Calls",
            [
                new Column("outcome"),
                new Column("status"),
                new Column("from", Wraps: true),
                new Column("to", Wraps: true),
                new Column("setup_ms"),
                new Column("seconds"),
                new Column("post_dial_ms", Rank: 1),
                new Column("ring_ms", Rank: 1),
                new Column("ended_by", Rank: 1),
                new Column("sent_again", Rank: 2),
                new Column("call_id", Rank: 2),
                new Column("frame", Rank: 1),
            ],
            [
                .. answer.Calls.Select(call =>
                    (object?[])
                        [
                            call.Outcome,
                            call.Status,
                            call.From,
                            call.To,
                            Number(call.SetupMs),
                            Number(call.DurationSeconds),
                            Number(call.PostDialDelayMs),
                            Number(call.RingMs),
                            call.EndedBy,
                            call.Retransmissions,
                            call.CallId,
                            call.Evidence.Frames.Count > 0 ? call.Evidence.Frames[0] : null,
                        ]
                ),
            ]
        );

    private static Table Streams(SipPackets answer) =>
        new(
            "Streams of RTP",
            [
                new Column("source"),
                new Column("destination"),
                new Column("codec"),
                new Column("packets"),
                new Column("lost"),
                new Column("jitter_ms"),
                new Column("mos"),
                new Column("call_id", Rank: 1),
            ],
            [
                .. answer.Calls.SelectMany(call =>
                    call.Streams.Select(stream =>
                        (object?[])
                            [
                                stream.Source,
                                stream.Destination,
                                stream.Codec,
                                stream.Packets,
                                stream.Lost,
                                Number(stream.JitterMs),
                                Number(stream.Mos),
                                call.CallId,
                            ]
                    )
                ),
            ]
        );

    private static Table Registrations(SipPackets answer) =>
        new(
            "Registrations",
            [
                new Column("outcome"),
                new Column("status"),
                new Column("address", Wraps: true),
                new Column("client"),
                new Column("registrar"),
                new Column("requests", Rank: 1),
                new Column("expires", Rank: 1),
            ],
            [
                .. answer.Registrations.Select(one =>
                    (object?[])
                        [one.Outcome, one.Status, one.Address, one.Client, one.Registrar, one.Requests, one.Expires]
                ),
            ]
        );

    private static Table Messages(SipPackets answer) =>
        new(
            "",
            [
                new Column("frame"),
                new Column("source"),
                new Column("destination"),
                new Column("start_line", Wraps: true),
                new Column("cseq", Rank: 1),
                new Column("call_id", Rank: 2),
            ],
            [
                .. answer.Packets.Select(row =>
                    (object?[])
                        [
                            row.PacketNumber,
                            $"{row.SourceIp}:{row.SourcePort}",
                            $"{row.DestinationIp}:{row.DestinationPort}",
                            row.StartLine,
                            row.Cseq,
                            row.CallId,
                        ]
                ),
            ]
        );

    private static string? Number(double? value) => value?.ToString("0.###", CultureInfo.InvariantCulture);
}
