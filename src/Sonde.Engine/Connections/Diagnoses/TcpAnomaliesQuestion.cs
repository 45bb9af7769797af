using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>The arguments of the question about TCP anomalies.</summary>
public sealed record TcpAnomaliesArguments : ConnectionArguments
{
    /// <summary>Diagnoses to return.</summary>
    [Description("Diagnoses to return at most.")]
    [DefaultValue(100)]
    [Range(0, 10_000)]
    public int? Limit { get; init; }

    /// <summary>Diagnoses to skip.</summary>
    [Description("Diagnoses to skip: next_offset of the answer before.")]
    [DefaultValue(0)]
    [Range(0, int.MaxValue)]
    public int? Offset { get; init; }
}

/// <summary>What is odd about the TCP connections of a capture, and what causes it.</summary>
public static class TcpAnomaliesQuestion
{
    private const int DefaultLimit = 100;
    private const int Told = 3; // diagnoses in the paragraph

    /// <summary>Reads the capture and looks for causes of trouble.</summary>
    /// <exception cref="EngineException">The capture cannot be read, the server is no address, or the page lies beyond the end.</exception>
    public static TcpAnomalies Ask(CaptureEngine engine, TcpAnomaliesArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        (int limit, int offset) = (arguments.Limit ?? DefaultLimit, arguments.Offset ?? 0);
        Page.ThrowIfNegative(limit, offset);
        TcpSelection selection = arguments.Selection();
        var tally = new AnomalyTally(selection);
        var paces = new TcpPaces(TcpFlowReport.DefaultLimit, selection);
        var hops = new UsualHops();
        ConnectionReading read = ConnectionReading.Of(
            engine,
            arguments,
            selection,
            context,
            [tally],
            beside: [paces, hops]
        );
        IReadOnlyList<DiagnosisRow> diagnoses = Diagnosing.Of(new FindingContext(read, paces, hops));
        Page<DiagnosisRow> page = Page.Of(diagnoses, limit, offset);
        AnomalyStatistics statistics = tally.Statistics(read.Tally);
        bool isServerGiven = read.Selection.Address is not null;
        IReadOnlyList<AnomalyPattern> patterns = AnomalyPatterns.Of(
            statistics,
            read.Tally,
            tally.WithReset,
            isServerGiven
        );
        return new TcpAnomalies
        {
            Overview = Say(read, diagnoses),
            File = read.Reading.Name,
            PcapFile = read.Reading.Name,
            AnalysisTimestamp = AnswerTime.Now,
            Filter = read.Selection.Row(),
            Statistics = statistics,
            Diagnoses = page.Items,
            Total = page.Total,
            Returned = page.Items.Count,
            NextOffset = page.NextOffset,
            Patterns = patterns,
            Summary = AnomalyPatterns.Summarize(patterns, statistics, isServerGiven),
            Message = read.Nothing,
            Coverage = read.Coverage.With(
                (tally.IsFull, "names_with_resets_or_retransmissions_in_memory", AnomalyTally.Limit),
                (hops.IsFull, "addresses_in_memory", UsualHops.Limit)
            ),
        };
    }

    private static string Say(ConnectionReading read, IReadOnlyList<DiagnosisRow> diagnoses)
    {
        if (read.Nothing is { } nothing)
            return nothing + read.Reading.Shortfall;
        string looked = $"{read.Report.Seen} TCP connections, {read.Tally.Segments} segments";
        if (read.Report.NotKept > 0)
            looked += $" (causes were looked for in the first {read.Flows.Count} connections)";
        if (diagnoses.Count == 0)
            return $"{looked}: nothing shows trouble.{read.Reading.Shortfall}";
        string told = string.Join(
            " ",
            diagnoses
                .Take(Told)
                .Select(one =>
                    $"{one.Explanation} ({one.Severity}, {one.ConnectionsTotal} connections, confidence {one.Confidence.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture)})"
                )
        );
        string more = diagnoses.Count > Told ? $" And {diagnoses.Count - Told} more." : "";
        return $"{looked}. {told}{more}{read.Reading.Shortfall}";
    }
}
