using Sonde.Engine;

namespace Sonde.Cli;

/// <summary>How <c>sonde expert --view anomalies</c> shows packets that break the rules.</summary>
internal static class AnomalyView
{
    public static View Show(ProtocolAnomalies answer)
    {
        var types = new Table(
            "By type",
            [
                new Column("severity"),
                new Column("packets", "count"),
                new Column("type", "anomaly_type"),
                new Column("explanation", Wraps: true),
                new Column("frames", Rank: 1),
            ],
            [
                .. answer.AnomaliesByType.Select(row =>
                    (object?[])
                        [row.Severity, row.Count, row.AnomalyType, row.Explanation, ExpertCommand.Frames(row.Evidence)]
                ),
            ]
        );
        var packets = new Table(
            "Packets",
            [
                new Column("frame", IsId: true),
                new Column("from", "src_ip"),
                new Column("to", "dst_ip"),
                new Column("type", "anomaly_type"),
                new Column("severity", Rank: 1),
                new Column("protocol", Rank: 2),
                new Column("detail", Wraps: true),
            ],
            [
                .. answer.Anomalies.Select(row =>
                    (object?[])
                        [row.Frame, row.SrcIp, row.DstIp, row.AnomalyType, row.Severity, row.Protocol, row.Detail]
                ),
            ]
        );
        return new View
        {
            Headline = answer.Summary,
            Tables = [types, packets],
            Rows = packets,
            Notes = CoverageNotes.Of(answer.Coverage, answer.Returned, answer.Total, answer.NextOffset),
        };
    }
}
