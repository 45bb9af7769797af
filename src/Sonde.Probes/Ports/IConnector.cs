using System.Net;
using System.Net.Sockets;
using Sonde.Native;

namespace Sonde.Probes;

/// <summary>Opens TCP connections without waiting for any of them. For one thread.</summary>
public interface IConnector : IDisposable
{
    /// <summary>Begins a connection.</summary>
    /// <param name="token">What <see cref="Wait"/> calls it; from 0, and not in use.</param>
    /// <param name="address">Where to.</param>
    /// <param name="port">The port.</param>
    /// <returns>Success when it is under way; else why it could not begin.</returns>
    SocketError Begin(int token, IPAddress address, int port);

    /// <summary>Waits until a connection ends one way or the other; an ended one is closed.</summary>
    /// <returns>How many ends were written.</returns>
    int Wait(Span<ConnectEnd> ends, TimeSpan atMost);

    /// <summary>Breaks a connection off that has not ended.</summary>
    void Abandon(int token);
}

/// <summary>How a connection ended.</summary>
/// <param name="Token">Which one.</param>
/// <param name="Error">Success when it was made.</param>
/// <param name="Icmp">The ICMP error behind it, if one was.</param>
public readonly record struct ConnectEnd(int Token, SocketError Error, ConnectError? Icmp = null);
