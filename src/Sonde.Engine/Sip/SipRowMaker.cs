using System.Globalization;
using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Makes the rows of an answer about SIP.</summary>
internal static class SipRowMaker
{
    public static SipPacketRow Message(SipMessage message)
    {
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach ((string name, string value) in message.Headers)
        {
            string key = Clean(name);
            headers[key] = headers.TryGetValue(key, out string? before) ? $"{before}, {Clean(value)}" : Clean(value);
        }
        string Of(string name) => headers.GetValueOrDefault(name, "");
        string line = Clean(message.StartLine);
        return new SipPacketRow(
            message.Place.Frame,
            message.Place.At.ToString(),
            message.Source.Address.ToString(),
            message.Destination.Address.ToString(),
            message.Source.Port,
            message.Destination.Port,
            message.Transport,
            message.IsRequest ? "request" : "response",
            line,
            message.Method is { } method ? Clean(method) : null,
            message.Uri is { } uri ? Clean(uri) : null,
            message.IsRequest ? "SIP/2.0" : null,
            message.IsRequest ? null : message.Status,
            message.Reason is { } reason ? Clean(reason) : null,
            Clean(message.CallId),
            Of("cseq"),
            Of("from"),
            Of("to"),
            Of("contact"),
            Of("user-agent"),
            Of("server"),
            Of("via"),
            Of("content-type"),
            int.TryParse(
                message.Value("content-length"),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out int length
            )
                ? length
                : null,
            message.BodyLength,
            IsUsual(message.Source.Port) || IsUsual(message.Destination.Port),
            headers,
            message.Session is { } session ? [.. session.Media.Select(Medium)] : null,
            $"{message.Source} → {message.Destination}: {line}"
        );
    }

    public static SipMediumRow Medium(SessionMedium medium) =>
        new(
            Clean(medium.Kind),
            Quote.Clean(medium.Address),
            medium.Port,
            Clean(medium.Protocol),
            [.. medium.Codecs.Select(Clean)],
            medium.Direction
        );

    public static SipCallRow Call(SipCall call, IReadOnlyList<SipStreamRow> streams)
    {
        StreamPlace? start = call.IsMiddle ? null : call.Started;
        StreamPlace? rung = call.Answered ?? call.Refused;
        return new SipCallRow(
            Clean(call.CallId),
            Clean(call.From),
            Clean(call.To),
            call.Caller.ToString(),
            call.Callee.ToString(),
            Name(call.Outcome),
            call.Status > 0 ? call.Status : null,
            Quote.Clean(call.Reason),
            call.Started.At.ToString(),
            Milliseconds(start, call.Progress),
            Milliseconds(call.Ringing, rung),
            Milliseconds(start, call.Answered),
            Milliseconds(call.Answered, call.Ended) / 1000,
            call.IsEndedByCaller is { } byCaller
                ? byCaller
                    ? "caller"
                    : "callee"
                : null,
            call.Challenges,
            call.Retransmissions,
            call.Reinvites,
            [.. call.Media.Select(one => Medium(one.Medium))],
            streams,
            Shown(call.Frames, call.CallId)
        );
    }

    public static SipRegistrationRow Registration(SipRegistration one) =>
        new(
            Clean(one.CallId),
            Clean(one.Address),
            Quote.Clean(one.Contact),
            one.Client.ToString(),
            one.Registrar.ToString(),
            OutcomeOf(one),
            one.Status > 0 ? one.Status : null,
            Quote.Clean(one.Reason),
            one.Requests,
            one.Challenges,
            one.Expires,
            one.Retransmissions,
            Shown(one.Frames, one.CallId)
        );

    public static string OutcomeOf(SipRegistration one) =>
        one.Status == 0 ? "unanswered"
        : one.Status >= 300 ? "failed"
        : one.Expires == 0 ? "withdrawn"
        : "registered";

    public static string Name(SipOutcome outcome) => outcome.ToString().ToLowerInvariant();

    public static double? Milliseconds(StreamPlace? from, StreamPlace? to) =>
        from is { } start && to is { } end ? Math.Round((end.At - start.At) / 1e6, 3) : null;

    private static Evidence Shown(FirstFrames frames, string callId) =>
        Evidence.Of(frames, IsPlain(callId) ? $"sip.Call-ID == \"{callId}\"" : null);

    // Others would have to be escaped as tshark shows them.
    private static bool IsPlain(string text) =>
        text.Length < 300 && !text.AsSpan().ContainsAnyExceptInRange(' ', '~') && !text.AsSpan().ContainsAny('"', '\\');

    private static string Clean(string text) => Quote.Clean(text)!;

    private static bool IsUsual(int port) => port is 5060 or 5061;
}
