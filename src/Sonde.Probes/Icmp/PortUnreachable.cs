using System.Net;
using System.Net.Sockets;

namespace Sonde.Probes;

/// <summary>A host that says of itself that nobody listens at the port has answered.</summary>
internal static class PortUnreachable
{
    private const byte Code4 = 3; // RFC 792
    private const byte Code6 = 4; // RFC 4443 §3.1

    /// <summary>The answer, as one of the destination when it is one.</summary>
    public static ProbeReply AsAnswer(ProbeReply reply, IPAddress destination)
    {
        byte code = destination.AddressFamily == AddressFamily.InterNetwork ? Code4 : Code6;
        return reply.Kind == ReplyKind.Unreachable && reply.Code == code && destination.Equals(reply.From)
            ? reply with
            {
                Kind = ReplyKind.Answer,
                Detail = "port unreachable",
            }
            : reply;
    }
}
