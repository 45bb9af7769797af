namespace Sonde.Analysis;

/// <summary>An application protocol over a stream: how it is recognised, and what reads it. Found by content first, by port second.</summary>
public interface IApplication
{
    /// <summary>Wireshark's name of the protocol, such as <c>tls</c>.</summary>
    string Name { get; }

    /// <summary>The server's ports that are registered or usual for it.</summary>
    ReadOnlySpan<ushort> Ports { get; }

    /// <summary>Its name in ALPN (RFC 7301), when agreeing on that name leaves no doubt; null else.</summary>
    string? AgreedAs => null;

    /// <summary>Whether these first octets are of the protocol. Asked again with more octets until it is decided.</summary>
    Recognition Recognize(in StreamOpening opening);

    /// <summary><see cref="BeginsWithin"/> may say yes.</summary>
    bool MayBeginWithin => false;

    /// <summary>Whether a segment in the middle of a stream that nobody reads begins a conversation of the protocol, as after STARTTLS.</summary>
    bool BeginsWithin(ReadOnlySpan<byte> segment) => false;

    /// <summary>What reads a conversation of the protocol; null where its name is all that is wanted.</summary>
    IApplicationReader? Open(ApplicationStream stream);
}

/// <summary>Reads one conversation of an application: each octet once and in order, both ways, from the first one that was captured.</summary>
/// <remarks>A reader keeps what it must remember with a limit that does not depend on what is sent.</remarks>
public interface IApplicationReader
{
    /// <summary>The next octets of one direction, all of one segment or record.</summary>
    void OnOctets(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place);

    /// <summary>The next octets of one direction are missing, and will not come.</summary>
    void OnGap(bool fromClient, long length, StreamPlace place);

    /// <summary>Nothing more comes.</summary>
    void OnEnd() { }
}
