using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>One transport packet as detectors see it: from whom to whom, over what, in which conversation.</summary>
internal readonly ref struct Sight
{
    /// <summary>The packet.</summary>
    public required Packet Packet { get; init; }

    /// <summary>What is known of its conversation, this packet included.</summary>
    public required FlowWatch Watch { get; init; }

    /// <summary>Who sent it.</summary>
    public required Endpoint Source { get; init; }

    /// <summary>To whom.</summary>
    public required Endpoint Destination { get; init; }

    /// <summary>Sent by the end that opened the conversation.</summary>
    public required bool FromInitiator { get; init; }

    /// <summary>It is the first packet of the conversation.</summary>
    public required bool IsFirst { get; init; }

    /// <summary>Internet protocol number.</summary>
    public required byte Protocol { get; init; }

    /// <summary>Position of the transport header in the packet's layers.</summary>
    public required int Layer { get; init; }

    /// <summary>TCP flags; none for other protocols.</summary>
    public TcpFlags Flags { get; init; }

    /// <summary>Octets of data on the wire.</summary>
    public required int Length { get; init; }

    /// <summary>The data as far as it was captured.</summary>
    public required ReadOnlySpan<byte> Data { get; init; }

    /// <summary>A TCP segment that asks to open a connection and is nothing else.</summary>
    public bool IsPureSyn => (Flags & (TcpFlags.Syn | TcpFlags.Ack)) == TcpFlags.Syn;

    /// <summary>The end that asks.</summary>
    public Endpoint Client => FromInitiator == Watch.ClientIsInitiator ? Source : Destination;

    /// <summary>The end that answers.</summary>
    public Endpoint Server => FromInitiator == Watch.ClientIsInitiator ? Destination : Source;

    /// <summary>Sent by the end that asks.</summary>
    public bool FromClient => FromInitiator == Watch.ClientIsInitiator;
}

/// <summary>What detectors share about one conversation.</summary>
/// <remarks>Memory: about 120 octets, kept as long as its conversation.</remarks>
internal sealed class FlowWatch
{
    /// <summary>The end that asks is the one that sent first; else the capture began in the middle.</summary>
    public bool ClientIsInitiator { get; set; } = true;

    /// <summary>A SYN was answered by a SYN with ACK.</summary>
    public bool IsAccepted { get; set; }

    /// <summary>The end that answers reset it before it accepted.</summary>
    public bool IsRefused { get; set; }

    /// <summary>Octets of data of the end that asks.</summary>
    public long ClientOctets { get; set; }

    /// <summary>Octets of data of the end that answers.</summary>
    public long ServerOctets { get; set; }

    /// <summary>Segments or datagrams with data of the end that asks.</summary>
    public int ClientData { get; set; }

    /// <summary>Segments or datagrams with data of the end that answers.</summary>
    public int ServerData { get; set; }

    /// <summary>Time of the first packet.</summary>
    public Timestamp First { get; set; }

    /// <summary>Time of the latest packet.</summary>
    public Timestamp Last { get; set; }

    /// <summary>Somebody sent data.</summary>
    public bool IsUsed => ClientData + ServerData > 0;

    /// <summary>What is kept of the pair of hosts and the port; null where the table of pairs is full.</summary>
    public ServicePair? Pair { get; set; }

    /// <summary>The scan state for attempts on one host, and on one port; null where it is none.</summary>
    public ScanTargets? OnHost { get; set; }

    /// <summary>The scan state for attempts on one port of many hosts.</summary>
    public ScanTargets? OnPort { get; set; }

    /// <summary>What arrives at the host that is asked.</summary>
    public InboundHost? Inbound { get; set; }

    /// <summary>What arrives at the end that sent first.</summary>
    public InboundHost? InboundBack { get; set; }

    /// <summary>Attempts to open connections to the port that is asked.</summary>
    public InboundPort? InboundPort { get; set; }

    /// <summary>One of the ends began like HTTP or TLS.</summary>
    public bool LooksLikeWeb { get; set; }

    /// <summary>The client sends requests of HTTP.</summary>
    public bool IsWeb { get; set; }

    /// <summary>What these requests try; null when they are ordinary.</summary>
    public Attack? Attack { get; set; }

    /// <summary>The end that asks finished the handshake.</summary>
    public bool IsFinished { get; set; }

    /// <summary>Both ends sent data.</summary>
    public bool IsTalk { get; set; }
}
