using Sonde.Engine;

namespace Sonde.Mcp;

/// <summary>Tools that show single packets.</summary>
internal static class PacketTools
{
    public static IEnumerable<ITool> All =>
        [
            new Tool<FilterPacketsArguments, FilteredPackets>(
                "filter_packets",
                "Packets by condition",
                "Packets that meet all conditions: a Wireshark display filter, or simple ones (addresses, port, protocol, time, length). "
                    + "fields adds values of any field to each row; count_by counts the matching packets by a field's values instead.",
                ToolHints.Reads,
                FilterPacketsQuestion.Ask
            ),
            new Tool<CustomFilterArguments, FilteredPackets>(
                "custom_scapy_filter",
                "Packets by scapy expression",
                "Packets that an expression over scapy's layers and fields selects; the answer also names the same packets as a Wireshark "
                    + "display filter. Nothing of the expression is run. Prefer filter_packets for new filters.",
                ToolHints.Reads,
                CustomFilterQuestion.Ask
            ),
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
