using System.Globalization;
using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Which cipher suites were offered and chosen, and which of them are weak.</summary>
public static class TlsCiphersQuestion
{
    private const int DefaultRows = 100;

    /// <summary>Reads the capture and lists the negotiations.</summary>
    /// <exception cref="EngineException">The capture cannot be read, or the page lies beyond the end.</exception>
    public static TlsCiphers Ask(CaptureEngine engine, PagedCaptureArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        (int limit, int offset) = (arguments.Limit ?? DefaultRows, arguments.Offset ?? 0);
        Page.ThrowIfNegative(limit, offset);
        var tls = TlsReading.Of(engine, arguments, context);
        TlsConnection[] all = [.. tls.Connections.Where(one => one.Offer is not null || one.Choice is not null)];
        Page<TlsConnection> page = Page.Of(all, limit, offset);
        int weakChosen = all.Count(one => Weaknesses(one).Count > 0);
        int weakOffered = all.Count(one => one.Offer?.CipherSuites.Any(IsWeak) ?? false);
        int failed = all.Count(HasNoOverlap);
        return new TlsCiphers
        {
            Summary =
                tls.Nothing
                ?? $"{all.Length} negotiations: {weakChosen} with a weak suite or version in use, {weakOffered} in which the client offers weak suites, {failed} that failed because nothing was common; {page.Items.Count} shown.{tls.Reading.Shortfall}",
            File = tls.Reading.Name,
            PcapFile = tls.Reading.Name,
            TotalNegotiations = all.Length,
            ChosenSuites = TlsHandshakesQuestion.Counts(
                all.Select(one => one.Choice?.CipherSuite).OfType<ushort>().Select(TlsReading.SuiteName)
            ),
            WeakChosen = weakChosen,
            WeakOffered = weakOffered,
            NoOverlap = failed,
            Total = page.Total,
            Returned = page.Items.Count,
            NextOffset = page.NextOffset,
            CipherNegotiations = [.. page.Items.Select(Row)],
            Coverage = tls.Coverage,
        };
    }

    private static CipherNegotiationRow Row(TlsConnection connection)
    {
        TlsChoice? choice = connection.Choice;
        ushort[] offered = [.. (connection.Offer?.CipherSuites ?? []).Where(suite => !TlsGrease.Is(suite))];
        return new CipherNegotiationRow
        {
            Frame = TlsReading.FrameOf(connection),
            SrcIp = connection.Client.Address.ToString(),
            DstIp = connection.Server.Address.ToString(),
            CipherSuite = choice is null ? null : TlsReading.SuiteName(choice.CipherSuite),
            CipherCode = choice is null
                ? null
                : string.Create(CultureInfo.InvariantCulture, $"0x{choice.CipherSuite:x4}"),
            Version = choice is null ? null : TlsReading.VersionName(choice.Version),
            Group = choice?.Group is { } group ? TlsReading.GroupName(group) : null,
            ForwardSecrecy = choice is null
                ? null
                : CipherStrength.HasForwardSecrecy(choice.CipherSuite, choice.Version),
            Weaknesses = Weaknesses(connection),
            Offered = [.. offered.Select(TlsReading.SuiteName)],
            OfferedGroups =
            [
                .. (connection.Offer?.Groups ?? []).Where(one => !TlsGrease.Is(one)).Select(TlsReading.GroupName),
            ],
            WeakOffered =
            [
                .. offered
                    .Where(IsWeak)
                    .Select(suite => new CipherWeakness
                    {
                        CipherSuite = TlsReading.SuiteName(suite),
                        Reason = CipherStrength.WeaknessOf(suite)!,
                    }),
            ],
            NoOverlap = HasNoOverlap(connection),
            Sni = TlsReading.SniOf(connection),
            Client = connection.Client.ToString(),
            Server = connection.Server.ToString(),
            Stream = connection.Flow.Stream,
            Evidence = TlsReading.EvidenceOf(connection),
        };
    }

    private static bool IsWeak(ushort suite) => CipherStrength.WeaknessOf(suite) is not null;

    // RFC 8446 §6.2: handshake_failure, protocol_version and insufficient_security say that nothing suits
    private static bool HasNoOverlap(TlsConnection connection) =>
        connection.Choice is null && connection.Alerts.Any(one => !one.FromClient && one.Description is 40 or 70 or 71);

    private static List<string> Weaknesses(TlsConnection connection)
    {
        var found = new List<string>();
        if (connection.Choice is not { } choice)
            return found;
        if (CipherStrength.WeaknessOf(choice.CipherSuite) is { } suite)
            found.Add(suite);
        if (CipherStrength.WeaknessOfVersion(choice.Version) is { } version)
            found.Add(version);
        if (CipherStrength.HasForwardSecrecy(choice.CipherSuite, choice.Version) == false)
            found.Add("no forward secrecy: the server's key, once known, opens what was recorded");
        return found;
    }
}
