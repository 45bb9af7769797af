using System.Text.Json.Nodes;

namespace Sonde.Engine;

/// <summary>Symptoms with their figures, as they were always named.</summary>
internal static class AnomalyPatterns
{
    public const double ManyRetransmissions = 0.02;
    private const double ManyResets = 0.1;
    private const double FewAnswers = 0.5;
    private const double StronglyToServer = 0.9;
    private const double StronglyFromServer = 0.1;

    public static IReadOnlyList<AnomalyPattern> Of(
        AnomalyStatistics statistics,
        ConnectionTally all,
        int withReset,
        bool isServerGiven
    )
    {
        List<AnomalyPattern> patterns = [];
        RstDirections resets = statistics.RstDistribution.ByDirection;
        if (isServerGiven && resets.ToServer + resets.FromServer > 0)
        {
            patterns.Add(
                new(
                    "rst_directional_asymmetry",
                    "connection_termination",
                    new JsonObject
                    {
                        ["rst_to_server"] = resets.ToServer,
                        ["rst_from_server"] = resets.FromServer,
                        ["ratio"] = Ratio(resets),
                        ["affected_connections"] = withReset,
                    },
                    $"{resets.ToServer} resets went to the server, {resets.FromServer} came from it."
                )
            );
        }
        RetransmissionCounts again = statistics.Retransmissions;
        if (again.Rate > 0)
        {
            patterns.Add(
                new(
                    "packet_retransmission",
                    "reliability",
                    new JsonObject
                    {
                        ["total_retransmissions"] = again.Total,
                        ["total_packets"] = statistics.TotalPackets,
                        ["data_packets"] = all.DataSegments,
                        ["rate"] = again.Rate,
                        ["threshold"] = ManyRetransmissions,
                        ["exceeds_threshold"] = again.Rate > ManyRetransmissions,
                        ["by_connection"] = new JsonObject(
                            again.ByConnection.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)one.Value))
                        ),
                    },
                    $"{again.Total} retransmissions; of the segments with data {Share(again.Rate)} were sent again."
                )
            );
        }
        HandshakeCounts opening = statistics.Handshake;
        if (opening.Failed > 0)
        {
            double rate = (double)opening.Failed / (opening.Failed + opening.Successful);
            patterns.Add(
                new(
                    "handshake_completion",
                    "connection_establishment",
                    new JsonObject
                    {
                        ["successful"] = opening.Successful,
                        ["failed"] = opening.Failed,
                        ["failure_rate"] = Math.Round(rate, 6),
                    },
                    $"{opening.Failed} of {opening.Failed + opening.Successful} captured openings failed."
                )
            );
        }
        int reset = statistics.ConnectionStates.Reset;
        if (reset > ManyResets * statistics.TotalConnections)
        {
            patterns.Add(
                new(
                    "abnormal_termination",
                    "connection_lifecycle",
                    new JsonObject
                    {
                        ["reset_count"] = reset,
                        ["normal_close"] = statistics.ConnectionStates.Closed,
                        ["total_connections"] = statistics.TotalConnections,
                        ["reset_rate"] = Math.Round((double)reset / statistics.TotalConnections, 6),
                    },
                    $"{reset} of {statistics.TotalConnections} connections ended with a reset."
                )
            );
        }
        FlagCounts flags = statistics.Flags;
        if (flags.Syn > 0 && flags.SynAck < FewAnswers * flags.Syn)
        {
            patterns.Add(
                new(
                    "syn_response_imbalance",
                    "connection_establishment",
                    new JsonObject
                    {
                        ["syn_count"] = flags.Syn,
                        ["syn_ack_count"] = flags.SynAck,
                        ["response_ratio"] = Math.Round((double)flags.SynAck / flags.Syn, 6),
                    },
                    $"{flags.Syn} SYNs got {flags.SynAck} SYN-ACKs."
                )
            );
        }
        return patterns;
    }

    public static AnomalySummary Summarize(
        IReadOnlyList<AnomalyPattern> patterns,
        AnomalyStatistics statistics,
        bool isServerGiven
    )
    {
        List<NotableObservation> notable = [];
        RstDirections resets = statistics.RstDistribution.ByDirection;
        if (
            isServerGiven
            && resets.ToServer + resets.FromServer > 0
            && Ratio(resets) is > StronglyToServer or < StronglyFromServer
        )
            notable.Add(
                new(
                    "strong_rst_asymmetry",
                    $"{resets.ToServer} resets to the server, {resets.FromServer} from it: nearly all come from one side."
                )
            );
        if (statistics.Retransmissions.Rate > ManyRetransmissions)
            notable.Add(
                new(
                    "high_retransmission",
                    $"{Share(statistics.Retransmissions.Rate)} of the segments with data were sent again."
                )
            );
        return new AnomalySummary(
            patterns.Count,
            patterns.GroupBy(one => one.Category).ToDictionary(group => group.Key, group => group.Count()),
            notable
        );
    }

    private static double Ratio(RstDirections resets) =>
        Math.Round((double)resets.ToServer / Math.Max(1, resets.ToServer + resets.FromServer), 6);

    private static string Share(double rate) =>
        $"{(rate * 100).ToString("0.##", System.Globalization.CultureInfo.InvariantCulture)} %";
}
