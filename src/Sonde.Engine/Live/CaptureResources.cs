using System.Globalization;

namespace Sonde.Engine;

/// <summary>Something of the live captures that can be read by a name, and watched.</summary>
/// <param name="Uri">Its name.</param>
/// <param name="Title">What it is, for people.</param>
/// <param name="Description">What it holds.</param>
/// <param name="Size">Octets of the file that it is about; null where it is about none.</param>
public sealed record CaptureResource(string Uri, string Title, string Description, long? Size = null);

/// <summary>The live captures, their findings and their files, by names that clients can keep and watch.</summary>
/// <remarks>Safe for use by several threads at once.</remarks>
public sealed class CaptureResources(CaptureEngine engine)
{
    private const string Captures = "sonde://captures";
    private const string Files = "sonde://files";
    private const string Findings = "/findings";
    private const string Config = "config://pcap-analyzer-server";
    private const int MostListed = 100;

    /// <summary>The forms of the names: what stands in braces is to be filled in.</summary>
    public static IReadOnlyList<CaptureResource> Templates { get; } =
    [
        new(Captures + "/{capture_id}", "A live capture", "How a live capture stands, as get_capture_status says it."),
        new(
            Captures + "/{capture_id}" + Findings,
            "Findings of a live capture",
            "Threats found in a live capture, also while it runs, as get_suspicious says it."
        ),
        new(Files + "/{filename}", "A captured file", "Size, time and packets of a file; the tools take its path."),
    ];

    /// <summary>What there is now.</summary>
    public IReadOnlyList<CaptureResource> List()
    {
        List<CaptureResource> all =
        [
            new(Captures, "Live captures", "How all live captures stand."),
            new(Files, "Captured files", "The files in the folder of live captures."),
            new(Config, "Configuration of captures", "Where captures are stored, and their limits."),
        ];
        foreach (CaptureSessionFacts facts in engine.Live.All().Take(MostListed))
        {
            string uri = $"{Captures}/{facts.CaptureId}";
            string where = $"{facts.CaptureId} on {Quote.Clean(facts.Interface)}";
            all.Add(new(uri, where, $"A live capture on {Quote.Clean(facts.Interface)}, {facts.Status}."));
            if (facts.Analysis?.Threats is not null)
                all.Add(new(uri + Findings, "Findings of " + where, "Threats found in it."));
        }
        foreach (FileInfo file in engine.Live.Storage.Files().Take(MostListed))
            all.Add(new(UriOf(file), Quote.Clean(file.Name)!, "A captured file.", file.Length));
        return all;
    }

    /// <summary>What a resource holds, as JSON.</summary>
    /// <exception cref="EngineException">There is none of this name, or it cannot be read.</exception>
    public string Read(string uri, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(uri);
        ArgumentNullException.ThrowIfNull(context);
        if (uri == Captures)
            return AnswerSerializer.Text(CaptureStatusQuestion.Ask(engine, new CaptureStatusArguments()));
        if (uri == Files)
            return AnswerSerializer.Text(CapturedFilesQuestion.Ask(engine, new CapturedFilesArguments(), context));
        if (uri == Config)
            return AnswerSerializer.Text(Configuration(), LiveJson.Default);
        if (Below(Captures, uri) is { } id)
            return id.EndsWith(Findings, StringComparison.Ordinal)
                ? AnswerSerializer.Text(
                    SuspiciousQuestion.Ask(
                        engine,
                        new SuspiciousArguments { CaptureId = id[..^Findings.Length] },
                        context
                    )
                )
                : AnswerSerializer.Text(engine.Live.Find(id) ?? throw engine.Live.Unknown(id), LiveJson.Default);
        if (Below(Files, uri) is { } name)
            return AnswerSerializer.Text(
                CapturedFilesQuestion.One(engine, Uri.UnescapeDataString(name), context),
                LiveJson.Default
            );
        throw Unknown(uri);
    }

    /// <summary>A text that changes when a resource does; null where there is none of this name.</summary>
    public string? StampOf(string uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        if (uri is Captures or Config)
            return string.Join('|', engine.Live.All().Select(facts => $"{facts.CaptureId} {facts.Status}"));
        if (uri == Files)
            return string.Join('|', engine.Live.Storage.Files().Select(Stamp));
        if (Below(Captures, uri) is { } id)
        {
            bool isFindings = id.EndsWith(Findings, StringComparison.Ordinal);
            if (isFindings)
                id = id[..^Findings.Length];
            if (engine.Live.Find(id) is not { } facts)
                return null;
            return isFindings ? $"{facts.Status} {Revision(id, facts)}" : Stamp(facts);
        }
        return Below(Files, uri) is { } name
            ? engine
                .Live.Storage.Files()
                .Where(file => file.Name == Uri.UnescapeDataString(name))
                .Select(Stamp)
                .FirstOrDefault()
            : null;
    }

    /// <summary>A text that changes when <see cref="List"/> does.</summary>
    public string StampOfList() => engine.Live.Storage.Names();

    private int Revision(string id, CaptureSessionFacts facts) =>
        engine.Live.Own(id)?.Watch?.Findings.Revision ?? facts.Analysis?.Threats ?? 0;

    private static string Stamp(CaptureSessionFacts facts) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{facts.Status} {facts.PacketsCaptured} {facts.PacketsDropped} {facts.InterfaceDrops} {facts.Analysis?.Threats} {facts.Triggers?.Count(one => one.Done)} {facts.Triggers?.Count}"
        );

    private static string Stamp(FileInfo file) =>
        string.Create(CultureInfo.InvariantCulture, $"{file.Name} {file.Length} {file.LastWriteTimeUtc.Ticks}");

    private static string UriOf(FileInfo file) => $"{Files}/{Uri.EscapeDataString(file.Name)}";

    private static string? Below(string folder, string uri) =>
        uri.StartsWith(folder + "/", StringComparison.Ordinal) ? uri[(folder.Length + 1)..] : null;

    private CaptureSettings Configuration()
    {
        CaptureConfig config = engine.Live.Config;
        return new CaptureSettings(
            engine.Live.Storage.Folder,
            config.MaxOctets,
            (int)config.MaxDuration.TotalSeconds,
            engine.Live.All().Count(facts => facts.IsRunning)
        );
    }

    private static EngineException Unknown(string uri) =>
        new(
            EngineFault.NotFound,
            $"There is no resource {Quote.Text(uri)}.",
            "resources/list names those that there are.",
            [Captures, Files, Config, .. Templates.Select(one => one.Uri)]
        );
}

/// <summary>How live captures are made, under the published names.</summary>
/// <param name="PcapStoragePath">Folder of captures.</param>
/// <param name="MaxCaptureSize">Octets of a file at most.</param>
/// <param name="CaptureTimeout">Seconds of a capture at most.</param>
/// <param name="ActiveCaptures">Captures that run.</param>
public sealed record CaptureSettings(
    string PcapStoragePath,
    long MaxCaptureSize,
    int CaptureTimeout,
    int ActiveCaptures
)
{
    /// <summary>The published server ran tshark; this one reads captures itself.</summary>
    public bool TsharkAvailable { get; }
}
