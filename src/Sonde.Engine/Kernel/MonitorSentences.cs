using System.Globalization;

namespace Sonde.Engine;

/// <summary>Says an answer in a sentence, with the one-line forms in front that programs know.</summary>
internal static class MonitorSentences
{
    private const int MostLines = 20;

    public static NetworkMonitor Said(NetworkMonitor answer) =>
        answer with
        {
            Summary = Summary(answer) + Shortfall(answer.Coverage),
            Lines = Lines(answer),
        };

    // 155.00, and: curl 192.0.2.1 45766 -> 192.0.2.80 80
    private static string Lines(NetworkMonitor answer) =>
        answer.PacketsPerSecond is { } rate
            ? string.Create(CultureInfo.InvariantCulture, $"{rate:0.00}\n")
            : string.Concat(
                (answer.Operation == "outgoing" ? answer.Events ?? [] : [])
                    .Take(MostLines)
                    .Select(one =>
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{one.Comm ?? "?", -16} {one.SrcIp, -15} {one.SrcPort, -6} -> {one.DstIp, -15} {one.DstPort}\n"
                        )
                    )
            );

    private static string Summary(NetworkMonitor answer)
    {
        string time = string.Create(CultureInfo.InvariantCulture, $"in {answer.DurationSeconds:0.#} s");
        FormattableString sentence = answer.Operation switch
        {
            "incoming" =>
                $"{answer.Interface} received {answer.Packets} packets {time}: {answer.PacketsPerSecond:0.00} packets/s, {Bits(answer.BitsPerSecond ?? 0)}{Split(answer)}.",
            "outgoing" => $"{answer.Total} new TCP connections {time}{Counted(answer)}{Example(answer)}.",
            "life" => $"{answer.Total} TCP connections {time}{Counted(answer)}{Longest(answer)}.",
            "failures" => $"{answer.Total} TCP connections failed {time}{Counted(answer)}{Example(answer)}.",
            "retransmits" => $"{answer.Total} TCP segments were sent again {time}{Counted(answer)}{Example(answer)}.",
            "resets" => $"{answer.Total} TCP resets {time}{Counted(answer)}{Example(answer)}.",
            "rtt" => $"{answer.Total} TCP connections had traffic {time}{Slowest(answer)}.",
            "bandwidth" => $"{answer.Total} rows of processes with traffic {time}{Busiest(answer)}.",
            _ =>
                $"{answer.Drops?.Sum(one => one.Packets) ?? 0} packets were dropped by the kernel {time}{Commonest(answer)}.",
        };
        return FormattableString.Invariant(sentence) + Counters(answer);
    }

    private static string Split(NetworkMonitor answer) =>
        answer.Kinds is { } kinds && answer.Packets > 0
            ? " ("
                + string.Join(", ", kinds.Where(kind => kind.Packets > 0).Select(kind => $"{kind.Kind} {kind.Packets}"))
                + ")"
            : "";

    private static string Counted(NetworkMonitor answer) =>
        answer.Counts is { Count: > 0 } counts
            ? ": "
                + string.Join(
                    ", ",
                    counts.OrderByDescending(one => one.Value).Take(5).Select(one => $"{one.Value} {one.Key}")
                )
            : "";

    private static string Example(NetworkMonitor answer) =>
        answer.Events is [var first, ..]
            ? FormattableString.Invariant(
                $"; the first: {Who(first)} to {first.DstIp} port {first.DstPort}{(first.Result is { } result ? ", " + result : "")}"
            )
            : "";

    private static string Longest(NetworkMonitor answer) =>
        answer.Events?.MaxBy(one => one.DurationMs) is { DurationMs: not null } one
            ? FormattableString.Invariant(
                $"; the longest: {Who(one)} to {one.DstIp} port {one.DstPort}, {one.DurationMs:0.#} ms"
            )
            : "";

    private static string Slowest(NetworkMonitor answer) =>
        answer.Connections is [var first, ..]
            ? FormattableString.Invariant(
                $"; the slowest: {first.Comm ?? "a process unknown"} to {first.DstIp} port {first.DstPort}, {first.AvgMs ?? first.SmoothedMs:0.###} ms"
            )
            : "";

    private static string Busiest(NetworkMonitor answer) =>
        answer.Processes is [var first, ..]
            ? FormattableString.Invariant(
                $"; the busiest: {first.Comm ?? "a process unknown"} ({first.Pid}) by {first.Protocol}, {first.BytesSent} bytes sent and {first.BytesReceived} received"
            )
            : "";

    private static string Commonest(NetworkMonitor answer) =>
        answer.Drops is [var first, ..]
            ? FormattableString.Invariant(
                $"; most of them, {first.Packets}, for {first.Reason ?? "a reason not given"}{(first.Place is { } place ? " in " + place : "")}"
            )
            : "";

    private static string Counters(NetworkMonitor answer) =>
        answer.KernelCounters is { } counters
            ? " Counters that rose: "
                + string.Join(", ", counters.Take(8).Select(one => $"{one.Key} {one.Value}"))
                + "."
            : "";

    private static string Shortfall(MonitorCoverage coverage) =>
        (coverage.ServedBy is null ? "" : " The daemon watched.")
        + (coverage.Ended == "cancelled" ? " It was broken off." : "")
        + (coverage.NotAvailable is [var first, ..] ? " " + first : "");

    private static string Who(MonitorEvent one) =>
        one.Comm is { } name ? FormattableString.Invariant($"{name} ({one.Pid})") : "a process unknown";

    private static string Bits(double bits) =>
        bits switch
        {
            >= 1e9 => string.Create(CultureInfo.InvariantCulture, $"{bits / 1e9:0.##} Gbit/s"),
            >= 1e6 => string.Create(CultureInfo.InvariantCulture, $"{bits / 1e6:0.##} Mbit/s"),
            >= 1e3 => string.Create(CultureInfo.InvariantCulture, $"{bits / 1e3:0.##} kbit/s"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{bits:0.##} bit/s"),
        };
}
