using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Does the host that a client asks for fit the certificate, the addresses that DNS gave, and what came of it.</summary>
public static class SniQuestion
{
    private const int DefaultRows = 100;

    /// <summary>Reads the capture and compares.</summary>
    /// <exception cref="EngineException">The capture cannot be read, or the page lies beyond the end.</exception>
    public static SniMismatches Ask(CaptureEngine engine, PagedCaptureArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        (int limit, int offset) = (arguments.Limit ?? DefaultRows, arguments.Offset ?? 0);
        Page.ThrowIfNegative(limit, offset);
        var names = new NameBook(engine.Protocols);
        var flows = new TcpFlowReport();
        var tls = TlsReading.Of(engine, arguments, context, names, flows);
        Dictionary<int, TcpFlow> resets = [];
        foreach (TcpFlow flow in flows.Flows)
        {
            if (flow.FirstReset is not null)
                resets[flow.Stream] = flow;
        }
        TlsConnection[] hellos = [.. tls.Connections.Where(one => one is { Offer: not null, ClientHelloAt: not null })];
        TlsConnection[] asking = [.. hellos.Where(one => one.Offer!.ServerName is not null)];
        Broken[] broken =
        [
            .. hellos
                .Where(one => one.Carrier == TlsCarrier.Tcp && resets.ContainsKey(one.Flow.Stream))
                .Select(one => new Broken(one, resets[one.Flow.Stream]))
                .Where(one => one.Reset.Frame > one.Connection.ClientHelloAt!.Value.Frame),
        ];
        SniMismatchRow[] all =
        [
            .. hellos
                .SelectMany(one => Compare(one, names))
                .Concat(broken.Where(one => one.Connection.Outcome != TlsOutcome.Completed).Select(Reset))
                .OrderBy(row => row.Frame),
        ];
        Page<SniMismatchRow> page = Page.Of(all, limit, offset);
        return new SniMismatches
        {
            Summary = Say(tls, asking.Length, all, page.Items.Count),
            File = tls.Reading.Name,
            PcapFile = tls.Reading.Name,
            TotalSni = asking.Length,
            TotalResets = broken.Length,
            ByHost = TlsHandshakesQuestion
                .Counts(asking.Select(one => TlsReading.SniOf(one)!))
                .Take(DefaultRows)
                .ToDictionary(),
            SniRequests = [.. asking.Take(DefaultRows).Select(Request)],
            ConnectionResets = [.. broken.Take(DefaultRows).Select(ResetRow)],
            Total = page.Total,
            Returned = page.Items.Count,
            NextOffset = page.NextOffset,
            Mismatches = page.Items,
            Coverage = tls.Coverage.With(
                (asking.Length > DefaultRows, "sni_requests", DefaultRows),
                (broken.Length > DefaultRows, "connection_resets", DefaultRows),
                (names.NotKept > 0, "names_in_memory", NameBook.AddressLimit),
                (flows.NotKept > 0, "tcp_connections_in_memory", flows.Limit)
            ),
        };
    }

    private static IEnumerable<SniMismatchRow> Compare(TlsConnection connection, NameBook names)
    {
        long hello = connection.ClientHelloAt!.Value.Frame;
        if (connection.Offer!.ServerName is not { } host)
        {
            yield return Row(connection, "missing", hello, null, "The hello names no host.", [hello]);
            yield break;
        }
        if (connection.ServerChain is { Certificates: [byte[] der, ..] } chain)
        {
            var leaf = CertificateFacts.Of(der);
            if (leaf.IsReadable && !HostMatch.Any(host, leaf.HostNames))
                yield return Row(
                    connection,
                    "certificate",
                    chain.Place.Frame,
                    leaf.HostNames,
                    $"The certificate is not valid for {Quote.Text(host)}.",
                    [hello, chain.Place.Frame]
                );
        }
        string[] known =
        [
            .. names
                .Of(connection.Server.Address)
                .Where(name => name.Source == NameSource.Dns)
                .Select(name => Quote.Clean(name.Name, 255)!),
        ];
        if (known.Length > 0 && !HostMatch.Any(host, known))
            yield return Row(
                connection,
                "address",
                hello,
                known,
                $"DNS in this capture gives {connection.Server.Address} other names than {Quote.Text(host)}.",
                [hello]
            );
    }

    private static SniMismatchRow Reset(Broken one)
    {
        long hello = one.Connection.ClientHelloAt!.Value.Frame;
        return Row(
            one.Connection,
            "reset",
            one.Reset.Frame,
            null,
            $"The connection was reset {After(one)} ms after the hello, before the handshake was over.",
            [hello, one.Reset.Frame]
        );
    }

    private static double After(Broken one) =>
        Math.Round((one.Reset.At.Nanoseconds - one.Connection.ClientHelloAt!.Value.At.Nanoseconds) / 1e6, 3);

    private static SniMismatchRow Row(
        TlsConnection connection,
        string kind,
        long frame,
        IReadOnlyList<string>? found,
        string detail,
        IReadOnlyList<long> frames
    ) =>
        new()
        {
            Kind = kind,
            Frame = frame,
            SrcIp = connection.Client.Address.ToString(),
            DstIp = connection.Server.Address.ToString(),
            Sni = TlsReading.SniOf(connection),
            Found = found,
            Detail = detail,
            Client = connection.Client.ToString(),
            Server = connection.Server.ToString(),
            Stream = connection.Flow.Stream,
            Evidence = TlsReading.EvidenceOf(connection, frames),
        };

    private static SniRequestRow Request(TlsConnection connection) =>
        new()
        {
            Frame = connection.ClientHelloAt!.Value.Frame,
            SrcIp = connection.Client.Address.ToString(),
            DstIp = connection.Server.Address.ToString(),
            Sni = TlsReading.SniOf(connection)!,
        };

    private static SniResetRow ResetRow(Broken one)
    {
        (Endpoint client, Endpoint server) = (one.Flow.Client.Endpoint, one.Flow.Server.Endpoint);
        (Endpoint from, Endpoint to) = one.Flow.ResetByClient == true ? (client, server) : (server, client);
        return new SniResetRow
        {
            Frame = one.Reset.Frame,
            SrcIp = from.Address.ToString(),
            DstIp = to.Address.ToString(),
            Sni = TlsReading.SniOf(one.Connection),
            AfterMs = After(one),
        };
    }

    private static string Say(TlsReading tls, int asking, SniMismatchRow[] all, int shown)
    {
        if (tls.Nothing is { } nothing)
            return nothing;
        string first = all.Length > 0 ? $" First: frame {all[0].Frame}: {all[0].Detail}" : "";
        return $"{asking} of {tls.Connections.Count} TLS connections name a host; {all.Length} things do not fit, {shown} shown.{first}{tls.Reading.Shortfall}";
    }

    private readonly record struct Broken(TlsConnection Connection, TcpFlow Flow)
    {
        public TcpReset Reset => Flow.FirstReset!;
    }
}
