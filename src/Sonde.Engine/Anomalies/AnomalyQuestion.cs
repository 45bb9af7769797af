using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Which packets of a capture are broken, forbidden or odd.</summary>
public static class AnomalyQuestion
{
    private const int DefaultLimit = 100;
    private const int TypesSaid = 3;

    /// <summary>Reads the capture and judges its headers.</summary>
    /// <exception cref="EngineException">The capture cannot be read, a name is wrong, or the page lies beyond the end.</exception>
    public static ProtocolAnomalies Ask(CaptureEngine engine, AnomalyArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        (int limit, int offset) = (arguments.Limit ?? DefaultLimit, arguments.Offset ?? 0);
        Page.ThrowIfNegative(limit, offset);
        AnomalyKind? only = KindOf(arguments.AnomalyType);
        ExpertSeverity least = SeverityNames.Of(arguments.SeverityFilter) ?? ExpertSeverity.Note;
        bool IsWanted(AnomalyKind kind) => only is null ? kind.Severity >= least : kind == only;
        var book = new AnomalyBook(IsWanted, offset, limit);
        var report = new AnomalyReport(book);
        CaptureReading reading = engine.Read(arguments, [report], context);
        Page.ThrowIfBeyond(book.Wanted, limit, offset);
        AnomalyCount[] counts =
        [
            .. book
                .Counts.OrderByDescending(one => one.Kind.Severity)
                .ThenByDescending(one => one.Frames.Count)
                .ThenBy(one => one.Kind.Name, StringComparer.Ordinal),
        ];
        long next = (long)offset + book.Page.Count;
        return new ProtocolAnomalies
        {
            Summary = Say(counts, IsWanted, book, reading),
            File = reading.Name,
            PcapFile = reading.Name,
            SeverityFilter = only is null ? least.ToString() : null,
            TotalAnomalies = book.Wanted,
            BySeverity = Enum.GetValues<ExpertSeverity>()
                .OrderDescending()
                .ToDictionary(
                    one => one.ToString(),
                    one => counts.Where(count => count.Kind.Severity == one).Sum(count => count.Frames.Count)
                ),
            AnomaliesByType =
            [
                .. counts.Select(one => new AnomalyTypeRow(
                    one.Kind.Name,
                    one.Kind.Severity.ToString(),
                    one.Frames.Count,
                    one.Kind.Explanation,
                    Evidence.Of(one.Frames, one.Kind.Filter)
                )),
            ],
            Anomalies =
            [
                .. book.Page.Select(one => new AnomalyRow(
                    one.Frame,
                    one.Source.Version == 0 ? null : one.Source.ToString(),
                    one.Source.Version == 0 ? null : one.Destination.ToString(),
                    one.Kind.Name,
                    one.Kind.Severity.ToString(),
                    one.Protocol,
                    one.Detail
                )),
            ],
            ChecksumsVerified = report.ChecksumsVerified,
            ChecksumsOffloaded = report.ChecksumsOffloaded,
            Returned = book.Page.Count,
            NextOffset = next < book.Wanted ? next : null,
            Coverage = reading.Coverage.With(
                (report.FragmentsNotCompared > 0, "fragmented_datagrams_compared", AnomalyReport.DatagramLimit),
                (report.HopsNotFollowed > 0, "conversations_with_hops_in_memory", AnomalyReport.HopLimit)
            ),
        };
    }

    private static AnomalyKind? KindOf(string? typed)
    {
        if (typed is null)
            return null;
        foreach (AnomalyKind kind in AnomalyKinds.All)
        {
            if (kind.Name.Equals(typed, StringComparison.OrdinalIgnoreCase))
                return kind;
        }
        throw EngineException.UnknownName("anomaly type", typed, [.. AnomalyKinds.All.Select(kind => kind.Name)]);
    }

    private static string Say(
        AnomalyCount[] counts,
        Func<AnomalyKind, bool> isWanted,
        AnomalyBook book,
        CaptureReading reading
    )
    {
        AnomalyCount[] wanted = [.. counts.Where(one => isWanted(one.Kind))];
        long others = counts.Sum(one => one.Frames.Count) - book.Wanted;
        string rest = others > 0 ? $" {others} others that the arguments leave out are counted by type." : "";
        if (wanted.Length == 0)
            return $"No anomalies in {reading.Pass.Totals.Packets} packets.{rest}{reading.Shortfall}";
        string most = string.Join(", ", wanted.Take(TypesSaid).Select(one => $"{one.Kind.Name} ({one.Frames.Count})"));
        string more = wanted.Length > TypesSaid ? $" and {wanted.Length - TypesSaid} more types" : "";
        return $"{book.Wanted} anomalies in {reading.Pass.Totals.Packets} packets: {most}{more}; {book.Page.Count} shown.{rest}{reading.Shortfall}";
    }
}
