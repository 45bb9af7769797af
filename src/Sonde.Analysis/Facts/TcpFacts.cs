using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Counts frames by verdict; a frame with several segments counts once for each verdict.</summary>
/// <param name="onFrame">Told the number and the verdicts of each frame that has some; null when nobody asks.</param>
public sealed class TcpFacts(Action<long, TcpVerdicts>? onFrame = null) : ITcpObserver
{
    private readonly long[] _counts = new long[TcpVerdictNames.All.Count];

    /// <summary>Frames with each verdict, those that occurred.</summary>
    public IEnumerable<(string Name, long Frames)> Counts
    {
        get
        {
            for (int i = 0; i < _counts.Length; i++)
            {
                if (_counts[i] > 0)
                    yield return (TcpVerdictNames.All[i].Name, _counts[i]);
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> PacketProtocols => [Tcp.Name];

    /// <inheritdoc/>
    public void OnPacket(in Packet packet)
    {
        TcpVerdicts verdicts = TcpVerdicts.None;
        foreach (ref readonly TcpSegment segment in packet.Segments)
            verdicts |= segment.Verdicts;
        if (verdicts == TcpVerdicts.None)
            return;
        for (int i = 0; i < _counts.Length; i++)
        {
            if ((verdicts & TcpVerdictNames.All[i].Verdict) != 0)
                _counts[i]++;
        }
        onFrame?.Invoke(packet.Frame.Number, verdicts);
    }
}
