namespace Sonde.Wire;

/// <summary>The number spaces in which a layer says what it carries.</summary>
public enum NextSpace : byte
{
    /// <summary>Nothing follows.</summary>
    None,

    /// <summary>Several payloads, which the layer itself finds: <see cref="IBundleLayer{TSelf}"/>.</summary>
    Parts,

    /// <summary>Octets that no reader is asked for: shown as <c>data</c>.</summary>
    Data,

    /// <summary>LINKTYPE_ values.</summary>
    LinkType,

    /// <summary>EtherType values (IEEE 802.3).</summary>
    EtherType,

    /// <summary>IEEE 802.2 DSAP values.</summary>
    LlcSap,

    /// <summary>SNAP protocol identifiers of the organizations 00-00-01 to 00-FF-FF: OUI times 65,536 plus identifier.</summary>
    Snap,

    /// <summary>Internet protocol numbers (IANA).</summary>
    IpProtocol,

    /// <summary>An Internet Protocol header whose version is in its own first four bits: 4 or 6.</summary>
    IpVersion,

    /// <summary>A fragment of an Internet datagram whose protocol is the number: the pass reassembles.</summary>
    Fragment,

    /// <summary>UDP ports, tried in the order given.</summary>
    UdpPort,

    /// <summary>TCP ports: a stream, which the pass cuts into messages before a reader is asked.</summary>
    TcpPort,

    /// <summary>SCTP payload protocol identifiers.</summary>
    SctpPayload,

    /// <summary>SCTP ports, tried in the order given: for messages without a payload protocol identifier.</summary>
    SctpPort,

    /// <summary>PPP protocol numbers.</summary>
    PppProtocol,

    /// <summary>GRE protocol types that are not EtherTypes.</summary>
    GreProtocol,

    /// <summary>What an MPLS label stack carries: the first four bits after it.</summary>
    MplsPayload,

    /// <summary>OSI network layer protocol identifiers (ISO/IEC TR 9577), which are the first octet of what follows.</summary>
    Nlpid,

    /// <summary>Types of IS-IS packets.</summary>
    IsisPdu,

    /// <summary>Subtypes of IEEE 802.3 slow protocols.</summary>
    SlowProtocol,

    /// <summary>Channel types of an MPLS associated channel (RFC 4385 §5).</summary>
    MplsChannel,

    /// <summary>Cisco HDLC protocol numbers that are not EtherTypes.</summary>
    CiscoHdlc,

    /// <summary>Protocols named by another layer, by the number in <see cref="Direct"/>. The last space: tables count on it.</summary>
    Direct,
}

/// <summary>What a layer's payload says it is; the table of protocols turns it into a reader.</summary>
/// <param name="Space">The number space.</param>
/// <param name="First">The number asked for first.</param>
/// <param name="Second">The number asked for when nobody takes the first; the same as the first when there is one only.</param>
public readonly record struct NextLayer(NextSpace Space, uint First, uint Second)
{
    /// <summary>A payload known by one number.</summary>
    public NextLayer(NextSpace space, uint number)
        : this(space, number, number) { }

    /// <summary>Nothing follows.</summary>
    public static NextLayer None => default;

    /// <summary>Several payloads follow, each found by the layer.</summary>
    public static NextLayer Parts => new(NextSpace.Parts, 0);

    /// <summary>Octets of unknown meaning follow.</summary>
    public static NextLayer Data => new(NextSpace.Data, 0);
}
