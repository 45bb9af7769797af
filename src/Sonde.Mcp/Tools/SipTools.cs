using Sonde.Engine;

namespace Sonde.Mcp;

/// <summary>Tools that read telephony.</summary>
internal static class SipTools
{
    public static IEnumerable<ITool> All =>
        [
            new Tool<SipArguments, SipPackets>(
                "analyze_sip_packets",
                "SIP messages and calls",
                "SIP over UDP and TCP at whatever port: messages with their headers, calls with outcome, set-up times, media and the loss, jitter and "
                    + "estimated MOS of their RTP, registrations, response times and retransmissions. Use it for calls that fail or sound bad.",
                ToolHints.Reads,
                SipQuestion.Ask
            ),
        ];
}
