using System.Net;
using System.Net.Sockets;
using Sonde.Native;

namespace Sonde.Probes;

/// <summary>Probes to one port of one host over a raw socket, whose headers are written here, with constant ports for each flow.</summary>
internal abstract class RawPortNetwork : IProbeNetwork
{
    private readonly PortReservation _ports;

    protected RawPortNetwork(
        ErrorQueueSocket socket,
        SocketKind kind,
        IPAddress source,
        IPAddress destination,
        int port
    )
    {
        socket.WarmUp();
        Reader = new SocketReader([socket]);
        _ports = new PortReservation(socket.Family, kind, source);
        (Source, Destination, Port) = (source, destination, port);
    }

    /// <inheritdoc/>
    public TimeSpan Now => Reader.Now;

    /// <inheritdoc/>
    public abstract string Means { get; }

    protected SocketReader Reader { get; }

    protected IPAddress Source { get; }

    protected IPAddress Destination { get; }

    protected int Port { get; }

    /// <summary>Octets of the Internet header in front of what an error quotes.</summary>
    protected int QuotedHeader => Destination.AddressFamily == AddressFamily.InterNetwork ? 20 : 40;

    /// <inheritdoc/>
    public Sending Send(in Probe probe)
    {
        int sourcePort = _ports.Of(probe.Flow);
        if (sourcePort == 0)
            return new Sending(Now, SendFailure.NoResources);
        ReadOnlySpan<byte> packet = Write(probe, sourcePort);
        ErrorQueueSocket socket = Reader.Sockets[0];
        socket.SetHops(probe.Hops);
        return SendRetry.Send(Reader, socket, packet, Destination, 0);
    }

    /// <inheritdoc/>
    public abstract ProbeReply? Receive(TimeSpan longest);

    /// <inheritdoc/>
    public void Dispose()
    {
        Reader.Dispose();
        _ports.Dispose();
    }

    /// <summary>Writes the packet of a probe.</summary>
    protected abstract ReadOnlySpan<byte> Write(in Probe probe, int sourcePort);

    /// <summary>Opens the socket and finds the address from which the host is reached.</summary>
    /// <param name="destination">The host.</param>
    /// <param name="kind">What is sent.</param>
    /// <param name="expected">The port from which answers come.</param>
    /// <param name="helper">Who opens a socket that this user may not; null for nobody.</param>
    /// <param name="socket">The socket, when it is open.</param>
    /// <param name="source">The address.</param>
    /// <returns>The system's error number, 0 when it is open.</returns>
    protected static int TryOpen(
        IPAddress destination,
        SocketKind kind,
        int expected,
        ISocketSource? helper,
        out ErrorQueueSocket? socket,
        out IPAddress? source
    )
    {
        socket = null;
        int error = SourceAddress.TryFind(destination, out source, out _);
        if (error != SystemError.None || source is null)
            return error == SystemError.None ? SystemError.AddressNotAvailable : error;
        error = ErrorQueueSocket.TryOpen(destination.AddressFamily, kind, out socket);
        socket ??= helper?.TryOpen(destination.AddressFamily, kind, expected);
        return socket is null ? error : SystemError.None;
    }
}
