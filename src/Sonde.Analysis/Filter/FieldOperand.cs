using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>A field: its values are what the layers that may carry it describe.</summary>
internal sealed class FieldOperand(CatalogEntry entry, LayerRange[]? layers = null) : FilterOperand(entry.Type)
{
    public CatalogEntry Entry => entry;

    public override void Gather(in Packet packet, FilterScratch scratch)
    {
        if (entry.Source is { } source)
        {
            scratch.Gather(source, packet, entry);
            return;
        }
        int count = layers is null ? 0 : CountLayers(packet);
        int position = 0;
        foreach (ref readonly LayerSpan layer in packet.Layers)
        {
            if (!entry.IsOwnedBy(layer.Reader))
                continue;
            position++;
            if (layers is null || IsMeant(layers, position, count))
                scratch.Gather(layer.Reader, packet.GivenTo(layer), entry);
        }
    }

    internal static bool IsMeant(LayerRange[] layers, int position, int count)
    {
        foreach (LayerRange range in layers)
        {
            if (range.Has(position, count))
                return true;
        }
        return false;
    }

    private int CountLayers(in Packet packet)
    {
        int count = 0;
        foreach (ref readonly LayerSpan layer in packet.Layers)
        {
            if (entry.IsOwnedBy(layer.Reader))
                count++;
        }
        return count;
    }
}
