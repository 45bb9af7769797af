namespace Sonde.Analysis;

/// <summary>Watches a pass over packets. An analyzer overrides what it needs.</summary>
public interface IObserver
{
    /// <summary>Needs <see cref="Packet.Segments"/>, so that the pass must follow TCP connections. Asked once, when the pass begins.</summary>
    bool WantsSegments => false;

    /// <summary>
    /// The protocols in TCP streams whose layers it looks at, by Wireshark's names; null for all. What nobody looks at is
    /// not cut into messages. Asked once, when the pass begins.
    /// </summary>
    IReadOnlyCollection<string>? StreamProtocols => null;

    /// <summary>
    /// The protocols whose packets it looks at, by Wireshark's names; null for all. A packet without a layer of one of them
    /// is not shown to it. Asked once, when the pass begins.
    /// </summary>
    IReadOnlyCollection<string>? PacketProtocols => null;

    /// <summary>A packet has been read, all its layers placed. Nothing of it may be kept after the call.</summary>
    void OnPacket(in Packet packet) { }

    /// <summary>A conversation was forgotten to keep memory bounded; its counters are final.</summary>
    void OnFlowForgotten(Flow flow) { }

    /// <summary>No packet follows: what is still open ends here. Called once, by <see cref="Pass.Finish"/>.</summary>
    void OnEnd() { }
}
