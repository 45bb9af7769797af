using System.Diagnostics;
using System.Net;

namespace Sonde.Engine;

/// <summary>A request with its redirects: each host passes the policy, and connections go to the addresses it checked.</summary>
internal sealed class WebJourney
{
    /// <summary>The requests in their order.</summary>
    public List<WebExchange> Exchanges { get; } = [];

    /// <summary>Why a redirect was not followed; null when all were.</summary>
    public EngineException? Stopped { get; private set; }

    /// <summary>The last request.</summary>
    public WebExchange Last => Exchanges[^1];

    /// <summary>Goes where a URL leads.</summary>
    /// <param name="gate">Decides about each host.</param>
    /// <param name="url">Where to begin.</param>
    /// <param name="request">How the requests are made.</param>
    /// <param name="mostRedirects">Most redirects that are followed.</param>
    /// <param name="version">4 or 6 for one family of addresses only.</param>
    /// <param name="time">Ends when the time is up.</param>
    /// <param name="cancel">Ends when the asker gave up.</param>
    /// <param name="referredBy">The URL whose answer named this one; null when nobody else did.</param>
    /// <exception cref="EngineException">The first host is refused or has no address.</exception>
    public static async Task<WebJourney> RunAsync(
        ProbeGate gate,
        WebUrl url,
        WebRequest request,
        int mostRedirects,
        int? version,
        CancellationToken time,
        CancellationToken cancel,
        WebUrl? referredBy = null
    )
    {
        var journey = new WebJourney();
        WebUrl at = url;
        CheckedTarget? referrer = referredBy is null
            ? null
            : await ServiceTarget.CheckAsync(gate, referredBy.Host, null, time);
        while (true)
        {
            WebExchange? before = journey.Exchanges.Count > 0 ? journey.Last : null;
            WebExchange exchange;
            try
            {
                exchange = await BeginAsync(gate, at, before?.Target ?? referrer, version, time);
            }
            catch (EngineException refused) when (before is not null)
            {
                journey.Stopped = refused;
                return journey;
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                throw new EngineException(
                    EngineFault.Timeout,
                    $"The name {Quote.Text(at.Host)} was not looked up in time.",
                    "Ask again with a longer timeout."
                );
            }
            journey.Exchanges.Add(exchange);
            await exchange.RunAsync(request, time, cancel);
            if (exchange.Failure is not null || !IsRedirect(exchange) || mostRedirects == 0)
                return journey;
            if (journey.Exchanges.Count > mostRedirects)
            {
                journey.Stopped = new EngineException(
                    EngineFault.LimitExceeded,
                    $"There are more than {mostRedirects} redirects."
                );
                return journey;
            }
            string location = exchange.Header("Location")!;
            if (!at.TryRedirect(location, out WebUrl? next, out string problem))
            {
                journey.Stopped = new EngineException(
                    EngineFault.LookupFailed,
                    $"The redirect to {Quote.Text(Analysis.HttpSecrets.CleanTarget(location))} {problem}."
                );
                return journey;
            }
            at = next;
        }
    }

    private static async Task<WebExchange> BeginAsync(
        ProbeGate gate,
        WebUrl at,
        CheckedTarget? before,
        int? version,
        CancellationToken time
    )
    {
        // Refuses what needs no look-up, so that the look-up is all that is measured.
        gate.Policy.CheckName(at.Host);
        long begun = Stopwatch.GetTimestamp();
        CheckedTarget target = await ServiceTarget.CheckAsync(gate, at.Host, version, time);
        if (before is not null && IsInside(target) && !IsInside(before))
            throw new EngineException(
                EngineFault.BlockedByPolicy,
                $"A server on the internet leads to {Quote.Text(at.Host)}, which has an address that is not global.",
                "Ask for that URL itself if it is meant."
            );
        return new WebExchange
        {
            At = at,
            Target = target,
            Name = Stopwatch.GetElapsedTime(begun),
        };
    }

    private static bool IsInside(CheckedTarget target) =>
        target.Addresses.Any(address =>
            SpecialAddresses.Views(address).Any(view => SpecialAddresses.KindOf(view) != AddressKind.Global)
        );

    private static bool IsRedirect(WebExchange exchange) =>
        (HttpStatusCode?)exchange.Status
            is HttpStatusCode.MovedPermanently
                or HttpStatusCode.Found
                or HttpStatusCode.SeeOther
                or HttpStatusCode.TemporaryRedirect
                or HttpStatusCode.PermanentRedirect
        && exchange.Header("Location") is not null;
}
