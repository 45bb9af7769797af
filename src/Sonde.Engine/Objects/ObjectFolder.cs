namespace Sonde.Engine;

/// <summary>A folder that objects may be written to.</summary>
/// <remarks>Files are new, for their owner alone, and never replace anything; at most <see cref="MostFiles"/> and <see cref="MostOctets"/>.</remarks>
internal sealed class ObjectFolder
{
    /// <summary>Files written for one question.</summary>
    public const int MostFiles = 10_000;

    /// <summary>Octets written for one question.</summary>
    public const long MostOctets = 1L << 30;

    private long _octets;

    private ObjectFolder(string path) => Path = path;

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Files written.</summary>
    public int Files { get; private set; }

    /// <summary>There was more to write than may be.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Opens the folder, and makes it where it does not exist.</summary>
    /// <param name="typed">As the asker wrote it.</param>
    /// <param name="paths">Whose rights there are.</param>
    /// <param name="allowed">The folder below which programs may write; null for none.</param>
    /// <exception cref="EngineException">It may not be written, or cannot be.</exception>
    public static ObjectFolder Open(string typed, PathPolicy paths, string? allowed)
    {
        string path = paths.IsRestricted ? Inside(typed, allowed) : paths.Follow(typed);
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(
                EngineFault.AccessDenied,
                $"The folder {Quote.Text(typed)} cannot be written: {Quote.Clean(failure.Message, 200)}",
                "Name a folder that this user may write.",
                cause: failure
            );
        }
        return new ObjectFolder(path);
    }

    /// <summary>Writes a file. Null where that is more than may be written.</summary>
    /// <exception cref="EngineException">It exists, or the folder cannot be written.</exception>
    public string? Write(string name, ReadOnlySpan<byte> octets)
    {
        if (Files == MostFiles || _octets + octets.Length > MostOctets)
        {
            IsFull = true;
            return null;
        }
        string path = System.IO.Path.Combine(Path, name);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            using var file = new FileStream(path, options);
            file.Write(octets);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(
                EngineFault.AccessDenied,
                File.Exists(path)
                    ? $"The folder has a file {Quote.Text(name)} already, and nothing is overwritten."
                    : $"The file {Quote.Text(name)} cannot be written: {Quote.Clean(failure.Message, 200)}",
                "Name an empty folder.",
                cause: failure
            );
        }
        Files++;
        _octets += octets.Length;
        return path;
    }

    private static string Inside(string typed, string? allowed)
    {
        if (allowed is null)
            throw new EngineException(
                EngineFault.AccessDenied,
                $"Objects may not be written: {Settings.ObjectsPath.Key} is not set.",
                $"Leave output_folder out for the list, or let the person who runs Sonde set {Settings.ObjectsPath.Key}."
            );
        string? root = RealPath.Of(System.IO.Path.GetFullPath(allowed));
        string? path =
            typed.Contains('\0', StringComparison.Ordinal) || root is null
                ? null
                : RealPath.Of(System.IO.Path.Combine(root, typed));
        bool isInside =
            path is not null
            && root is not null
            && (path == root || path.StartsWith(root.TrimEnd('/') + '/', StringComparison.Ordinal));
        return isInside
            ? path!
            : throw new EngineException(
                EngineFault.AccessDenied,
                $"The folder {Quote.Text(typed)} is outside the folder that objects may be written to ({Settings.ObjectsPath.Key}).",
                "Give the name of a folder inside it, or . for the folder itself."
            );
    }
}
