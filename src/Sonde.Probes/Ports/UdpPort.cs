using System.Net;
using System.Net.Sockets;

namespace Sonde.Probes;

/// <summary>Asks a UDP port, twice within the time, in case a datagram was lost.</summary>
public static class UdpPort
{
    /// <summary>Asks.</summary>
    /// <param name="address">The host.</param>
    /// <param name="port">The port.</param>
    /// <param name="timeout">How long to wait for an answer in all.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>What was found, and the first octets of an answer.</returns>
    public static async Task<(PortFinding Finding, byte[] Answer)> AskAsync(
        IPAddress address,
        int port,
        TimeSpan timeout,
        TimeProvider clock,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(clock);
        long begun = clock.GetTimestamp();
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            // connected, so that an ICMP error comes back as the error of the next call
            await socket.ConnectAsync(new IPEndPoint(address, port), cancel);
            byte[] question = UdpQuestions.Of(port);
            byte[] buffer = new byte[1500];
            for (int attempt = 0; attempt < 2; attempt++)
            {
                using var time = new CancellationTokenSource(timeout / 2, clock);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, time.Token);
                try
                {
                    await socket.SendAsync(question, either.Token);
                    int count = await socket.ReceiveAsync(buffer, either.Token);
                    return (new PortFinding(PortState.Open, null, clock.GetElapsedTime(begun)), buffer[..count]);
                }
                catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
                {
                    // nothing yet
                }
            }
            return (new PortFinding(PortState.OpenFiltered, PortFinding.TimedOut, clock.GetElapsedTime(begun)), []);
        }
        catch (SocketException failure)
        {
            PortFinding found = PortFinding.Of(failure.SocketErrorCode, clock.GetElapsedTime(begun));
            // of UDP, the refusal is the host's ICMP error
            return (found.Code == PortFinding.Refused ? found with { Code = "icmp_port_unreachable" } : found, []);
        }
    }
}
