using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Counts over connections, whether or not their records are kept.</summary>
internal sealed class ConnectionTally : ITcpFlowObserver
{
    private readonly Dictionary<string, int> _openings = [];
    private int _reset;
    private int _normal;
    private long _data;
    private long _again;
    private long _dataAgain;

    /// <summary>Connections.</summary>
    public int Connections { get; private set; }

    /// <summary>Segments.</summary>
    public long Segments { get; private set; }

    /// <summary>Segments with data.</summary>
    public long DataSegments => _data;

    /// <summary>Connections that the client closed or reset first.</summary>
    public int ClosedByClient { get; private set; }

    /// <summary>Connections that the server closed or reset first.</summary>
    public int ClosedByServer { get; private set; }

    public void OnFlowEnd(TcpFlow flow)
    {
        Connections++;
        Segments += flow.Segments;
        string opening = ConnectionRowMaker.Opening(flow);
        _openings[opening] = _openings.GetValueOrDefault(opening) + 1;
        if (ConnectionRowMaker.IsReset(flow))
            _reset++;
        if (flow.Closing == TcpClosing.Fin)
            _normal++;
        if (flow.ClosedByClient is { } byClient)
        {
            ClosedByClient += byClient ? 1 : 0;
            ClosedByServer += byClient ? 0 : 1;
        }
        _data += flow.DataSegments;
        _again += flow.Count(TcpVerdicts.Retransmission);
        _dataAgain += ConnectionRowMaker.DataRetransmissions(flow);
    }

    /// <summary>The counts so far.</summary>
    public ConnectionCounts Counts()
    {
        int complete = _openings.GetValueOrDefault("complete");
        int unknown = _openings.GetValueOrDefault("not_captured");
        int failed = Connections - complete - unknown;
        return new ConnectionCounts
        {
            TotalConnections = Connections,
            SuccessfulHandshakes = complete,
            FailedHandshakes = failed,
            EstablishedConnections = complete + unknown,
            ResetConnections = _reset,
            NormalClose = _normal,
            ActiveConnections = Connections - _reset - _normal,
            HandshakesNotCaptured = unknown,
            RefusedConnections = _openings.GetValueOrDefault("refused"),
            UnansweredConnections = _openings.GetValueOrDefault("no_answer"),
            HalfOpenConnections = _openings.GetValueOrDefault("half_open"),
            HandshakeFailureRate = TcpConnectionsQuestion.Rate(failed, complete + failed),
            ResetRate = TcpConnectionsQuestion.Rate(_reset, Connections),
            Retransmissions = _again,
            RetransmissionRate = TcpConnectionsQuestion.Rate(_dataAgain, _data),
        };
    }
}
