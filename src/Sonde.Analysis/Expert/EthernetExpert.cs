using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Remarks on Ethernet frames.</summary>
internal static class EthernetExpert
{
    private const int Shortest = 60; // octets of a frame without its checksum; shorter ones are padded, IEEE 802.3 §4.2.8

    public static void See(in Packet packet, int layer, ExpertBook book)
    {
        if (!packet.TryRead(layer, out Ethernet frame) || frame.IsInterSwitchLink)
            return;
        if ((frame.Source[0] & 1) != 0)
            book.Add(LayerExpertRules.GroupSource, packet.Frame.Number);
        if (IsPaddedWithNonsense(packet, layer))
            book.Add(
                EtherTypes.IsLength(frame.TypeOrLength)
                    ? LayerExpertRules.OddPaddingOfLength
                    : LayerExpertRules.OddPaddingOfType,
                packet.Frame.Number
            );
    }

    private static bool IsPaddedWithNonsense(in Packet packet, int layer)
    {
        ref readonly LayerSpan outer = ref packet.Layers[layer];
        ReadOnlySpan<byte> octets = packet.GivenTo(outer);
        if (octets.Length < Shortest)
            return false;
        int end = outer.End;
        for (int inner = layer + 1; inner < packet.Layers.Length; inner++)
        {
            ref readonly LayerSpan span = ref packet.Layers[inner];
            if (span.Source != outer.Source)
                break;
            end = Math.Min(end, span.End);
            if (span.Reader.Name != Vlan.Name)
                break;
        }
        int data = end - outer.Start;
        return data < Shortest && octets[data..Shortest].ContainsAnyExcept((byte)0);
    }
}

/// <summary>Remarks on IEEE 802.11 frames.</summary>
internal static class WlanExpert
{
    private const int Retry = 0x08; // IEEE 802.11-2020 §9.2.4.1, second octet

    public static void See(in Packet packet, int layer, ExpertBook book)
    {
        ReadOnlySpan<byte> octets = packet.GivenTo(packet.Layers[layer]);
        if (octets.Length >= 2 && packet.Layers[layer].Status <= ReadStatus.Cut && (octets[1] & Retry) != 0)
            book.Add(LayerExpertRules.WlanRetry, packet.Frame.Number);
    }
}

/// <summary>Remarks on DHCP messages.</summary>
internal static class DhcpExpert
{
    // Seconds in the other order: a full octet high, nothing low. 256 and more seconds without an answer are rare.
    public static void See(in Packet packet, int layer, ExpertBook book)
    {
        if (packet.TryRead(layer, out Dhcp message) && message.Seconds is > 255 and var seconds && (seconds & 255) == 0)
            book.Add(LayerExpertRules.DhcpLittleEndian, packet.Frame.Number);
    }
}
