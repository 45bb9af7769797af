using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Which files were transferred.</summary>
public static class ObjectsQuestion
{
    private const int DefaultLimit = 100;
    private const int MostTypes = 100;

    /// <summary>Reads the capture and the files in HTTP, SMTP, FTP and TFTP in it; writes it where that was asked for.</summary>
    /// <exception cref="EngineException">The capture cannot be read, the folder may not be written, or the page lies beyond the end.</exception>
    public static ExtractedObjects Ask(CaptureEngine engine, ObjectsArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        (int limit, int offset) = (arguments.Limit ?? DefaultLimit, arguments.Offset ?? 0);
        Page.ThrowIfNegative(limit, offset);
        ObjectFolder? folder = arguments.OutputFolder is { } typed ? engine.ObjectFolder(typed) : null;
        var collector = new ObjectCollector(arguments, folder);
        var contents = new HttpContents((_, _) => true, collector.Add);
        var files = new TransferredFiles(collector.Add);
        var transfers = new TftpFiles(files);
        CaptureReading reading = engine.ReadApplications(
            arguments,
            new ApplicationSinks { Contents = contents, Files = files },
            context,
            after: [transfers]
        );
        Page<ExtractedObjectRow> page = Page.Of(collector.Rows, limit, offset);
        var frames = new FirstFrames();
        foreach (ExtractedObjectRow row in page.Items)
            frames.AddOnce(row.Frame);
        return new ExtractedObjects
        {
            Summary = Say(collector.Rows, folder, page, reading),
            File = reading.Name,
            TotalBytes = collector.Rows.Sum(row => row.Size),
            MediaTypes = Types(collector.Rows),
            Duplicates = collector.Rows.Count(row => row.DuplicateOf is not null),
            Mismatches = collector.Rows.Count(row => row.Mismatch is true),
            FilesWritten = folder?.Files,
            OutputFolder = folder?.Path,
            Total = page.Total,
            Returned = page.Items.Count,
            NextOffset = page.NextOffset,
            Objects = page.Items,
            Evidence = new Evidence(
                frames.Numbers,
                frames.Count,
                frames.Count is > 0 and <= FirstFrames.Most
                    ? $"frame.number in {{{string.Join(", ", frames.Numbers)}}}"
                    : null
            ),
            Coverage = reading.Coverage.With(
                (collector.NotKept > 0, "objects_in_memory", ObjectCollector.MostRows),
                (contents.Cut > 0, "http_content_octets", HttpContents.MostOctets),
                (files.Cut > 0, "file_octets", TransferredFiles.MostOctets),
                (transfers.NotKept > 0, "tftp_transfers_in_memory", TftpFiles.MostTransfers),
                (collector.Bombs > 0, "http_content_decoded_octets", ContentCodings.MostOctets),
                (folder?.IsFull == true, "objects_written", ObjectFolder.MostFiles)
            ),
        };
    }

    private static Dictionary<string, long> Types(IReadOnlyList<ExtractedObjectRow> rows) =>
        rows.CountBy(row => row.MediaTypeFound ?? "unknown", StringComparer.Ordinal)
            .OrderByDescending(pair => pair.Value)
            .ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Take(MostTypes)
            .ToDictionary(pair => pair.Key, pair => (long)pair.Value);

    private static string Say(
        IReadOnlyList<ExtractedObjectRow> rows,
        ObjectFolder? folder,
        Page<ExtractedObjectRow> page,
        CaptureReading reading
    )
    {
        if (rows.Count == 0)
            return $"No content of HTTP, SMTP, FTP or TFTP in {reading.Pass.Totals.Packets} packets that can be read; what is inside TLS needs keys (tls_key_log).{reading.Shortfall}";
        int broken = rows.Count(row => row.State is not ("whole" or "part"));
        ExtractedObjectRow? odd = rows.FirstOrDefault(row => row.Mismatch is true);
        string mismatch = odd is null
            ? ""
            : $" {rows.Count(row => row.Mismatch is true)} are not what was announced, first {Quote.Text(odd.Name)} in frame {odd.Frame}: {odd.MediaTypeFound} announced as {odd.MediaType}.";
        string written = folder is null ? "" : $" {folder.Files} files were written to {Quote.Text(folder.Path)}.";
        return $"{rows.Count} objects with {rows.Sum(row => row.Size)} octets, {rows.Count(row => row.DuplicateOf is not null)} of them duplicates, {broken} not whole; {page.Items.Count} shown.{mismatch}{written}{reading.Shortfall}";
    }
}
