using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Which alerts were sent, by whom, and what they mean.</summary>
public static class TlsAlertsQuestion
{
    private const int DefaultRows = 100;

    /// <summary>Reads the capture and lists the alerts.</summary>
    /// <exception cref="EngineException">The capture cannot be read, or the page lies beyond the end.</exception>
    public static TlsAlerts Ask(CaptureEngine engine, PagedCaptureArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        (int limit, int offset) = (arguments.Limit ?? DefaultRows, arguments.Offset ?? 0);
        Page.ThrowIfNegative(limit, offset);
        var tls = TlsReading.Of(engine, arguments, context);
        (TlsConnection Connection, TlsAlert Alert)[] all =
        [
            .. tls
                .Connections.SelectMany(one => one.Alerts.Select(alert => (one, alert)))
                .OrderBy(pair => pair.alert.Place.Frame),
        ];
        Page<(TlsConnection Connection, TlsAlert Alert)> page = Page.Of(all, limit, offset);
        long total = tls.Connections.Sum(one => one.AlertCount);
        return new TlsAlerts
        {
            Summary = Say(tls, all, page),
            File = tls.Reading.Name,
            PcapFile = tls.Reading.Name,
            TotalAlerts = total,
            ByDescription = TlsHandshakesQuestion.Counts(all.Select(one => TlsAlertWords.NameOf(one.Alert))),
            Total = page.Total,
            Returned = page.Items.Count,
            NextOffset = page.NextOffset,
            Alerts = [.. page.Items.Select(one => Row(one.Connection, one.Alert))],
            Coverage = tls.Coverage.With((total > all.Length, "alerts_of_a_connection", TlsConnection.MostAlerts)),
        };
    }

    private static TlsAlertRow Row(TlsConnection connection, TlsAlert alert)
    {
        (Endpoint from, Endpoint to) = alert.FromClient
            ? (connection.Client, connection.Server)
            : (connection.Server, connection.Client);
        bool isOver = connection.ClientFinishedAt is { } end && end.Frame <= alert.Place.Frame;
        return new TlsAlertRow
        {
            Frame = alert.Place.Frame,
            SrcIp = from.Address.ToString(),
            DstIp = to.Address.ToString(),
            AlertLevel = alert.Level is { } level ? TlsNames.AlertLevel(level)?.ToLowerInvariant() ?? $"{level}" : null,
            AlertDescription = alert.Description is null ? null : TlsAlertWords.NameOf(alert),
            AlertCode = alert.Description,
            Encrypted = alert.Description is null,
            SentBy = alert.FromClient ? "client" : "server",
            Phase = isOver ? "connection" : "handshake",
            Meaning = TlsAlertWords.Of(alert),
            Sni = TlsReading.SniOf(connection),
            Client = connection.Client.ToString(),
            Server = connection.Server.ToString(),
            Stream = connection.Flow.Stream,
            Evidence = TlsReading.EvidenceOf(connection, [alert.Place.Frame]),
        };
    }

    private static string Say(
        TlsReading tls,
        (TlsConnection Connection, TlsAlert Alert)[] all,
        Page<(TlsConnection Connection, TlsAlert Alert)> page
    )
    {
        if (tls.Nothing is { } nothing)
            return nothing;
        if (all.Length == 0)
            return $"No alerts in {tls.Connections.Count} TLS connections; those inside TLS 1.3 look like data.{tls.Reading.Shortfall}";
        int fatal = all.Count(one => one.Alert.Level == 2);
        int encrypted = all.Count(one => one.Alert.Description is null);
        string first = all.FirstOrDefault(one => one.Alert.Level == 2) is { Connection: not null } worst
            ? $" First fatal one: {TlsAlertWords.NameOf(worst.Alert)} from the {(worst.Alert.FromClient ? "client" : "server")} in frame {worst.Alert.Place.Frame}."
            : "";
        return $"{all.Length} alerts in {tls.Connections.Count} TLS connections: {fatal} fatal, {encrypted} encrypted; {page.Items.Count} shown.{first}{tls.Reading.Shortfall}";
    }
}
