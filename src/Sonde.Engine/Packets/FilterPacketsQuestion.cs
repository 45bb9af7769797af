using Sonde.Analysis;
using Sonde.Capture;

namespace Sonde.Engine;

/// <summary>Which packets meet these conditions, and what are the values of these fields in them.</summary>
public static class FilterPacketsQuestion
{
    private const int DefaultRows = 100;

    /// <summary>Reads the whole capture; the page holds only the rows asked for, the counts all of them.</summary>
    /// <exception cref="EngineException">The capture cannot be read, a condition is wrong, or the page lies beyond the end.</exception>
    public static FilteredPackets Ask(CaptureEngine engine, FilterPacketsArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        return Ask(engine, arguments, arguments, context);
    }

    /// <summary>The same, of captures that other arguments name.</summary>
    internal static FilteredPackets Ask(
        CaptureEngine engine,
        CaptureArguments capture,
        FilterPacketsArguments arguments,
        AskContext context
    )
    {
        var catalog = new FieldCatalog(engine.Protocols);
        var conditions = new PacketConditions(arguments, catalog);
        int limit = arguments.MaxResults ?? DefaultRows;
        int offset = arguments.Offset ?? 0;
        FieldCounter? counter = arguments.CountBy is { } field
            ? new FieldCounter(catalog, PacketConditions.Field("count_by", field, catalog))
            : null;
        var collector = new PacketCollector(
            conditions,
            counter,
            FieldsOf(arguments, catalog),
            (offset, counter is null ? limit : 0)
        );
        CaptureReading reading = engine.Read(capture, [catalog, collector], context);
        Page<ValueCount>? values = counter is null
            ? null
            : Page.Of(
                [.. counter.Rows.Select(row => new ValueCount(Quote.Clean(row.Value)!, row.Packets, row.Octets))],
                limit,
                offset
            );
        if (counter is null)
            Page.ThrowIfBeyond(collector.Matching, limit, offset);
        int returned = values?.Items.Count ?? collector.Rows.Count;
        return new FilteredPackets
        {
            Summary = Say(reading, conditions, collector, returned),
            FilePath = reading.Name,
            FilterExpression = conditions.InShort,
            DisplayFilter = conditions.DisplayFilter.Length == 0 ? null : conditions.DisplayFilter,
            TotalPacketsScanned = reading.Pass.Totals.Packets,
            MatchingPackets = collector.Matching,
            Total = values?.Total ?? collector.Matching,
            Returned = returned,
            NextOffset = values is null ? NextOffset(offset, collector) : values.NextOffset,
            Packets = [.. collector.Rows.Select(row => row with { File = FileOf(reading.Files, row) })],
            Counts = values?.Items,
            WithoutField = counter?.Without,
            Coverage = reading.Coverage with
            {
                Filter = conditions.DisplayFilter.Length == 0 ? null : conditions.DisplayFilter,
            },
        };
    }

    private static int? NextOffset(int offset, PacketCollector collector) =>
        offset + (long)collector.Rows.Count < collector.Matching && collector.Rows.Count > 0
            ? offset + collector.Rows.Count
            : null;

    private static FieldExtractor? FieldsOf(FilterPacketsArguments arguments, FieldCatalog catalog) =>
        arguments.Fields is { Count: > 0 } names
            ? new FieldExtractor(catalog, [.. names.Select(name => PacketConditions.Field("fields", name, catalog))])
            : null;

    // Several files read as one: the row holds the file's position until the reading knows the names.
    private static string? FileOf(IReadOnlyList<CaptureFile> files, PacketRow row) =>
        files.Count > 1 && int.TryParse(row.File, out int index) ? Path.GetFileName(files[index].Name) : null;

    private static string Say(
        CaptureReading reading,
        PacketConditions conditions,
        PacketCollector collector,
        int returned
    )
    {
        string what = conditions.InShort == "none" ? "" : $" match {Quote.Text(conditions.InShort)}";
        return $"{collector.Matching} of {reading.Pass.Totals.Packets} packets{what}; {returned} rows shown.{reading.Shortfall}";
    }
}
