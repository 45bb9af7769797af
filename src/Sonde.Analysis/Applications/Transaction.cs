using System.Globalization;

namespace Sonde.Analysis;

/// <summary>One question of an application and its answer, with when they went.</summary>
/// <param name="Protocol">Wireshark's name of the application, such as <c>http</c>.</param>
/// <param name="Carrier">The stream that carried it.</param>
/// <param name="Name">What was asked for, such as a method and a path; bounded, without secrets.</param>
/// <param name="RequestFirst">The frame with the first octet of the question.</param>
/// <param name="RequestLast">The frame with its last octet.</param>
/// <param name="ResponseFirst">The frame with the first octet of the answer; null without answer.</param>
/// <param name="ResponseLast">The frame with its last octet that was captured.</param>
/// <param name="Status">The answer's status in the application's words; null without answer.</param>
/// <param name="IsError">The status is an error.</param>
/// <param name="IsWhole">Both were captured to their ends, so that the times hold.</param>
public sealed record Transaction(
    string Protocol,
    ApplicationStream Carrier,
    string Name,
    StreamPlace RequestFirst,
    StreamPlace RequestLast,
    StreamPlace? ResponseFirst,
    StreamPlace? ResponseLast,
    string? Status,
    bool IsError,
    bool IsWhole
)
{
    /// <summary>The exchange as one; null where its request was not captured.</summary>
    internal static Transaction? Of(HttpExchange exchange) =>
        exchange is { Method: { } method, RequestFirst: { } first, RequestLast: { } last }
            ? new Transaction(
                exchange.Protocol,
                exchange.Carrier,
                method + " " + exchange.Target,
                first,
                last,
                exchange.ResponseFirst,
                exchange.ResponseLast,
                StatusOf(exchange),
                exchange.Status >= 400 || exchange.GrpcStatus > 0,
                exchange is { IsRequestComplete: true, IsResponseComplete: true }
            )
            : null;

    private static string? StatusOf(HttpExchange exchange)
    {
        if (exchange.Status == 0)
            return null;
        string status = exchange.Status.ToString(CultureInfo.InvariantCulture);
        return exchange.GrpcStatus is { } grpc
            ? string.Create(CultureInfo.InvariantCulture, $"{status}, grpc-status {grpc}")
            : status;
    }
}
