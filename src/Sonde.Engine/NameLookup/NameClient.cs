using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sonde.Probes;

namespace Sonde.Engine;

/// <summary>Asks name servers within the budgets: checked servers, one pace for all questions of one asker.</summary>
internal sealed class NameClient : IDisposable
{
    private const int MostRetries = 20;

    private readonly DnsNetwork _network;

    /// <summary>A client without connections.</summary>
    /// <param name="gate">The policy and the budgets.</param>
    /// <param name="socketsPerServer">UDP sockets for each server.</param>
    /// <exception cref="EngineException">The file of authorities cannot be read.</exception>
    public NameClient(ProbeGate gate, int socketsPerServer = 1)
    {
        _network = new DnsNetwork(TimeProvider.System, Authorities(gate.Budget.CaFile), socketsPerServer);
        Exchange = new DnsExchange(
            _network,
            new Pace(gate.Budget.PacketsPerSecond, TimeProvider.System),
            TimeProvider.System
        );
    }

    /// <summary>Puts one question until it is answered.</summary>
    public DnsExchange Exchange { get; }

    /// <summary>Questions sent so far.</summary>
    public long Sent => _network.Tally.Sent;

    /// <summary>What came in beside answers; null when nothing did.</summary>
    public IgnoredAnswers? Ignored
    {
        get
        {
            DnsTally tally = _network.Tally;
            var ignored = new IgnoredAnswers(
                tally.OtherSource,
                tally.OtherId,
                tally.OtherQuestion,
                tally.Malformed,
                tally.Late
            );
            return ignored == new IgnoredAnswers(0, 0, 0, 0, 0) ? null : ignored;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();

    /// <summary>The servers to ask: the one that was named, checked, or those of this machine, which whoever set it up has chosen.</summary>
    /// <exception cref="EngineException">Refused, or there is none.</exception>
    public static async Task<IReadOnlyList<DnsServer>> ServersAsync(
        ProbeGate gate,
        string? nameserver,
        CancellationToken cancel
    )
    {
        if (nameserver is not null)
            return await Nameserver.Parse(nameserver).ServersAsync(gate, cancel);
        IReadOnlyList<IPAddress> servers = ResolvConf.OfThisMachine().Servers;
        return servers.Count > 0
            ? [.. servers.Select(address => new DnsServer(new IPEndPoint(address, 53)))]
            : throw new EngineException(
                EngineFault.LookupFailed,
                "This machine has no name server set.",
                "Give nameserver, or set one in /etc/resolv.conf."
            );
    }

    /// <summary>Checks how long and how often to ask.</summary>
    /// <exception cref="EngineException">A number out of range.</exception>
    public static DnsPatience Patience(ProbeGate gate, double? timeout, int? retries, double usual = 5)
    {
        TimeSpan time = ProbeChoices.Seconds(timeout, usual, "timeout", gate.Budget);
        return new DnsPatience(time, ProbeChoices.Within(retries, 2, 0, MostRetries, "retries"));
    }

    private static X509Certificate2Collection? Authorities(string? path)
    {
        if (path is null)
            return null;
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPemFile(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException)
        {
            certificates.Clear();
        }
        return certificates.Count > 0
            ? certificates
            : throw new EngineException(
                EngineFault.InvalidArgument,
                $"{ProbeSettings.CaFile.Key}: {Quote.Text(path)} has no certificates that can be read.",
                "It is a PEM file with one or more certificates."
            );
    }
}
