using Sonde.Testing;
using Sonde.Wire;

namespace Sonde.Analysis.Tests;

/// <summary>A pass with all detectors over frames that a test makes, each at its own time.</summary>
internal sealed class Watched
{
    private const long Start = 1_700_000_000 * Timestamp.PerSecond;

    public Watched(
        DetectionThresholds? thresholds = null,
        ThreatLists? lists = null,
        int flowLimit = FlowTable.DefaultLimit
    )
    {
        var protocols = StandardProtocols.Create();
        Watch = new ThreatWatch(protocols, thresholds ?? new(), lists);
        Pass = new Pass(protocols, flowLimit, Watch.Observers);
    }

    public ThreatWatch Watch { get; }

    public Pass Pass { get; }

    /// <summary>Feeds a frame at a time in seconds.</summary>
    public Watched At(double seconds, byte[] octets, int linkType = LinkTypes.Ethernet)
    {
        Pass.Feed(
            new Frame
            {
                Octets = octets,
                At = new Timestamp(Start + (long)(seconds * Timestamp.PerSecond)),
                OriginalLength = octets.Length,
                LinkType = linkType,
                Number = Pass.Totals.Packets + 1,
            }
        );
        return this;
    }

    public IReadOnlyList<ThreatFinding> Found(ThreatKind kind) => [.. Watch.Findings().Where(one => one.Kind == kind)];

    /// <summary>A whole TCP conversation: handshake, a question, an answer, both FIN.</summary>
    public Watched Talk(double seconds, string client, string server, int ask = 100, int answer = 100)
    {
        TcpFlags data = TcpFlags.Ack | TcpFlags.Psh;
        At(seconds, Make.Tcp(client, server, 100, 0, TcpFlags.Syn, []));
        At(seconds + 0.001, Make.Tcp(server, client, 500, 101, TcpFlags.Syn | TcpFlags.Ack, []));
        At(seconds + 0.002, Make.Tcp(client, server, 101, 501, TcpFlags.Ack, []));
        At(seconds + 0.003, Make.Tcp(client, server, 101, 501, data, new byte[ask]));
        At(seconds + 0.004, Make.Tcp(server, client, 501, 101 + (uint)ask, data, new byte[answer]));
        At(
            seconds + 0.005,
            Make.Tcp(client, server, 101 + (uint)ask, 501 + (uint)answer, TcpFlags.Fin | TcpFlags.Ack, [])
        );
        return At(
            seconds + 0.006,
            Make.Tcp(server, client, 501 + (uint)answer, 102 + (uint)ask, TcpFlags.Fin | TcpFlags.Ack, [])
        );
    }
}
