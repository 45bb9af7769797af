using System.Net;
using Sonde.Native;

namespace Sonde.Probes;

/// <summary>Sends by a socket at which errors of earlier probes may wait.</summary>
internal static class SendRetry
{
    // Each attempt takes one error that waited at the socket; what is left after these is about this probe.
    private const int Attempts = 8;

    /// <summary>Sends by a socket of a reader, whose time it is.</summary>
    public static Sending Send(
        SocketReader reader,
        ErrorQueueSocket socket,
        ReadOnlySpan<byte> octets,
        IPAddress destination,
        int port
    )
    {
        int error = SystemError.None;
        long at = 0;
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            error = socket.Send(octets, destination, port, out at);
            if (error == SystemError.None)
                return new Sending(reader.At(at), null);
        }
        return new Sending(reader.At(at), Failure(error));
    }

    /// <summary>What an error number means for a probe.</summary>
    public static SendFailure Failure(int error) =>
        error switch
        {
            SystemError.NetworkUnreachable
            or SystemError.HostUnreachable
            or SystemError.AddressNotAvailable
            or SystemError.FamilyNotSupported
            or SystemError.Invalid => SendFailure.NoRoute,
            SystemError.NotPermitted or SystemError.AccessDenied => SendFailure.NotPermitted,
            SystemError.MessageTooLong => SendFailure.TooLarge,
            SystemError.NoBuffers or SystemError.WouldBlock or SystemError.TooManyFiles => SendFailure.NoResources,
            _ => SendFailure.Other,
        };
}
