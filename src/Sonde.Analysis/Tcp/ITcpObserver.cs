namespace Sonde.Analysis;

/// <summary>Watches TCP segments in their places. A pass with at least one such observer follows every TCP connection, once for all of them.</summary>
public interface ITcpObserver : IObserver
{
    bool IObserver.WantsSegments => true;

    /// <summary>A segment was judged. Called once for each TCP header of a packet, before <see cref="IObserver.OnPacket"/>.</summary>
    void OnSegment(in TcpSegment segment, in Packet packet) { }

    /// <summary>Nothing more comes on a connection: its ports were used again, it was forgotten, or the capture ended.</summary>
    void OnConnectionEnd(Flow flow, TcpConnection connection) { }
}
