using Sonde.Engine;

namespace Sonde.Mcp;

/// <summary>Tools that show what streams carry.</summary>
internal static class StreamTools
{
    public static IEnumerable<ITool> All =>
        [
            new Tool<FollowArguments, FollowedStream>(
                "follow_stream",
                "Content of a stream",
                "What both ends of one TCP or UDP stream sent, in order, as Wireshark's Follow Stream: retransmissions left out, gaps shown, "
                    + "each piece with frame and direction, as text, hex or both. Name it by stream number (get_conversations) or by its ends.",
                ToolHints.Reads,
                FollowQuestion.Ask
            ),
        ];
}
