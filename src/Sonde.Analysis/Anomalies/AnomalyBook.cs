using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Counts anomalies by kind and keeps one page of those that are wanted.</summary>
/// <remarks>A packet counts once for each kind. Memory: a counter for each kind, and the page.</remarks>
/// <param name="isWanted">The kinds that the page is made of.</param>
/// <param name="skip">Wanted anomalies to leave out before the page.</param>
/// <param name="take">Wanted anomalies to keep.</param>
public sealed class AnomalyBook(Predicate<AnomalyKind> isWanted, long skip, long take)
{
    private readonly Dictionary<AnomalyKind, AnomalyCount> _counts = [];
    private readonly List<Anomaly> _page = [];

    /// <summary>The kinds that occurred.</summary>
    public IReadOnlyCollection<AnomalyCount> Counts => _counts.Values;

    /// <summary>Anomalies that are wanted.</summary>
    public long Wanted { get; private set; }

    /// <summary>The page, in capture order.</summary>
    public IReadOnlyList<Anomaly> Page => _page;

    internal void Add(AnomalyKind kind, in Packet packet, string protocol, long first = 0, long second = 0)
    {
        if (!_counts.TryGetValue(kind, out AnomalyCount? count))
            _counts.Add(kind, count = new AnomalyCount(kind));
        long before = count.Frames.Count;
        count.Frames.AddOnce(packet.Frame.Number);
        if (count.Frames.Count == before || !isWanted(kind) || Wanted++ < skip || _page.Count >= take)
            return;
        OuterAddresses.TryRead(packet, out Address source, out Address destination);
        _page.Add(new Anomaly(packet.Frame.Number, kind, protocol, source, destination, first, second));
    }
}
