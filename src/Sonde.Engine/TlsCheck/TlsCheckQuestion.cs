using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Sonde.Probes;

namespace Sonde.Engine;

/// <summary>What a server's TLS is like: certificates, versions, suites.</summary>
public static class TlsCheckQuestion
{
    private static readonly string[] UsualProtocols = ["h2", "http/1.1"];

    /// <summary>Makes a handshake as browsers do, then asks for each version and suite alone.</summary>
    /// <exception cref="EngineException">The target is refused, or no address can be connected to.</exception>
    public static async Task<TlsCheck> AskAsync(CaptureEngine engine, TlsCheckArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(context);
        int port = ServiceTarget.Port(arguments.Port ?? 443);
        TimeSpan timeout = ProbeChoices.Seconds(arguments.Timeout, 5, "timeout", engine.Probes.Budget);
        CheckedTarget target = await ServiceTarget.CheckAsync(
            engine.Probes,
            arguments.Target,
            arguments.IpVersion,
            context.Cancel
        );
        await engine.Rehearsal.Asking;
        using var time = CancellationTokenSource.CreateLinkedTokenSource(context.Cancel);
        time.CancelAfter(engine.Probes.Budget.MaxDuration);
        string? service = arguments.Starttls switch
        {
            null or "auto" => StartTls.ServiceOf(port),
            "none" => null,
            { } named => named,
        };
        var asked = new TlsAsked(target, port, NameOf(arguments, target), service, timeout);
        TlsFirst first = await TlsFirst.AskAsync(asked, ProtocolsOf(arguments), time.Token);
        context.Cancel.ThrowIfCancellationRequested();
        TlsVersionFinding?[] versions = await Batch.RunAsync<ushort, TlsVersionFinding>(
            TlsSurvey.Versions,
            TlsSurvey.Versions.Count,
            (version, stop) =>
                TlsSurvey.AskAsync(
                    again => ConnectAgainAsync(asked, first.Address, again),
                    version,
                    asked.Name,
                    arguments.Ciphers != false,
                    timeout,
                    stop
                ),
            null,
            time.Token
        );
        string? ended =
            context.Cancel.IsCancellationRequested ? "cancelled"
            : time.IsCancellationRequested ? "time limit"
            : null;
        return TlsCheckAnswer.Of(arguments, asked, first, versions, ended);
    }

    // It consented once: a refusal now is one of too many connections, and says nothing of versions.
    private static async Task<Stream> ConnectAgainAsync(TlsAsked asked, IPAddress address, CancellationToken cancel)
    {
        try
        {
            return await asked.ConnectAsync(address, cancel);
        }
        catch (EngineException)
        {
            throw new SocketException((int)SocketError.ConnectionRefused);
        }
    }

    private static string NameOf(TlsCheckArguments arguments, CheckedTarget target)
    {
        if (arguments.ServerName is not { } name)
            return target.Host;
        return Target.TryParse(name, out Target parsed, out string problem)
            ? parsed.Text
            : throw new EngineException(
                EngineFault.InvalidArgument,
                $"server_name {Quote.Text(name)} {problem}.",
                "Give a host name such as example.com."
            );
    }

    // RFC 7301 §3.1: a name has 1 to 255 octets
    private static IReadOnlyList<string> ProtocolsOf(TlsCheckArguments arguments)
    {
        IReadOnlyList<string> names = arguments.Alpn ?? UsualProtocols;
        if (names.Count > 20 || names.Any(name => name.Length is 0 or > 255 || !Ascii.IsValid(name)))
            throw new EngineException(
                EngineFault.InvalidArgument,
                "alpn takes up to 20 names of 1 to 255 ASCII characters.",
                "Give names such as h2 and http/1.1."
            );
        return names;
    }
}

/// <summary>What is asked of a server of TLS.</summary>
/// <param name="Target">The checked target.</param>
/// <param name="Port">The port.</param>
/// <param name="Name">The name to ask for.</param>
/// <param name="Service">The service to ask for TLS first; null for none.</param>
/// <param name="Timeout">The longest that one connection may take.</param>
internal sealed record TlsAsked(CheckedTarget Target, int Port, string Name, string? Service, TimeSpan Timeout)
{
    /// <summary>A connection on which a handshake may begin.</summary>
    public async Task<Stream> ConnectAsync(IPAddress address, CancellationToken cancel)
    {
        Stream stream = await TcpStream.ConnectAsync(address, Port, cancel);
        if (Service is null)
            return stream;
        try
        {
            if (await StartTls.AskAsync(stream, Service, cancel) is { } instead)
                throw new EngineException(
                    EngineFault.LookupFailed,
                    $"The {Service} service on port {Port} of {Quote.Text(Target.Typed)} does not go on in TLS: it says {Quote.Text(instead)}.",
                    "Check starttls and the port."
                );
            return stream;
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }
}

/// <summary>The first handshake: the address that answered, and what was agreed.</summary>
/// <param name="Address">The address.</param>
/// <param name="Dialog">The handshake.</param>
/// <param name="Connect">Time of the TCP handshake.</param>
/// <param name="Handshake">Time of the TLS handshake.</param>
/// <param name="Failed">What went wrong at addresses before it.</param>
internal sealed record TlsFirst(
    IPAddress Address,
    TlsDialog Dialog,
    TimeSpan Connect,
    TimeSpan Handshake,
    IReadOnlyList<string> Failed
)
{
    /// <summary>Tries the addresses in their order until one can be connected to.</summary>
    /// <exception cref="EngineException">None can.</exception>
    public static async Task<TlsFirst> AskAsync(
        TlsAsked asked,
        IReadOnlyList<string> protocols,
        CancellationToken cancel
    )
    {
        var failed = new List<string>();
        bool isSilent = false;
        foreach (IPAddress address in asked.Target.Addresses)
        {
            using var time = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            time.CancelAfter(asked.Timeout);
            try
            {
                long begun = Stopwatch.GetTimestamp();
                Stream stream = await asked.ConnectAsync(address, time.Token);
                TimeSpan connect = Stopwatch.GetElapsedTime(begun);
                begun = Stopwatch.GetTimestamp();
                TlsDialog dialog = await HandshakeAsync(stream, asked, protocols, time.Token, cancel);
                return new TlsFirst(address, dialog, connect, Stopwatch.GetElapsedTime(begun), failed);
            }
            catch (SocketException failure)
            {
                failed.Add($"{address}: {PortFinding.Of(failure.SocketErrorCode, default).Code}");
            }
            catch (IOException)
            {
                failed.Add($"{address}: the connection broke");
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                isSilent = true;
                failed.Add($"{address}: timed_out");
            }
        }
        throw new EngineException(
            isSilent ? EngineFault.Timeout : EngineFault.LookupFailed,
            $"Port {asked.Port} of {Quote.Text(asked.Target.Typed)} cannot be connected to: {string.Join("; ", failed)}.",
            "port_check tells a closed port from a filtered one."
        );
    }

    private static async Task<TlsDialog> HandshakeAsync(
        Stream stream,
        TlsAsked asked,
        IReadOnlyList<string> protocols,
        CancellationToken time,
        CancellationToken cancel
    )
    {
        try
        {
            TlsDialog dialog = await TlsDialog.OpenAsync(stream, asked.Name, protocols, time);
            if (dialog.Stream is { } inside)
                await inside.DisposeAsync();
            return dialog;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new TlsDialog { Failure = "the server did not finish the handshake in time" };
        }
    }
}
