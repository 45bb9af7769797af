using System.Globalization;
using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Which TLS connections are there, and how did their handshakes go.</summary>
public static class TlsHandshakesQuestion
{
    private const int DefaultRows = 100;

    /// <summary>Reads the capture and lists its TLS connections.</summary>
    /// <exception cref="EngineException">The capture cannot be read, or the page lies beyond the end.</exception>
    public static TlsHandshakes Ask(CaptureEngine engine, PagedCaptureArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        (int limit, int offset) = (arguments.Limit ?? DefaultRows, arguments.Offset ?? 0);
        Page.ThrowIfNegative(limit, offset);
        var tls = TlsReading.Of(engine, arguments, context);
        Page<TlsConnection> page = Page.Of(tls.Connections, limit, offset);
        return new TlsHandshakes
        {
            Summary = Say(tls, page),
            File = tls.Reading.Name,
            PcapFile = tls.Reading.Name,
            TotalHandshakes = page.Total,
            ByOutcome = Counts(tls.Connections.Select(connection => OutcomeOf(connection))),
            ByVersion = Counts(
                tls.Connections.Select(one => one.Version).OfType<ushort>().Select(TlsReading.VersionName)
            ),
            Total = page.Total,
            Returned = page.Items.Count,
            NextOffset = page.NextOffset,
            Handshakes = [.. page.Items.Select(Row)],
            Coverage = tls.Coverage,
        };
    }

    internal static Dictionary<string, long> Counts(IEnumerable<string> values) =>
        values
            .GroupBy(value => value, StringComparer.Ordinal)
            .OrderByDescending(group => group.LongCount())
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.LongCount());

    private static string OutcomeOf(TlsConnection connection) =>
        connection.Outcome switch
        {
            TlsOutcome.Completed => "completed",
            TlsOutcome.Refused => "refused",
            TlsOutcome.Incomplete => "incomplete",
            _ => "not_seen",
        };

    private static TlsHandshakeRow Row(TlsConnection connection)
    {
        TlsOffer? offer = connection.Offer;
        TlsChoice? choice = connection.Choice;
        CertificateFacts? leaf = connection.ServerChain is { Certificates: [byte[] first, ..] }
            ? CertificateFacts.Of(first)
            : null;
        return new TlsHandshakeRow
        {
            Frame = TlsReading.FrameOf(connection),
            SrcIp = connection.Client.Address.ToString(),
            Decrypted = connection.RecordsOpened > 0 ? true : null,
            DstIp = connection.Server.Address.ToString(),
            HandshakeType = string.Join(
                ',',
                connection.MessageTypes.Select(type => type.ToString(CultureInfo.InvariantCulture))
            ),
            Sni = TlsReading.SniOf(connection),
            Client = connection.Client.ToString(),
            Server = connection.Server.ToString(),
            Stream = connection.Flow.Stream,
            Carrier = TlsReading.CarrierOf(connection),
            UpgradedFrom = connection.UpgradedFrom,
            Outcome = OutcomeOf(connection),
            Reason = ReasonOf(connection),
            Version = connection.Version is { } version ? TlsReading.VersionName(version) : null,
            OfferedVersions =
                offer is null ? null
                : offer.Versions.Count > 0 ? [.. offer.Versions.Where(IsMeant).Select(TlsReading.VersionName)]
                : [TlsReading.VersionName(offer.HelloVersion)],
            CipherSuite = choice is null ? null : TlsReading.SuiteName(choice.CipherSuite),
            OfferedCiphers = offer?.CipherSuites.Count(IsMeant),
            Group = choice?.Group is { } group ? TlsReading.GroupName(group) : null,
            Alpn = Quote.Clean(choice?.Protocol, 255),
            OfferedAlpn = offer is { Protocols.Count: > 0 }
                ? [.. offer.Protocols.Select(protocol => Quote.Clean(protocol, 255)!)]
                : null,
            Resumption = connection.Resumption switch
            {
                TlsResumption.Session => "session",
                TlsResumption.PreSharedKey => "psk",
                _ => "none",
            },
            EarlyData = offer?.HasEarlyData ?? false,
            EncryptedClientHello = offer?.HasEncryptedHello ?? false,
            AskedAgain = connection.WasAskedAgain,
            ClientCertificateRequested = connection.AsksForClientCertificate,
            Certificate = leaf?.Subject,
            CertificateProblems =
                leaf is not null
                && leaf.Problems(connection.ServerChain!.Place.At, true, offer?.ServerName) is { Count: > 0 } problems
                    ? problems
                    : null,
            Alert = connection.Alerts.Count > 0 ? AlertOf(connection.Alerts[0]) : null,
            DurationMs = TlsReading.Milliseconds(connection.Duration),
            ServerHelloMs = connection is { ClientHelloAt: { } from, ServerHelloAt: { } to }
                ? TlsReading.Milliseconds(to.At.Nanoseconds - from.At.Nanoseconds)
                : null,
            Ja3 = offer?.Ja3,
            Ja3s = choice?.Ja3S,
            Ja4 = offer?.Ja4,
            Evidence = TlsReading.EvidenceOf(connection),
        };
    }

    private static bool IsMeant(ushort number) => !TlsGrease.Is(number);

    private static string AlertOf(TlsAlert alert) =>
        $"{TlsAlertWords.NameOf(alert)} (by the {(alert.FromClient ? "client" : "server")})";

    private static string? ReasonOf(TlsConnection connection) =>
        connection.Outcome switch
        {
            TlsOutcome.Refused => "The "
                + (connection.Alerts[0].FromClient ? "client" : "server")
                + " sent an alert: "
                + TlsAlertWords.Of(connection.Alerts[0]),
            TlsOutcome.Incomplete when connection.Offer is null => "The client's messages were not captured.",
            TlsOutcome.Incomplete when connection.Choice is null => "No hello of the server was captured.",
            TlsOutcome.Incomplete when connection.HasGaps => "A part of it was not captured.",
            TlsOutcome.Incomplete => "It was not finished when the connection or the capture ended.",
            TlsOutcome.NotSeen => "The capture began after the hellos, or does not have them.",
            _ => null,
        };

    private static string Say(TlsReading tls, Page<TlsConnection> page)
    {
        if (tls.Nothing is { } nothing)
            return nothing;
        int completed = tls.Connections.Count(one => one.Outcome == TlsOutcome.Completed);
        int refused = tls.Connections.Count(one => one.Outcome == TlsOutcome.Refused);
        string versions = string.Join(
            ", ",
            Counts(tls.Connections.Select(one => one.Version).OfType<ushort>().Select(TlsReading.VersionName))
                .Select(pair => $"{pair.Key} {pair.Value}")
        );
        return $"{page.Total} TLS connections: {completed} completed, {refused} refused, {page.Total - completed - refused} without an end that was seen"
            + (versions.Length > 0 ? $"; in use: {versions}" : "")
            + $". {page.Items.Count} shown.{tls.Reading.Shortfall}";
    }
}
