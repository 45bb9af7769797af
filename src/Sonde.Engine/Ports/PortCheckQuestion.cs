using System.Net;
using System.Net.Sockets;
using System.Text;
using Sonde.Probes;

namespace Sonde.Engine;

/// <summary>Whether a port is open, and what it speaks.</summary>
public static class PortCheckQuestion
{
    private const int MostAddresses = 16;
    private const int LongestBanner = 200;

    /// <summary>Tries every address of the target, and talks to the first that is open.</summary>
    /// <exception cref="EngineException">The target or an argument is wrong, refused, or the time is up.</exception>
    public static async Task<PortCheck> AskAsync(CaptureEngine engine, PortCheckArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(context);
        int port = ServiceTarget.Port(arguments.Port);
        TimeSpan timeout = ProbeChoices.Seconds(arguments.Timeout, 5, "timeout", engine.Probes.Budget);
        CheckedTarget target = await ServiceTarget.CheckAsync(
            engine.Probes,
            arguments.Target,
            arguments.IpVersion,
            context.Cancel
        );
        await engine.Rehearsal.Connecting;
        IPAddress[] addresses = [.. target.Addresses.Take(MostAddresses)];
        bool isUdp = arguments.Protocol == "udp";
        (PortFinding[] found, byte[] answer) = isUdp
            ? await UdpAsync(addresses, port, timeout, context.Cancel)
            : (await TcpAsync(addresses, port, timeout, engine.Probes.Budget, context.Cancel), []);
        int best = Math.Max(0, Array.FindIndex(found, one => one.State == PortState.Open));
        PortWords words =
            !isUdp && found[best].State == PortState.Open && arguments.GrabBanner != false
                ? await TalkAsync(addresses[best], port, target.Host, timeout, context.Cancel)
                : new PortWords { Banner = answer };
        return Answer(arguments, target, addresses, found, best, words);
    }

