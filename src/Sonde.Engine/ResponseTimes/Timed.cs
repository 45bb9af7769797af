using System.Globalization;
using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>One question and its answer, whatever the application; times in nanoseconds.</summary>
internal sealed record Timed(
    string Protocol,
    Endpoint Client,
    Endpoint Server,
    string Name,
    long? RequestFrame,
    long? ResponseFrame,
    long? FirstByte,
    long? Transfer,
    long? Total,
    string? Status,
    bool IsError,
    bool IsWhole
)
{
    public static Timed Of(Transaction one) =>
        new(
            one.Protocol is "http" or "http2" && one.Carrier.Outer is not null ? "https" : one.Protocol,
            one.Carrier.Client,
            one.Carrier.Server,
            one.Name,
            one.RequestFirst.Frame,
            one.ResponseFirst?.Frame,
            Between(one.RequestLast, one.ResponseFirst),
            Between(one.ResponseFirst, one.ResponseLast),
            Between(one.RequestFirst, one.ResponseLast),
            one.Status,
            one.IsError,
            one.IsWhole
        );

    public static Timed Of(in DnsSeen answer, long frame) =>
        new(
            "dns",
            answer.Destination,
            answer.Source,
            $"{DnsTypeName(answer.Type)} {answer.Name}",
            answer.CounterpartFrame,
            frame,
            answer.Latency,
            null,
            answer.Latency,
            answer.Code?.ToString(CultureInfo.InvariantCulture),
            answer.Code is not (null or 0),
            answer.IsWhole
        );

    private static string DnsTypeName(ushort type) =>
        DnsTypes.NameOf(type) ?? type.ToString(CultureInfo.InvariantCulture);

    private static long? Between(StreamPlace? from, StreamPlace? to) =>
        from is { At.Nanoseconds: not 0 } start && to is { At.Nanoseconds: not 0 } end
            ? end.At.Nanoseconds - start.At.Nanoseconds
            : null;
}
