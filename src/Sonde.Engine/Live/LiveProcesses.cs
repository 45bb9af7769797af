using System.Net;
using Sonde.Host;

namespace Sonde.Engine;

/// <summary>Finds the processes of this machine at the ends of conversations.</summary>
/// <remarks>
/// For one thread. The descriptors of all processes have to be looked through, so that what was found is remembered, and
/// nobody looks again before ten times as long has passed as it took. Memory: at most <see cref="Most"/> conversations.
/// </remarks>
internal sealed class LiveProcesses
{
    private const int Most = 1_000;
    private const int Pause = 10; // times as long as a look took

    private readonly Dictionary<(string Protocol, string Source, string Destination), Ends> _known = [];
    private IReadOnlyList<string> _missing = [];
    private long _notBefore;

    private sealed record Ends(SocketProcess? Source, SocketProcess? Destination);

    /// <summary>The same traffic with the processes of its conversations, as far as they are here and may be seen.</summary>
    public LiveTraffic Name(LiveTraffic traffic)
    {
        (string, string, string)[] unknown =
        [
            .. traffic
                .TopFlows.Select(flow => (flow.Protocol, flow.Source, flow.Destination))
                .Where(flow => flow.Protocol is "TCP" or "UDP" && !_known.ContainsKey(flow)),
        ];
        if (unknown.Length > 0 && Environment.TickCount64 >= _notBefore)
            Look(unknown);
        return traffic with
        {
            TopFlows =
            [
                .. traffic.TopFlows.Select(flow =>
                    _known.TryGetValue((flow.Protocol, flow.Source, flow.Destination), out Ends? ends)
                        ? flow with
                        {
                            SourceProcess = ends.Source,
                            DestinationProcess = ends.Destination,
                        }
                        : flow
                ),
            ],
            ProcessesMissing = _missing.Count > 0 ? _missing : null,
        };
    }

    private void Look((string Protocol, string Source, string Destination)[] flows)
    {
        long begin = Environment.TickCount64;
        if (_known.Count + flows.Length > Most)
            _known.Clear();
        try
        {
            HashSet<int> ports = [.. flows.SelectMany(flow => new[] { flow.Source, flow.Destination }).Select(Port)];
            HostList<HostSocket> sockets = Machine.Ask(here => here.Sockets(new(one => ports.Contains(one.LocalPort))));
            HashSet<IPAddress> own =
            [
                .. Machine
                    .Ask(here => here.Interfaces())
                    .Items.SelectMany(one => one.Addresses)
                    .Select(one => Machine.Plain(one.Address)),
            ];
            _missing = [.. sockets.Missing.Where(one => one.Contains("process", StringComparison.Ordinal))];
            foreach ((string protocol, string source, string destination) flow in flows)
                _known[flow] = new Ends(
                    Holder(sockets.Items, own, flow.protocol == "TCP", flow.source, flow.destination),
                    Holder(sockets.Items, own, flow.protocol == "TCP", flow.destination, flow.source)
                );
        }
        catch (EngineException refused)
        {
            _missing = [refused.Message];
        }
        _notBefore = Environment.TickCount64 + (Environment.TickCount64 - begin) * Pause;
    }

    // Of a connected socket both ends are its own; one of UDP may serve everybody from its port.
    private static SocketProcess? Holder(
        IReadOnlyList<HostSocket> sockets,
        HashSet<IPAddress> own,
        bool isTcp,
        string here,
        string there
    )
    {
        if (!IPEndPoint.TryParse(here, out IPEndPoint? local) || !IPEndPoint.TryParse(there, out IPEndPoint? remote))
            return null;
        HostSocket? found = null;
        foreach (HostSocket one in sockets)
        {
            if (one.IsTcp != isTcp || one.LocalPort != local.Port || one.Owners is [])
                continue;
            IPAddress bound = Machine.Plain(one.LocalAddress);
            bool isEverybodys = bound.Equals(IPAddress.Any) || bound.Equals(IPAddress.IPv6Any);
            if (one.RemoteAddress is { } peer && bound.Equals(local.Address))
            {
                if (one.RemotePort == remote.Port && Machine.Plain(peer).Equals(remote.Address))
                    return SocketProcess.Of(one.Owners[0]);
            }
            else if (!isTcp && one.RemoteAddress is null)
            {
                if (bound.Equals(local.Address) || (isEverybodys && own.Contains(local.Address)))
                    found = one;
            }
        }
        return found is null ? null : SocketProcess.Of(found.Owners[0]);
    }

    private static int Port(string end) => IPEndPoint.TryParse(end, out IPEndPoint? parsed) ? parsed.Port : -1;
}
