using Sonde.Engine;

namespace Sonde.Mcp;

/// <summary>Tools that show single packets.</summary>
internal static class PacketTools
{
    public static IEnumerable<ITool> All =>
        [
            new Tool<PacketArguments, PacketDetail>(
                "get_packet",
                "One packet",
                "One frame by its number, whole: every layer with its fields by Wireshark's names and octet ranges, a hex dump, and the "
                    + "packets around it. Use it to check what another answer's evidence names.",
                ToolHints.Reads,
                PacketQuestion.Ask
            ),
        ];
}
