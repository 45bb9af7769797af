using System.Globalization;
using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Counts the packets that meet the conditions, and keeps one page of them.</summary>
/// <remarks>Memory: the rows of the page.</remarks>
internal sealed class PacketCollector(
    PacketConditions conditions,
    FieldCounter? counter,
    FieldExtractor? fields,
    (int Offset, int Limit) page
) : IObserver
{
    private readonly List<PacketRow> _rows = [];

    /// <summary>Packets that meet the conditions.</summary>
    public long Matching { get; private set; }

    /// <summary>The page.</summary>
    public IReadOnlyList<PacketRow> Rows => _rows;

    public void OnPacket(in Packet packet)
    {
        if (!conditions.Hold(packet))
            return;
        long place = Matching++;
        counter?.Add(packet);
        if (place < page.Offset || _rows.Count >= page.Limit)
            return;
        string file = packet.Frame.File.ToString(CultureInfo.InvariantCulture);
        _rows.Add(PacketInfo.Row(packet, file, ValuesOf(packet)));
    }

    private Dictionary<string, IReadOnlyList<string>>? ValuesOf(in Packet packet)
    {
        if (fields is null)
            return null;
        fields.Read(packet);
        var values = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        for (int i = 0; i < fields.Entries.Count; i++)
        {
            if (fields.CountOf(i) > 0)
                values[fields.Entries[i].Name] = [.. fields.ValuesOf(i).Select(value => Quote.Clean(value)!)];
        }
        return values;
    }
}
