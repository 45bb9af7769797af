using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Sonde.Engine;

/// <summary>Takes the steps between here and one address of a target, each by the question that answers it.</summary>
internal sealed class TargetSteps(
    CaptureEngine engine,
    DiagnoseTargetArguments arguments,
    DiagnoseAim aim,
    AskContext context
)
{
    private readonly List<DiagnoseStep> _steps = [];
    private readonly AskContext _quiet = context with { Progress = null };

    /// <summary>The steps so far.</summary>
    public IReadOnlyList<DiagnoseStep> Steps => _steps;

    /// <summary>The address in use; null where the name led to none.</summary>
    public IPAddress? Address { get; private set; }

    /// <summary>The port in use.</summary>
    public int Port { get; private set; } = aim.Port ?? 443;

    private double Timeout => arguments.Timeout ?? 3;

    /// <summary>Takes them all, as far as they make sense.</summary>
    public async Task TakeAsync()
    {
        if (!await StepAsync("name", NameAsync))
            return;
        await StepAsync("route", () => Task.FromResult(Route()));
        await StepAsync("ping", PingAsync);
        PortCheck? port = null;
        bool isOpen = await StepAsync("port", async () => await PortAsync(check => port = check));
        if (!isOpen || _steps.Exists(step => step is { Step: "ping", IsOk: false }))
            await StepAsync("path", PathAsync);
        if (!isOpen)
            return;
        if (port!.Tls is not null || Port == 443 || aim.IsHttps)
            await StepAsync("tls", TlsAsync);
        else
            _steps.Add(new DiagnoseStep("tls", "skipped", "The port does not speak TLS."));
        bool isWeb = port.HttpStatus is not null || port.Tls is not null || Port is 80 or 443 || aim.Url is not null;
        if (!isWeb)
            _steps.Add(new DiagnoseStep("http", "skipped", "The port does not speak HTTP."));
        else if (!_steps.Exists(step => step is { Step: "tls", IsFailed: true }))
            await StepAsync("http", () => HttpAsync(port.Tls is not null || Port == 443));
    }

    private async Task<DiagnoseStep> NameAsync()
    {
        CheckedTarget target = await engine.Probes.CheckAsync(aim.Host, context.Cancel);
        IPAddress[] meant =
        [
            .. target.Addresses.Where(one => arguments.IpVersion is not { } version || VersionOf(one) == version),
        ];
        if (meant.Length == 0)
            return Failed("name", $"There is no IPv{arguments.IpVersion} address, but {List(target.Addresses)}.");
        Address = meant[0];
        bool isLiteral = IPAddress.TryParse(aim.Host, out _);
        return new DiagnoseStep("name", "ok", isLiteral ? "An address was given." : $"The name has {List(meant)}.");
    }

    private DiagnoseStep Route()
    {
        RouteDecision? decision = RoutesQuestion
            .Ask(new RoutesArguments { Destination = Address!.ToString(), Limit = 1 })
            .Decision;
        if (decision is null)
            return new DiagnoseStep("route", "skipped", "This system does not say which route is taken.");
        if (!decision.HasRoute)
            return Failed("route", $"There is no route to {Address}{(decision.Refused is { } why ? $": {why}" : "")}.");
        string through = decision.Gateway is { } gateway ? $" through {gateway}" : ", on the link itself";
        return new DiagnoseStep("route", "ok", $"By {decision.Interface}{through}, from {decision.Source}.");
    }

    // Many hosts and firewalls leave pings unanswered, so silence alone fails nothing.
    private async Task<DiagnoseStep> PingAsync()
    {
        PingAnswer answer = await PingQuestion.AskAsync(
            engine,
            new PingArguments
            {
                Target = Address!.ToString(),
                Count = 3,
                IntervalMs = 100,
                Timeout = Math.Min(Timeout, 2),
            },
            _quiet
        );
        if (answer.PacketsReceived == 0)
        {
            string why = answer.IcmpErrors is [var error, ..]
                ? $" {error.From ?? "This machine"} says: {error.Text}."
                : "";
            return new DiagnoseStep("ping", "warning", $"No answer to {answer.PacketsSent} pings.{why}");
        }
        string loss = answer.PacketLossPercent > 0 ? $", {Number(answer.PacketLossPercent)} % lost" : "";
        return new DiagnoseStep(
            "ping",
            answer.PacketLossPercent > 0 ? "warning" : "ok",
            $"{answer.PacketsReceived} of {answer.PacketsSent} answered, {Number(answer.AvgLatencyMs ?? 0)} ms on average{loss}."
        );
    }

    private async Task<DiagnoseStep> PathAsync()
    {
        TracerouteAnswer answer = await TracerouteQuestion.AskAsync(
            engine,
            new TracerouteArguments
            {
                Target = Address!.ToString(),
                MaxHops = 20,
                Timeout = 1,
                Probes = 2,
                Names = false,
            },
            _quiet
        );
        if (answer.ReachedDestination)
            return new DiagnoseStep("path", "ok", $"The host is reached after {answer.TotalHops} hops.");
        TracerouteHop? last = answer.Hops.LastOrDefault(hop => hop.IpAddress is not null);
        return new DiagnoseStep(
            "path",
            "warning",
            last is null
                ? "No router on the way answers."
                : $"The last to answer is hop {last.HopNumber}, {last.IpAddress}{(last.Annotations is [var note, ..] ? $" ({note})" : "")}."
        );
    }

    private async Task<DiagnoseStep> PortAsync(Action<PortCheck> found)
    {
        PortCheck check = await CheckPortAsync(Port);
        if (!check.IsOpen && aim.Port is null)
        {
            PortCheck web = await CheckPortAsync(80);
            if (web.IsOpen)
                (Port, check) = (80, web);
        }
        found(check);
        if (check.IsOpen)
            return new DiagnoseStep(
                "port",
                "ok",
                $"Port {Port} is open after {Number(check.ResponseTimeMs ?? 0)} ms{(check.ServiceHint is { } hint ? $", {hint}" : "")}."
            );
        string by = check.ErrorFrom is { } from ? $", says {from}" : "";
        return Failed("port", $"Port {Port} is {check.State}{(check.ErrorCode is { } code ? $" ({code})" : "")}{by}.");
    }

    private Task<PortCheck> CheckPortAsync(int port) =>
        PortCheckQuestion.AskAsync(
            engine,
            new PortCheckArguments
            {
                Target = Address!.ToString(),
                Port = port,
                Timeout = Timeout,
            },
            _quiet
        );

    private async Task<DiagnoseStep> TlsAsync()
    {
        TlsCheck answer = await TlsCheckQuestion.AskAsync(
            engine,
            new TlsCheckArguments
            {
                Target = Address!.ToString(),
                ServerName = aim.Host,
                Port = Port,
                Ciphers = false,
                Timeout = Timeout,
            },
            _quiet
        );
        if (answer.HandshakeError is { } error)
            return Failed("tls", $"The handshake failed: {error}");
        string agreed = $"{answer.Version}, {answer.CipherSuite}";
        if (answer.Problems.Count > 0)
            return Failed("tls", $"{agreed}, but {string.Join("; ", answer.Problems)}.");
        return new DiagnoseStep(
            "tls",
            "ok",
            $"{agreed}; the certificate is good for {Number(answer.DaysLeft ?? 0)} days."
        );
    }

    private async Task<DiagnoseStep> HttpAsync(bool speaksTls)
    {
        HttpCheck answer = await HttpCheckQuestion.AskAsync(
            engine,
            new HttpCheckArguments
            {
                Url = aim.UrlAt(Port, speaksTls),
                Timeout = Math.Max(Timeout, 5),
                IpVersion = arguments.IpVersion,
            },
            _quiet
        );
        if (answer.Status is not { } status)
            return Failed("http", answer.Error ?? "There was no answer.");
        string times =
            $"{status} after {Number(answer.TotalMs)} ms, of which {Number(answer.Timings.FirstByteMs ?? 0)} ms waiting for the first byte";
        return status >= 500
            ? Failed("http", $"{times}: the server says that it failed.")
            : new DiagnoseStep("http", status >= 400 ? "warning" : "ok", $"{times}.");
    }

    // A step that cannot be taken says so; a target that the policy refuses, or that is no target, ends the question.
    private async Task<bool> StepAsync(string name, Func<Task<DiagnoseStep>> take)
    {
        context.Progress?.Report(new AskProgress(_steps.Count, 7, $"{name} of {aim.Host}"));
        long begun = Stopwatch.GetTimestamp();
        DiagnoseStep step;
        try
        {
            step = await take();
        }
        catch (EngineException fault) when (fault.Fault is EngineFault.LookupFailed or EngineFault.Timeout)
        {
            step = Failed(name, fault.Message);
        }
        catch (EngineException fault)
            when (fault.Fault is EngineFault.MissingCapability or EngineFault.MissingDependency)
        {
            step = new DiagnoseStep(name, "skipped", fault.Message);
        }
        // what was cut says nothing of the target: no answer to pings that were not sent
        context.Cancel.ThrowIfCancellationRequested();
        _steps.Add(step with { Ms = Math.Round(Stopwatch.GetElapsedTime(begun).TotalMilliseconds, 1) });
        return !step.IsFailed;
    }

    private static DiagnoseStep Failed(string step, string detail) => new(step, "failed", detail);

    private static int VersionOf(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork ? 4 : 6;

    private static string List(IReadOnlyList<IPAddress> addresses)
    {
        const int Most = 4;
        string more = addresses.Count > Most ? $" and {addresses.Count - Most} more" : "";
        return string.Join(", ", addresses.Take(Most)) + more;
    }

    private static string Number(double value) => Math.Round(value, 1).ToString(CultureInfo.InvariantCulture);
}