    /// <summary>Finds out what an open port speaks.</summary>
    internal static async Task<PortWords> TalkAsync(
        IPAddress address,
        int port,
        string host,
        TimeSpan timeout,
        CancellationToken cancel
    )
    {
        var talk = new PortTalk(again => TcpStream.ConnectAsync(address, port, again), port, host, timeout);
        try
        {
            using var time = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            time.CancelAfter(timeout);
            Stream first = await TcpStream.ConnectAsync(address, port, time.Token);
            return await talk.AskAsync(first, cancel);
        }
        catch (Exception failure)
            when (failure is SocketException or IOException
                || failure is OperationCanceledException && !cancel.IsCancellationRequested
            )
        {
            // it was open a moment ago, which is the answer
            bool isReset =
                failure is SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.Shutdown };
            return new PortWords { Reset = isReset ? ResetMoment.AfterHandshake : null };
        }
    }

    /// <summary>A banner as answers print it; null when there is none.</summary>
    internal static string? BannerOf(PortWords words, int port)
    {
        byte[] said = words.Banner;
        if (words.HttpStatus is not null)
        {
            // other lines of a head may be secrets
            string[] lines = Encoding.Latin1.GetString(words.HttpHead).Split("\r\n");
            string? server = Array.Find(lines, line => line.StartsWith("Server:", StringComparison.OrdinalIgnoreCase));
            return Quote.Clean(server is null ? lines[0] : $"{lines[0]}; {server}", LongestBanner);
        }
        if (said.Length == 0 || port == 5432 && said is [(byte)'S' or (byte)'N'])
            return null;
        string text = Encoding.UTF8.GetString(said).TrimEnd('\r', '\n', '\0');
        return text.Length == 0 ? null : Quote.Clean(text, LongestBanner);
    }

    private static async Task<PortFinding[]> TcpAsync(
        IPAddress[] addresses,
        int port,
        TimeSpan timeout,
        ProbesConfig budget,
        CancellationToken cancel
    )
    {
        var plan = new SweepPlan
        {
            Addresses = addresses,
            Ports = [port],
            Timeout = timeout,
            AtOnce = addresses.Length,
        };
        SweepResult swept = await Sweeping.RunAsync(plan, budget, null, cancel);
        cancel.ThrowIfCancellationRequested();
        return [.. swept.Findings.Select(finding => finding!.Value)];
    }

    private static async Task<(PortFinding[] Found, byte[] Answer)> UdpAsync(
        IPAddress[] addresses,
        int port,
        TimeSpan timeout,
        CancellationToken cancel
    )
    {
        (PortFinding Finding, byte[] Answer)[] all = await Task.WhenAll(
            addresses.Select(address => UdpPort.AskAsync(address, port, timeout, TimeProvider.System, cancel))
        );
        byte[]? answer = all.FirstOrDefault(one => one.Finding.State == PortState.Open).Answer;
        return ([.. all.Select(one => one.Finding)], answer ?? []);
    }

    private static PortCheck Answer(
        PortCheckArguments arguments,
        CheckedTarget target,
        IPAddress[] addresses,
        PortFinding[] found,
        int best,
        PortWords words
    )
    {
        PortFinding finding = found[best];
        bool isOpen = finding.State == PortState.Open;
        string? code =
            words.Reset == ResetMoment.AfterHandshake ? PortFinding.ResetAfterHandshake
            : words.Reset == ResetMoment.AfterFirstData ? "reset_after_first_data"
            : finding.Code;
        string protocol = arguments.Protocol ?? "tcp";
        ServedTls? tls = words.Tls is { } dialog ? ServedTls.Of(dialog, target.Host, DateTime.UtcNow) : null;
        string? service = isOpen ? ServiceHints.Of(arguments.Port, words) : ServiceHints.Of(arguments.Port);
        return new PortCheck
        {
            Success = finding.State != PortState.Error,
            Summary = Say(arguments, addresses, found, best, words, tls, service),
            Target = Quote.Clean(arguments.Target)!,
            Port = arguments.Port,
            Protocol = protocol,
            IsOpen = isOpen,
            State = PortStates.Name(finding.State),
            ErrorCode = code,
            ErrorFrom = finding.By?.ToString(),
            ResponseTimeMs = isOpen ? ServiceTarget.Milliseconds(finding.Time) : null,
            Address = addresses[best].ToString(),
            Addresses = [.. addresses.Zip(found, PortStates.Row)],
            Banner = BannerOf(words, arguments.Port),
            ServiceHint = service,
            Tls = tls,
            HttpStatus = words.HttpStatus,
            Coverage = new ProbeCoverage
            {
                Complete = addresses.Length == target.Addresses.Count,
                ProbesSent =
                    addresses.Length
                    + (
                        words.MoreConnections > 0 || isOpen && protocol == "tcp" && arguments.GrabBanner != false
                            ? 1 + words.MoreConnections
                            : 0
                    ),
                Limits = addresses.Length < target.Addresses.Count ? [new("addresses", MostAddresses)] : null,
            },
        };
    }

    private static string Say(
        PortCheckArguments arguments,
        IPAddress[] addresses,
        PortFinding[] found,
        int best,
        PortWords words,
        ServedTls? tls,
        string? service
    )
    {
        PortFinding finding = found[best];
        string protocol = (arguments.Protocol ?? "tcp").ToUpperInvariant();
        string where = $"{protocol} port {arguments.Port} of {Quote.Text(arguments.Target)} ({addresses[best]})";
        if (finding.State != PortState.Open)
        {
            string others = addresses.Length > 1 ? $" None of its {addresses.Length} addresses is open there." : "";
            return $"{where} is {PortStates.Name(finding.State).Replace('_', ' ')}: {PortStates.Words(finding)}.{others}";
        }
        var text = new StringBuilder(
            FormattableString.Invariant($"{where} is open, {finding.Time.TotalMilliseconds:0.###} ms")
        );
        if (service is not null)
            text.Append(": ").Append(service);
        if (words.HttpStatus is { } status)
            text.Append($", HTTP status {status}");
        if (tls is { Version: { } version })
            text.Append($", {version}");
        text.Append('.');
        if (tls is { Problems: [var first, ..] })
            text.Append($" Of its certificate: {first}.");
        if (words.Reset is not null || finding.Code == PortFinding.ResetAfterHandshake)
            text.Append(
                words.Reset != ResetMoment.AfterFirstData
                    ? " The connection was reset as soon as it was made: by the service, or by something on the way."
                    : " The connection was reset as soon as something was said: by the service, or by something on the way."
            );
        else if (words.IsClosedAtOnce)
            text.Append(" It closes connections without a word, as services do that admit only certain addresses.");
        int open = found.Count(one => one.State == PortState.Open);
        if (open < addresses.Length)
            text.Append($" Of its {addresses.Length} addresses {open} are open there.");
        return text.ToString();
    }
}
