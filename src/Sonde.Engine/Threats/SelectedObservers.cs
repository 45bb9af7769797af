using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Shows only the packets that meet a condition to observers, segments of TCP included.</summary>
internal static class SelectedObservers
{
    public static IReadOnlyList<IObserver> Of(PacketFilter filter, IReadOnlyList<IObserver> observers)
    {
        var verdict = new Verdict(filter);
        return
        [
            .. observers.Select(observer =>
                observer is ITcpObserver tcp ? (IObserver)new OfTcp(verdict, tcp) : new OfPackets(verdict, observer)
            ),
        ];
    }

    // The condition is tested once for a frame, by whoever sees it first.
    private sealed class Verdict(PacketFilter filter)
    {
        private long _frame;
        private bool _matches;

        public bool Of(in Packet packet)
        {
            if (packet.Frame.Number != _frame)
                (_frame, _matches) = (packet.Frame.Number, filter.Matches(packet));
            return _matches;
        }
    }

    private sealed class OfPackets(Verdict verdict, IObserver observer) : IObserver
    {
        public bool WantsSegments => observer.WantsSegments;

        public void OnPacket(in Packet packet)
        {
            if (verdict.Of(packet))
                observer.OnPacket(packet);
        }

        public void OnFlowForgotten(Flow flow) => observer.OnFlowForgotten(flow);

        public void OnEnd() => observer.OnEnd();
    }

    private sealed class OfTcp(Verdict verdict, ITcpObserver observer) : ITcpObserver
    {
        public void OnPacket(in Packet packet)
        {
            if (verdict.Of(packet))
                observer.OnPacket(packet);
        }

        public void OnSegment(in TcpSegment segment, in Packet packet)
        {
            if (verdict.Of(packet))
                observer.OnSegment(segment, packet);
        }

        public void OnConnectionEnd(Flow flow, TcpConnection connection) => observer.OnConnectionEnd(flow, connection);

        public void OnFlowForgotten(Flow flow) => observer.OnFlowForgotten(flow);

        public void OnEnd() => observer.OnEnd();
    }
}
