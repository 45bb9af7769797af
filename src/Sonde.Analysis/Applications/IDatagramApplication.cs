namespace Sonde.Analysis;

/// <summary>An application protocol over UDP: how it is recognised, and what reads it.</summary>
public interface IDatagramApplication
{
    /// <summary>Wireshark's name of the protocol, such as <c>quic</c>.</summary>
    string Name { get; }

    /// <summary>The server's ports that are registered or usual for it.</summary>
    ReadOnlySpan<ushort> Ports { get; }

    /// <summary>Whether a datagram is of the protocol. Asked for the first few of a conversation until it is decided.</summary>
    /// <param name="datagram">The data of the datagram.</param>
    /// <param name="fromInitiator">Sent by the end that sent first.</param>
    Recognition Recognize(ReadOnlySpan<byte> datagram, bool fromInitiator);

    /// <summary>What reads a conversation of the protocol; null where its name is all that is wanted.</summary>
    IDatagramReader? Open(DatagramStream stream);
}

/// <summary>Reads one conversation of an application over UDP.</summary>
/// <remarks>A reader keeps what it must remember with a limit that does not depend on what is sent.</remarks>
public interface IDatagramReader
{
    /// <summary>The data of the next datagram, from the first one of the conversation that was recognised.</summary>
    void OnDatagram(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place);

    /// <summary>Nothing more comes.</summary>
    void OnEnd() { }
}
