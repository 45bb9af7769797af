using System.ComponentModel;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>The arguments of the list of captured files.</summary>
public sealed record CapturedFilesArguments : HostPageArguments
{
    /// <summary>Whether files are read.</summary>
    [Description("Read the files of the page to count their packets; takes as long as reading them does.")]
    [DefaultValue(false)]
    public bool? Details { get; init; }
}

/// <summary>The files of the storage folder.</summary>
public sealed record CapturedFiles : IAnswer
{
    /// <inheritdoc/>
    [Description("Always true.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => LiveJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>Folder.</summary>
    [Description("The folder of captures.")]
    public required string StorageDirectory { get; init; }

    /// <summary>How many there are.</summary>
    [Description("Capture files in it.")]
    public required int TotalFiles { get; init; }

    /// <summary>Octets of all.</summary>
    [Description("Octets of all of them.")]
    public required long TotalBytes { get; init; }

    /// <summary>Limit.</summary>
    [Description("Octets that they may have together.")]
    public required long StorageLimitBytes { get; init; }

    /// <summary>Files.</summary>
    [Description("Files of this page, newest first.")]
    public required IReadOnlyList<CapturedFile> Files { get; init; }

    /// <summary>On this page.</summary>
    [Description("Files on this page.")]
    public required int Returned { get; init; }

    /// <summary>Next page.</summary>
    [Description("Offset of the next page; absent on the last.")]
    public int? NextOffset { get; init; }
}

/// <summary>A capture file.</summary>
public sealed record CapturedFile
{
    /// <summary>Name.</summary>
    [Description("Name.")]
    public required string Filename { get; init; }

    /// <summary>Path.</summary>
    [Description("Path, as the tools that read captures take it.")]
    public required string Path { get; init; }

    /// <summary>Octets.</summary>
    [Description("Octets.")]
    public required long Size { get; init; }

    /// <summary>Octets.</summary>
    [Description("Octets.")]
    public required long SizeBytes { get; init; }

    /// <summary>Megabytes.</summary>
    [Description("Octets divided by 1,048,576, two decimals.")]
    public required double SizeMb { get; init; }

    /// <summary>Time.</summary>
    [Description("When it was written last, ISO 8601 UTC.")]
    public required string Modified { get; init; }

    /// <summary>Time.</summary>
    [Description("The same.")]
    public required string ModifiedTime { get; init; }

    /// <summary>Capture.</summary>
    [Description("Capture that it belongs to, when that is known.")]
    public string? CaptureId { get; init; }

    /// <summary>Packets.</summary>
    [Description("Packets in it, with details.")]
    public long? Packets { get; init; }

    /// <summary>Why not all.</summary>
    [Description("Why the reading ended before the end, with details.")]
    public string? Problem { get; init; }
}

/// <summary>Which files live captures have written.</summary>
public static class CapturedFilesQuestion
{
    /// <summary>Lists the storage folder.</summary>
    /// <exception cref="EngineException">It cannot be read, or the page lies beyond the end.</exception>
    public static CapturedFiles Ask(CaptureEngine engine, CapturedFilesArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        IReadOnlyList<FileInfo> all = engine.Live.Storage.Files();
        Page<FileInfo> page = arguments.Cut(all);
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (CaptureSessionFacts facts in engine.Live.All())
        {
            foreach (string path in facts.AllFiles)
                owners[path] = facts.CaptureId;
        }
        long octets = all.Sum(file => file.Length);
        return new CapturedFiles
        {
            Summary = $"{all.Count} capture files, {octets} octets, in {Quote.Clean(engine.Live.Storage.Folder)}.",
            StorageDirectory = engine.Live.Storage.Folder,
            TotalFiles = all.Count,
            TotalBytes = octets,
            StorageLimitBytes = engine.Live.Config.StorageOctets,
            Files =
            [
                .. page.Items.Select(file =>
                {
                    CapturedFile entry = Entry(file, owners.GetValueOrDefault(file.FullName));
                    return arguments.Details == true ? WithDetails(entry, engine, context) : entry;
                }),
            ],
            Returned = page.Items.Count,
            NextOffset = page.NextOffset,
        };
    }

    /// <summary>One file of the storage folder, with what is in it.</summary>
    /// <exception cref="EngineException">There is none of this name.</exception>
    internal static CapturedFile One(CaptureEngine engine, string name, AskContext context)
    {
        IReadOnlyList<FileInfo> all = engine.Live.Storage.Files();
        FileInfo file =
            all.FirstOrDefault(one => one.Name == name)
            ?? throw new EngineException(
                EngineFault.NotFound,
                $"There is no captured file {Quote.Text(name)}.",
                "list_captured_files names those that there are.",
                nearest: NearestNames.Of(name, [.. all.Select(one => one.Name)])
            );
        string? owner = engine.Live.All().FirstOrDefault(facts => facts.AllFiles.Contains(file.FullName))?.CaptureId;
        return WithDetails(Entry(file, owner), engine, context);
    }

    private static CapturedFile Entry(FileInfo file, string? capture)
    {
        string time = file.LastWriteTimeUtc.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        return new CapturedFile
        {
            Filename = Quote.Clean(file.Name)!,
            Path = file.FullName,
            Size = file.Length,
            SizeBytes = file.Length,
            SizeMb = Math.Round(file.Length / 1_048_576.0, 2),
            Modified = time,
            ModifiedTime = time,
            CaptureId = capture,
        };
    }

    private static CapturedFile WithDetails(CapturedFile entry, CaptureEngine engine, AskContext context)
    {
        try
        {
            CaptureReading reading = engine.Read(new CaptureArguments { FilePath = entry.Path }, [], context);
            return entry with { Packets = reading.Coverage.PacketsRead, Problem = reading.Coverage.Ended };
        }
        catch (EngineException unreadable)
        {
            return entry with { Problem = unreadable.Message };
        }
    }
}
