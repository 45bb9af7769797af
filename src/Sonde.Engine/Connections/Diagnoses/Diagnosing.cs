using System.Globalization;
using System.Text;
using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Runs the rules and puts findings of one cause together.</summary>
internal static class Diagnosing
{
    private const int ConnectionsShown = 20;
    private const int RangesInFilter = 200;
    private static readonly string[] Severities = ["info", "low", "medium", "high"];

    public static IReadOnlyList<DiagnosisRow> Of(FindingContext context) =>
        [
            .. LossRules
                .Of(context)
                .Concat(EndRules.Of(context))
                .Concat(OpeningRules.Of(context))
                .GroupBy(finding => (finding.Cause, Type: TypeOf(finding)))
                .Select(group => (Findings: group.ToArray(), group.Key.Type))
                .OrderByDescending(group => group.Findings.Max(finding => finding.Severity))
                .ThenByDescending(group => group.Findings.Max(finding => finding.Confidence))
                .ThenByDescending(group => group.Findings.Sum(finding => finding.Count))
                .ThenBy(group => group.Findings[0].Cause)
                .Select(group => Row(group.Findings, group.Type)),
        ];

    private static string TypeOf(Finding finding)
    {
        string type = CauseTexts.Of(finding.Cause).Type;
        return type.Length > 0 ? type
            : finding.IsClient ? "client_rst"
            : "server_rst";
    }

    private static DiagnosisRow Row(Finding[] findings, string type)
    {
        Finding best = findings.MaxBy(finding => (finding.Confidence, finding.Count))!;
        (_, string explanation, string recommendation) = CauseTexts.Of(best.Cause);
        long of = findings.Sum(finding => finding.Of);
        long count = findings.Sum(finding => finding.Count);
        return new DiagnosisRow
        {
            Type = type,
            Cause = ConnectionRowMaker.Name(best.Cause),
            Confidence = Math.Round(best.Confidence, 2),
            Severity = Severities[findings.Max(finding => finding.Severity)],
            Explanation = explanation,
            Supports = best.Supports,
            SpeaksAgainst = best.Against,
            Recommendation = recommendation,
            Count = count,
            Rate = of > 0 ? TcpConnectionsQuestion.Rate(count, of) : null,
            ConnectionsTotal = findings.Select(finding => finding.Flow.Stream).Distinct().Count(),
            Connections =
            [
                .. findings
                    .OrderBy(finding => finding.Flow.Stream)
                    .Take(ConnectionsShown)
                    .Select(finding => new DiagnosedConnection(
                        Name(finding.Flow),
                        finding.Flow.Stream,
                        ConnectionRowMaker.Side(finding.IsClient)
                    )),
            ],
            Evidence = Show(findings),
        };
    }

    public static string Name(TcpFlow flow) => $"{flow.Client.Endpoint} <-> {flow.Server.Endpoint}";

    // By number while there are few; else what Wireshark says of the frames, in these connections.
    private static Evidence Show(Finding[] findings)
    {
        long total = findings.Sum(finding => finding.Frames.Count);
        if (total <= Evidence.MostFrames)
        {
            long[] all = Numbers(findings.Select(finding => finding.Frames));
            return new Evidence(all, all.Length, $"frame.number in {{{string.Join(", ", all)}}}");
        }
        if (findings[0].Test is { } test && findings.All(finding => finding.Test == test && finding.Tested is not null))
        {
            FirstFrames[] tested = [.. findings.Select(finding => finding.Tested!).Distinct()];
            return new Evidence(
                [.. Numbers(tested).Take(Evidence.MostFrames)],
                tested.Sum(frames => frames.Count),
                Streams(findings) is { } streams ? $"{streams} && {test}" : null
            );
        }
        return new Evidence(
            [.. Numbers(findings.Select(finding => finding.Frames)).Take(Evidence.MostFrames)],
            total,
            null
        );
    }

    private static long[] Numbers(IEnumerable<FirstFrames> frames) =>
        [.. frames.SelectMany(one => one.Numbers).Distinct().Order()];

    private static string? Streams(Finding[] findings)
    {
        int[] streams = [.. findings.Select(finding => finding.Flow.Stream).Distinct().Order()];
        if (streams.Length == 1)
            return $"tcp.stream == {streams[0]}";
        var ranges = new StringBuilder();
        int count = 0;
        for (int i = 0; i < streams.Length; i++)
        {
            int first = i;
            while (i + 1 < streams.Length && streams[i + 1] == streams[i] + 1)
                i++;
            if (++count > RangesInFilter)
                return null;
            ranges.Append(count > 1 ? ", " : "").Append(CultureInfo.InvariantCulture, $"{streams[first]}");
            if (i > first)
                ranges.Append(CultureInfo.InvariantCulture, $"..{streams[i]}");
        }
        return $"tcp.stream in {{{ranges}}}";
    }
}
