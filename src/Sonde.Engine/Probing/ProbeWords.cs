using System.Net;
using System.Net.Sockets;
using Sonde.Probes;

namespace Sonde.Engine;

/// <summary>Answers to probes in words.</summary>
internal static class ProbeWords
{
    /// <summary>What an ICMP error says: "Host unreachable".</summary>
    public static string Error(ProbeReply reply, IPAddress destination)
    {
        if (reply.From is null)
            return reply.Kind == ReplyKind.TooLarge
                ? "larger than this machine's link carries"
                : "no answer on the local link";
        bool isVersion6 = destination.AddressFamily == AddressFamily.InterNetworkV6;
        string code = IcmpWords.CodeName(isVersion6, reply.Type, reply.Code);
        return code == "No code" || code.StartsWith("Unknown", StringComparison.Ordinal)
            ? $"{IcmpWords.TypeName(isVersion6, reply.Type)}, code {reply.Code}"
            : code;
    }

    /// <summary>Why this machine could not send, as a sentence without its end.</summary>
    public static string Failure(SendFailure failure) =>
        failure switch
        {
            SendFailure.NoRoute => "this machine has no route to it",
            SendFailure.NotPermitted =>
                "this machine does not let probes out to it (a rule of its packet filter, or a broadcast address)",
            SendFailure.TooLarge => "the probe is larger than this machine's link carries",
            SendFailure.NoResources => "this machine has no memory or descriptors left for probes",
            _ => "this machine could not send the probe",
        };

    /// <summary>The same as the end of a measurement says it.</summary>
    public static string? Ended(LoopEnd end) =>
        end switch
        {
            LoopEnd.Cancelled => "cancelled",
            LoopEnd.TimeLimit => "time limit",
            _ => null,
        };

    /// <summary>Milliseconds as answers print them, to the microsecond.</summary>
    public static double? Milliseconds(double? value) => value is { } given ? Math.Round(given, 3) : null;
}
