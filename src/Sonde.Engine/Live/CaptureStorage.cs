using System.Text.Json;

namespace Sonde.Engine;

/// <summary>The folder of live captures: their files, and beside them what is known of each capture.</summary>
/// <remarks>Several processes use it at once; each writes only what belongs to its own captures, but may ask others to stop.</remarks>
internal sealed class CaptureStorage
{
    private const string SessionFolder = ".sessions";
    private const string Facts = ".json";
    private const string StopMark = ".stop";
    private const int MostRemembered = 200;
    private const long LongestFacts = 1 << 20;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static readonly string[] Endings = [".pcap", ".pcapng", ".cap", ".pcap.gz", ".pcapng.gz", ".cap.gz"];

    /// <summary>The storage that a configuration names; nothing is made yet.</summary>
    public CaptureStorage(CaptureConfig config)
    {
        string path = config.StoragePath is { Length: > 0 } named ? named : Usual();
        if (path == "~" || path.StartsWith("~/", StringComparison.Ordinal))
            path = Path.Join(Home, path[1..]);
        Folder = Path.GetFullPath(path);
    }

    /// <summary>The folder, absolute.</summary>
    public string Folder { get; }

    private string Sessions => Path.Combine(Folder, SessionFolder);

    /// <summary>Makes the folder where it is missing, for its owner only.</summary>
    /// <exception cref="EngineException">It cannot be made or written to.</exception>
    public void Prepare()
    {
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(Sessions);
            else
            {
                Directory.CreateDirectory(Folder, OwnerOnly);
                Directory.CreateDirectory(Sessions, OwnerOnly);
            }
            string probe = Path.Combine(Sessions, $".{Guid.NewGuid():N}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(
                EngineFault.AccessDenied,
                $"Captures cannot be stored in {Quote.Text(Folder)}: {Quote.Clean(refused.Message)}",
                $"Set {Settings.StoragePath.Key} to a folder that may be written to.",
                cause: refused
            );
        }
    }

    /// <summary>Begins a file that does not exist yet, readable by its owner only.</summary>
    public static FileStream Create(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.Read | FileShare.Delete,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    /// <summary>The capture files, newest first.</summary>
    public IReadOnlyList<FileInfo> Files()
    {
        try
        {
            return Directory.Exists(Folder)
                ?
                [
                    .. new DirectoryInfo(Folder)
                        .EnumerateFiles()
                        .Where(file => Endings.Any(end => file.Name.EndsWith(end, StringComparison.OrdinalIgnoreCase)))
                        .OrderByDescending(file => file.LastWriteTimeUtc)
                        .ThenBy(file => file.Name, StringComparer.Ordinal),
                ]
                : [];
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(
                EngineFault.AccessDenied,
                $"The folder of captures {Quote.Text(Folder)} cannot be read.",
                cause: refused
            );
        }
    }

    /// <summary>The names of all captures and files, without reading any: another text when one comes or goes.</summary>
    public string Names() =>
        Directory.Exists(Sessions)
            ? string.Join(
                '|',
                Directory
                    .EnumerateFiles(Sessions, "*" + Facts)
                    .Concat(Directory.EnumerateFiles(Folder))
                    .Order(StringComparer.Ordinal)
            )
            : "";

    /// <summary>Keeps what is known of a capture; a reader sees the old or the new, never a part.</summary>
    public void Save(CaptureSessionFacts facts)
    {
        string path = PathOf(facts.CaptureId, Facts);
        string fresh = path + ".new";
        File.WriteAllText(fresh, AnswerSerializer.Text(facts, LiveJson.Default));
        File.Move(fresh, path, overwrite: true);
    }

    /// <summary>What is known of all captures, newest first; those whose process is gone are interrupted.</summary>
    public IReadOnlyList<CaptureSessionFacts> All() =>
        Directory.Exists(Sessions)
            ?
            [
                .. Directory
                    .EnumerateFiles(Sessions, "*" + Facts)
                    .Select(Read)
                    .OfType<CaptureSessionFacts>()
                    .OrderByDescending(facts => facts.StartTime, StringComparer.Ordinal),
            ]
            : [];

    /// <summary>What is known of a capture; null when nothing is.</summary>
    public CaptureSessionFacts? Find(string id) => IsId(id) ? Read(PathOf(id, Facts)) : null;

    /// <summary>Asks the process that makes a capture to end it.</summary>
    public void AskToStop(string id) => File.WriteAllBytes(PathOf(id, StopMark), []);

    /// <summary>Whether somebody asked for the end of a capture.</summary>
    public bool IsAskedToStop(string id) => File.Exists(PathOf(id, StopMark));

    /// <summary>Removes what is needed only while a capture runs, and what is known of very old ones.</summary>
    public void Settle(string id)
    {
        File.Delete(PathOf(id, StopMark));
        foreach (CaptureSessionFacts old in All().Where(facts => !facts.IsRunning).Skip(MostRemembered))
            File.Delete(PathOf(old.CaptureId, Facts));
    }

    private string PathOf(string id, string ending) => Path.Combine(Sessions, id + ending);

    // Ids become names of files.
    private static bool IsId(string id) =>
        id.Length is > 0 and <= 100 && id.All(each => char.IsAsciiLetterOrDigit(each) || each is '_' or '-');

    private static CaptureSessionFacts? Read(string path)
    {
        try
        {
            if (new FileInfo(path) is not { Exists: true, Length: <= LongestFacts })
                return null;
            CaptureSessionFacts? facts = JsonSerializer.Deserialize(
                File.ReadAllText(path),
                LiveJson.Default.CaptureSessionFacts
            );
            if (facts is null || !IsId(facts.CaptureId))
                return null;
            return facts.IsRunning && !ProcessAge.IsAlive(facts.Pid, facts.ProcessStart)
                ? facts with
                {
                    Status = CaptureSessionFacts.Interrupted,
                    EndedBy = "process_ended",
                }
                : facts;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    // Also one that does not exist: a folder below the working directory would be a surprise.
    private static string Home =>
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify)
            is { Length: > 0 } home
            ? home
            : "/nonexistent";

    private static string Usual()
    {
        string state =
            Environment.GetEnvironmentVariable("XDG_STATE_HOME") is ['/', ..] and var xdg ? xdg
            : OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Path.Join(Home, ".local", "state");
        return Path.Join(state, "sonde", "captures");
    }
}
