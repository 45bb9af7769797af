using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Adds up what else is known of retransmissions.</summary>
internal sealed class SecondOpinions
{
    private long _sack;
    private long _timestamp;
    private long _twice;
    private long _reordered;
    private long _lost;
    private long _before;
    private long _after;
    private long _notCaptured;

    public SecondOpinions Add(TcpFlow flow)
    {
        Add(flow.Client);
        Add(flow.Server);
        return this;
    }

    public TcpSecondOpinionRow Row() =>
        new()
        {
            SpuriousByDsack = _sack,
            SpuriousByTimestamp = _timestamp,
            CapturedTwice = _twice,
            ReorderedNotLost = _reordered,
            LostNotReordered = _lost,
            LostBeforeCapture = _before,
            LostAfterCapture = _after,
            NotCapturedOctets = _notCaptured,
        };

    private void Add(TcpFlowSide side)
    {
        _sack += side.SecondOpinion?.SpuriousBySack.Count ?? 0;
        _timestamp += side.SecondOpinion?.SpuriousByTimestamp.Count ?? 0;
        _twice += side.CapturedTwice.Count;
        _reordered += side.SecondOpinion?.ReorderedNotLost.Count ?? 0;
        _lost += side.SecondOpinion?.LostNotReordered.Count ?? 0;
        _before += side.LostBeforeCapture;
        _after += side.LostAfterCapture;
        _notCaptured += side.NotCapturedOctets;
    }
}
