using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Which certificates were sent, and what is wrong with them.</summary>
public static class CertificateQuestion
{
    private const int DefaultRows = 100;

    /// <summary>Reads the capture and lists the certificates.</summary>
    /// <exception cref="EngineException">The capture cannot be read, or the page lies beyond the end.</exception>
    public static CertificateDetails Ask(CaptureEngine engine, PagedCaptureArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        (int limit, int offset) = (arguments.Limit ?? DefaultRows, arguments.Offset ?? 0);
        Page.ThrowIfNegative(limit, offset);
        var tls = TlsReading.Of(engine, arguments, context);
        Sent[] all = [.. tls.Connections.SelectMany(Chains)];
        Page<Sent> page = Page.Of(all, limit, offset);
        int hidden = tls.Connections.Count(one => one is { ServerChain: null, Version: 0x0304 });
        CertificateRow[] rows = [.. page.Items.Select(Row)];
        return new CertificateDetails
        {
            Summary = Say(tls, all.Length, rows, hidden),
            File = tls.Reading.Name,
            PcapFile = tls.Reading.Name,
            TotalCertificates = all.Length,
            EncryptedChains = hidden,
            Total = page.Total,
            Returned = page.Items.Count,
            NextOffset = page.NextOffset,
            Certificates = rows,
            Coverage = tls.Coverage.With(
                (
                    tls.Connections.Any(one => one.ServerChain is { } chain && chain.Sent > chain.Certificates.Count),
                    "certificates_of_a_chain",
                    TlsConnection.MostCertificates
                )
            ),
        };
    }

    private static IEnumerable<Sent> Chains(TlsConnection connection)
    {
        foreach (TlsChain? chain in new[] { connection.ServerChain, connection.ClientChain })
        {
            for (int position = 0; position < chain?.Certificates.Count; position++)
                yield return new Sent(connection, chain, position, FromClient: chain == connection.ClientChain);
        }
    }

    private static CertificateRow Row(Sent sent)
    {
        (TlsConnection connection, TlsChain chain, int position, bool fromClient) = sent;
        var facts = CertificateFacts.Of(chain.Certificates[position]);
        bool isServerLeaf = position == 0 && !fromClient;
        string? host = isServerLeaf ? connection.Offer?.ServerName : null;
        bool isInOrder =
            position == 0
            || CertificateFacts.Of(chain.Certificates[position - 1]) is { IsReadable: true } before
                && before.Issuer == facts.Subject;
        List<string> problems = facts.Problems(chain.Place.At, position == 0, host);
        if (!isInOrder)
            problems.Add("it did not sign the certificate before it");
        (Endpoint from, Endpoint to) = fromClient
            ? (connection.Client, connection.Server)
            : (connection.Server, connection.Client);
        return new CertificateRow
        {
            Frame = chain.Place.Frame,
            SrcIp = from.Address.ToString(),
            DstIp = to.Address.ToString(),
            CertInfo = [facts.Subject ?? "", facts.Issuer ?? ""],
            Position = position,
            SentBy = fromClient ? "client" : "server",
            Subject = facts.Subject,
            Issuer = facts.Issuer,
            SubjectAlternativeNames = facts.IsReadable ? facts.Names : null,
            SerialNumber = facts.SerialNumber,
            NotBefore = facts.ValidFrom,
            NotAfter = facts.ValidUntil,
            DaysLeft = facts.DaysLeft(chain.Place.At.ToDateTimeOffset().UtcDateTime),
            Key = facts.Key,
            Signature = facts.Signature,
            Sha256 = facts.Sha256,
            IsCa = facts.IsCa,
            SelfSigned = facts.IsSelfSigned,
            InOrder = isInOrder,
            Sni = TlsReading.SniOf(connection),
            MatchesSni = host is null || !facts.IsReadable ? null : HostMatch.Any(host, facts.HostNames),
            Problems = problems,
            Client = connection.Client.ToString(),
            Server = connection.Server.ToString(),
            Stream = connection.Flow.Stream,
            Evidence = TlsReading.EvidenceOf(connection, [chain.Place.Frame]),
        };
    }

    private static string Say(TlsReading tls, int total, CertificateRow[] rows, int hidden)
    {
        if (tls.Nothing is { } nothing)
            return nothing;
        string unseen =
            hidden > 0
                ? $" In {hidden} connections of TLS 1.3 they are encrypted and cannot be seen without keys."
                : "";
        if (total == 0)
            return $"No certificates in the clear in {tls.Connections.Count} TLS connections.{unseen}{tls.Reading.Shortfall}";
        CertificateRow? bad = Array.Find(rows, row => row.Problems.Count > 0);
        string first = bad is null
            ? " Nothing is wrong with those shown."
            : $" First with a problem: {Quote.Text(bad.Subject ?? bad.Sha256)} in frame {bad.Frame}: {string.Join(", ", bad.Problems)}.";
        return $"{total} certificates in {tls.Connections.Count} TLS connections, {rows.Length} shown.{first}{unseen}{tls.Reading.Shortfall}";
    }

    private readonly record struct Sent(TlsConnection Connection, TlsChain Chain, int Position, bool FromClient);
}
