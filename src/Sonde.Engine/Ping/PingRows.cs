using System.Globalization;
using System.Net;
using Sonde.Probes;

namespace Sonde.Engine;

/// <summary>Turns series of pings into rows of answers.</summary>
internal static class PingRows
{
    private const int MostErrors = 20;

    /// <summary>Share of probes without answer, percent; everything when none was sent.</summary>
    public static double Loss(PingSeries series) =>
        series.Sent == 0 ? 100 : Percent.Of(series.Sent - series.Received, series.Sent);

    /// <summary>The address where a name was given; null for a literal.</summary>
    public static string? Resolved(CheckedTarget target, IPAddress address) =>
        target.Host == address.ToString() ? null : address.ToString();

    /// <summary>The round-trip times in numbers; null of none.</summary>
    public static RoundTrips? Times(PingSeries series) =>
        RoundTrips.Of([
            .. series
                .Probes.Where(probe => probe.RoundTrip is not null)
                .Select(probe => probe.RoundTrip!.Value.TotalMilliseconds),
        ]);

    /// <summary>One probe.</summary>
    public static PingProbeRow Row(PingProbe probe, IPAddress address)
    {
        ProbeReply? reply = probe.Reply;
        bool isError = reply is not null && reply.Kind != ReplyKind.Answer;
        return new PingProbeRow(
            probe.Number,
            probe.Fate switch
            {
                PingFate.Answered => "answered",
                PingFate.Refused => "error",
                PingFate.NotSent => "not_sent",
                _ => "lost",
            },
            ProbeWords.Milliseconds(probe.RoundTrip?.TotalMilliseconds),
            isError ? null : reply?.HopsLeft,
            reply?.From is { } from && !from.Equals(address) ? from.ToString() : null,
            isError ? ProbeWords.Error(reply!, address)
                : probe.Failure is { } failure ? ProbeWords.Failure(failure)
                : reply?.Detail
        );
    }

    /// <summary>ICMP errors by kind and sender, most frequent first.</summary>
    public static IReadOnlyList<IcmpErrorRow> Errors(PingSeries series) =>
        [
            .. series
                .Probes.Select(probe => probe.Reply)
                .OfType<ProbeReply>()
                .Where(reply => reply.Kind != ReplyKind.Answer && reply.From is not null)
                .GroupBy(reply => (reply.Type, reply.Code, reply.Mtu, reply.From))
                .Select(group => new IcmpErrorRow(
                    group.Key.Type,
                    group.Key.Code,
                    ProbeWords.Error(group.First(), series.Address),
                    group.Key.From?.ToString(),
                    group.Count(),
                    group.Key.Mtu > 0 ? group.Key.Mtu : null
                ))
                .OrderByDescending(row => row.Count)
                .Take(MostErrors),
        ];

    /// <summary>Why no probe was answered; null when one was.</summary>
    public static string? WhyNot(PingSeries series, PingSettings settings, ProbeCoverage coverage)
    {
        if (series.Received > 0)
            return null;
        if (series.Probes.FirstOrDefault(probe => probe.Failure is not null)?.Failure is { } failure)
            return ProbeWords.Failure(failure);
        ProbeReply? error = series
            .Probes.Select(probe => probe.Reply)
            .FirstOrDefault(reply => reply is not null && reply.Kind != ReplyKind.Answer);
        if (error is not null)
            return ProbeWords.Error(error, series.Address) + (error.From is { } from ? $", says {from}" : "");
        if (series.Sent == 0)
            return $"not finished ({coverage.Ended ?? "not begun"})";
        return string.Create(CultureInfo.InvariantCulture, $"no answer within {settings.Timeout.TotalSeconds:0.###} s");
    }
}
