using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sonde.Engine;

/// <summary>Under which addresses this machine is seen on the internet.</summary>
public static class PublicIpQuestion
{
    private const int MostOctets = 1024;

    /// <summary>Asks the services in their order, over both families at once, until one answers with an address.</summary>
    /// <exception cref="EngineException">It is forbidden, or an argument is wrong.</exception>
    public static async Task<PublicIp> AskAsync(CaptureEngine engine, PublicIpArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(context);
        ProbesConfig budget = engine.Probes.Budget;
        if (!budget.PublicIp)
            throw new EngineException(
                EngineFault.BlockedByPolicy,
                $"Services on the internet may not be asked for the public address ({ProbeSettings.PublicIp.Key}).",
                $"The person who runs Sonde can allow it by {ProbeSettings.PublicIp.Key}."
            );
        TimeSpan timeout = ProbeChoices.Seconds(arguments.Timeout, 10, "timeout", budget);
        ServiceTarget.RefuseVersion(arguments.IpVersion);
        WebUrl[] services = [.. budget.PublicIpServices.Select(WebUrl.Parse)];
        int[] families = arguments.IpVersion is { } only ? [only] : [4, 6];
        List<PublicIpAttempt>[] attempts = await Task.WhenAll(
            families.Select(family => AskFamilyAsync(engine.Probes, services, family, timeout, context.Cancel))
        );
        PublicIpAttempt[] all = [.. attempts.SelectMany(one => one)];
        PublicIpAttempt? best = Array.Find(all, one => one.Address is not null);
        string? ipv4 = Array.Find(all, one => one is { IpVersion: 4, Address: not null })?.Address;
        string? ipv6 = Array.Find(all, one => one is { IpVersion: 6, Address: not null })?.Address;
        return new PublicIp
        {
            Success = best is not null,
            Summary = Say(ipv4, ipv6, best, all, families),
            PublicAddress = best?.Address,
            ServiceUsed = best?.Service,
            Ipv4 = ipv4,
            Ipv6 = ipv6,
            Attempts = all,
            Coverage = new ProbeCoverage { Complete = best is not null, ProbesSent = all.Length },
        };
    }

    private static async Task<List<PublicIpAttempt>> AskFamilyAsync(
        ProbeGate gate,
        WebUrl[] services,
        int family,
        TimeSpan timeout,
        CancellationToken cancel
    )
    {
        var attempts = new List<PublicIpAttempt>();
        long begun = Stopwatch.GetTimestamp();
        for (int at = 0; at < services.Length; at++)
        {
            TimeSpan left = timeout - Stopwatch.GetElapsedTime(begun);
            if (left <= TimeSpan.Zero)
                break;
            using var time = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            time.CancelAfter(left / (services.Length - at)); // one that hangs leaves time to the others
            (string? address, string? problem) = await AskOneAsync(gate, services[at], family, time.Token, cancel);
            attempts.Add(
                new PublicIpAttempt
                {
                    Service = services[at].Host,
                    IpVersion = family,
                    Address = address,
                    Problem = problem,
                }
            );
            if (address is not null)
                break;
        }
        return attempts;
    }

    private static async Task<(string? Address, string? Problem)> AskOneAsync(
        ProbeGate gate,
        WebUrl service,
        int family,
        CancellationToken time,
        CancellationToken cancel
    )
    {
        try
        {
            var request = new WebRequest { Accept = "text/plain", MostOctets = MostOctets };
            WebJourney journey = await WebJourney.RunAsync(gate, service, request, 2, family, time, cancel);
            WebExchange last = journey.Last;
            return journey.Stopped is { } stopped ? (null, stopped.Message)
                : last.Failure is { } failure ? (null, $"{Quote.Text(last.At.Host)} {failure}.")
                : last.Status != 200 ? (null, $"It answers with status {last.Status}.")
                : Read(last, family);
        }
        catch (EngineException refused)
        {
            return (null, refused.Message);
        }
    }

    // What a portal or a proxy puts in the place of the answer is no address.
    private static (string? Address, string? Problem) Read(WebExchange answer, int family)
    {
        string text = Encoding.ASCII.GetString(answer.Body).Trim();
        AddressFamily wanted = family == 6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;
        if (answer.IsCut || text.Length is < 2 or > 45 || !IPAddress.TryParse(text, out IPAddress? address))
            return (
                null,
                $"It answers with something that is no address: {Quote.Text(text.Length > 40 ? text[..40] : text)}."
            );
        // 1.2 and 0x7f.1 are read as addresses as well
        if (
            address.AddressFamily != wanted
            || !address.ToString().Equals(text, StringComparison.OrdinalIgnoreCase) && family == 4
        )
            return (null, $"It answers with {Quote.Text(text)}, which is no IPv{family} address.");
        AddressKind kind = SpecialAddresses.KindOf(address);
        return kind == AddressKind.Global
            ? (address.ToString(), null)
            : (
                null,
                $"It answers with {Quote.Text(text)}, {SpecialAddresses.Words(kind)}: something on the way translates addresses."
            );
    }

    private static string Say(string? ipv4, string? ipv6, PublicIpAttempt? best, PublicIpAttempt[] all, int[] families)
    {
        if (best is null)
            return $"No service answered with a public address: {string.Join(" ", all.Take(4).Select(one => $"{one.Service} over IPv{one.IpVersion}: {one.Problem}"))}";
        string[] found = [.. new[] { ipv4, ipv6 }.OfType<string>()];
        string missing =
            found.Length < families.Length ? $" Over IPv{(ipv4 is null ? 4 : 6)} no service could be asked." : "";
        return $"This machine is seen as {string.Join(" and ", found)}, says {best.Service}.{missing}";
    }
}
