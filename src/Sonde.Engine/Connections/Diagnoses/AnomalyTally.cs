using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Counts what the statistics of TCP anomalies say, whether or not the records of connections are kept.</summary>
/// <remarks>Memory: at most <see cref="Limit"/> addresses with resets and as many names of connections with retransmissions.</remarks>
internal sealed class AnomalyTally(TcpSelection selection) : ITcpFlowObserver
{
    public const int Limit = 20_000;

    private const int Listed = 100;

    private readonly Dictionary<Address, long> _resetsBy = [];
    private readonly Dictionary<string, long> _againOn = [];
    private readonly TopFlows _reset = new(Listed);
    private (long Syn, long SynAck, long Rst, long Fin, long Ack) _flags;
    private (long To, long From, long Unknown) _resets;
    private int _established;
    private int _failed;

    /// <summary>A limit was reached: the lists may lack one that belongs there.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Connections with a reset.</summary>
    public int WithReset => _reset.Count;

    public void OnFlowEnd(TcpFlow flow)
    {
        Count(flow.Client);
        Count(flow.Server);
        if (flow.Client.Resets + flow.Server.Resets > 0)
            CountResets(flow);
        if (flow.Count(TcpVerdicts.Retransmission) is > 0 and var again)
            Add(_againOn, Diagnosing.Name(flow), again); // ports are used again: a name may stand for several connections
        if (ConnectionRowMaker.IsClosed(flow))
            return;
        if (ConnectionRowMaker.HasFailed(flow))
            _failed++;
        else
            _established++;
    }

    /// <summary>The counts so far.</summary>
    public AnomalyStatistics Statistics(ConnectionTally all)
    {
        ConnectionCounts counts = all.Counts();
        return new AnomalyStatistics(
            counts.TotalConnections,
            all.Segments,
            new HandshakeCounts(counts.SuccessfulHandshakes, counts.FailedHandshakes, counts.HandshakesNotCaptured),
            new FlagCounts(_flags.Syn, _flags.SynAck, _flags.Rst, _flags.Fin, _flags.Ack),
            new RstDistribution(
                _resetsBy
                    .OrderByDescending(one => one.Value)
                    .ThenBy(one => one.Key)
                    .Take(Listed)
                    .ToDictionary(one => one.Key.ToString(), one => one.Value),
                new RstDirections(_resets.To, _resets.From, _resets.Unknown),
                [.. _reset.Flows.Select(Diagnosing.Name)]
            ),
            new RetransmissionCounts(
                counts.Retransmissions,
                _againOn
                    .OrderByDescending(one => one.Value)
                    .ThenBy(one => one.Key, StringComparer.Ordinal)
                    .Take(Listed)
                    .ToDictionary(one => one.Key, one => one.Value),
                counts.RetransmissionRate ?? 0
            ),
            new StateCounts(_established, counts.ResetConnections, counts.NormalClose, _failed)
        );
    }

    private void Count(TcpFlowSide side)
    {
        _flags.Syn += side.Syns - side.SynAcks;
        _flags.SynAck += side.SynAcks;
        _flags.Rst += side.Resets;
        _flags.Fin += side.Fins;
        _flags.Ack += side.Acks;
        if (side.Resets > 0)
            Add(_resetsBy, side.Endpoint.Address, side.Resets);
    }

    private void CountResets(TcpFlow flow)
    {
        _reset.Add(flow, 0);
        bool isGiven = !selection.IsAll;
        if (!isGiven && flow.Roles == TcpRoles.FirstSegment)
        {
            _resets.Unknown += flow.Client.Resets + flow.Server.Resets;
            return;
        }
        bool isServer = !isGiven || selection.Matches(flow.Server.Endpoint);
        _resets.To += isServer ? flow.Client.Resets : flow.Server.Resets;
        _resets.From += isServer ? flow.Server.Resets : flow.Client.Resets;
    }

    private void Add<T>(Dictionary<T, long> counts, T key, long more)
        where T : notnull
    {
        if (counts.Count < Limit || counts.ContainsKey(key))
            counts[key] = counts.GetValueOrDefault(key) + more;
        else
            IsFull = true;
    }
}
