using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>A protocol: its values are the octets of its headers, and for searching what they carry as well.</summary>
internal sealed class ProtocolOperand(CatalogEntry entry, LayerRange[]? layers = null)
    : FilterOperand(FilterType.Octets)
{
    public CatalogEntry Entry => entry;

    public override void Gather(in Packet packet, FilterScratch scratch) => Gather(packet, scratch, false);

    public override void GatherToSearch(in Packet packet, FilterScratch scratch) => Gather(packet, scratch, true);

    public override bool IsPresent(in Packet packet, FilterScratch scratch)
    {
        if (layers is not null)
            return base.IsPresent(packet, scratch);
        if (entry.Source is not null)
            return true;
        foreach (ref readonly LayerSpan layer in packet.Layers)
        {
            if (entry.IsOwnedBy(layer.Reader))
                return true;
        }
        return false;
    }

    private void Gather(in Packet packet, FilterScratch scratch, bool whole)
    {
        if (entry.Source is not null)
        {
            scratch.Push(packet.Frame.Octets);
            return;
        }
        int count = 0;
        foreach (ref readonly LayerSpan layer in packet.Layers)
        {
            if (entry.IsOwnedBy(layer.Reader))
                count++;
        }
        int position = 0;
        for (int i = 0; i < packet.Layers.Length; i++)
        {
            ref readonly LayerSpan layer = ref packet.Layers[i];
            if (!entry.IsOwnedBy(layer.Reader))
                continue;
            position++;
            if (layers is not null && !FieldOperand.IsMeant(layers, position, count))
                continue;
            // Wireshark searches the trailer of the outermost layer too, and the others to their end.
            ReadOnlySpan<byte> octets = whole && i == 0 ? packet.GivenTo(layer) : packet.OctetsOf(layer);
            scratch.Push(whole ? octets : octets[..(layer.Payload - layer.Start)]);
        }
    }
}
