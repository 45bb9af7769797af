using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Counts retransmissions by connection, whether or not the connections' records are kept.</summary>
internal sealed class RetransmissionTally(double threshold, int most) : ITcpFlowObserver
{
    /// <summary>Connections with retransmissions; those that sent the largest share of their data again.</summary>
    public TopFlows Worst { get; } = new(most);

    /// <summary>Connections that sent a larger share again than the threshold.</summary>
    public int AboveThreshold { get; private set; }

    /// <summary>What else is known of all retransmissions.</summary>
    public SecondOpinions Opinions { get; } = new();

    public void OnFlowEnd(TcpFlow flow)
    {
        Opinions.Add(flow);
        long again = flow.Count(TcpVerdicts.Retransmission);
        if (again == 0)
            return;
        double rate = TcpRetransmissionsQuestion.RateOf(flow);
        Worst.Add(flow, rate, again);
        if (rate > threshold)
            AboveThreshold++;
    }
}
