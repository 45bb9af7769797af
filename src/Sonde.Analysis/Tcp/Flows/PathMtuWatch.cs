namespace Sonde.Analysis;

/// <summary>A sign that the large segments of an end do not arrive while small ones do (RFC 2923 §2.1).</summary>
/// <param name="Frame">First frame with the segment that did not arrive.</param>
/// <param name="Octets">Its octets of data.</param>
/// <param name="Retransmissions">How many times it was sent again.</param>
/// <param name="LargestAcknowledged">Octets of data in the largest segment that was acknowledged.</param>
/// <param name="IsCutSmaller">It arrived once the sender cut it into smaller ones.</param>
public readonly record struct TcpBlackHole(
    long Frame,
    int Octets,
    int Retransmissions,
    int LargestAcknowledged,
    bool IsCutSmaller
);

/// <summary>Watches whether the large segments of one end are ever acknowledged.</summary>
internal struct PathMtuWatch
{
    private const int Large = 500; // smaller ones fit any path
    private const int Enough = 3; // retransmissions of the same octets
    private const int EnoughBeforeSmaller = 2;

    private int _pendingLength;
    private uint _pendingEnd;
    private int _acknowledged; // largest length
    private long _stuckFrame;
    private uint _stuckAt;
    private int _stuckLength;
    private int _repeats;
    private bool _isCutSmaller;
    private TcpBlackHole? _proven;

    public int MostRepeats { get; private set; }

    public readonly TcpBlackHole? Sign =>
        _proven is not null ? _proven
        : _repeats >= Enough && IsTelling ? Now(false)
        : null;

    private readonly bool IsTelling => _stuckLength >= Large && _stuckLength > _acknowledged;

    public void Send(in TcpSegment segment)
    {
        if (segment.Length == 0 || segment.Has(TcpVerdicts.KeepAlive | TcpVerdicts.ZeroWindowProbe))
            return;
        if (segment.Length >= _pendingLength)
            (_pendingLength, _pendingEnd) = (segment.Length, segment.NextSequence);
        if (!segment.Has(TcpVerdicts.Retransmission) || segment.Has(TcpVerdicts.SpuriousRetransmission))
            return;
        if (_stuckFrame == 0 || segment.Sequence != _stuckAt)
        {
            (_stuckFrame, _stuckAt, _stuckLength) = (segment.Frame, segment.Sequence, segment.Length);
            (_repeats, _isCutSmaller) = (1, false);
        }
        else
        {
            _isCutSmaller |= segment.Length < _stuckLength;
            _repeats++;
        }
        MostRepeats = Math.Max(MostRepeats, _repeats);
    }

    public void Acknowledge(uint acknowledgment)
    {
        bool isStuckOver = _stuckFrame != 0 && TcpSequence.IsAfter(acknowledgment, _stuckAt);
        if (isStuckOver)
        {
            if (_isCutSmaller && _repeats >= EnoughBeforeSmaller && IsTelling)
                _proven ??= Now(true);
            _stuckFrame = 0;
            _repeats = 0;
        }
        if (_pendingLength == 0 || TcpSequence.IsBefore(acknowledgment, _pendingEnd))
            return;
        if (!(isStuckOver && _isCutSmaller)) // what was cut smaller did not arrive as it was
            _acknowledged = Math.Max(_acknowledged, _pendingLength);
        _pendingLength = 0;
    }

    private readonly TcpBlackHole Now(bool isCutSmaller) =>
        new(_stuckFrame, _stuckLength, _repeats, _acknowledged, isCutSmaller);
}
