using Microsoft.Win32.SafeHandles;

namespace Sonde.Engine;

/// <summary>
/// Decides which files may be read. Whoever asks through MCP is bound to the allowed folders; a person who types a
/// command is not. A refusal says the same whether the file exists or not, and shows neither where links lead nor
/// which folders are allowed.
/// </summary>
/// <remarks>The allowed folders are followed to where they lead once, at the start: a folder that someone replaces by a
/// link later opens nothing. Safe for use by several questions at once.</remarks>
public sealed class PathPolicy
{
    private const int LongestPath = 4096;
    private const int MostNamesCompared = 10_000;
    private readonly string _workingDirectory;
    private readonly string? _home;
    private volatile string[]? _folders; // null: no restriction; replaced as a whole, never changed

    private PathPolicy(string workingDirectory, string? home, IEnumerable<string>? folders)
    {
        _workingDirectory = workingDirectory;
        _home = home;
        _folders = folders
            ?.Select(folder => RealPath.Of(Absolute(folder)))
            .OfType<string>()
            .Select(Path.TrimEndingDirectorySeparator)
            .ToArray();
    }

    /// <summary>The policy for MCP clients: files below <c>pcap.allowed_paths</c>.</summary>
    /// <param name="config">The configuration in force.</param>
    /// <param name="workingDirectory">What relative paths start from; absolute.</param>
    /// <param name="home">What <c>~</c> stands for; null when there is none.</param>
    public static PathPolicy Restricted(PcapConfig config, string workingDirectory, string? home)
    {
        ArgumentNullException.ThrowIfNull(config);
        return new PathPolicy(workingDirectory, home, config.AllowedPaths);
    }

    /// <summary>The policy for commands: the rights of the person who typed them.</summary>
    public static PathPolicy Unrestricted(string workingDirectory, string? home) => new(workingDirectory, home, null);

    /// <summary>Whether only some folders may be read.</summary>
    public bool IsRestricted => _folders is not null;

    /// <summary>Checks the path of one file.</summary>
    /// <exception cref="EngineException">Not a path, refused, missing, a folder, or no file that can be read.</exception>
    public CheckedPath Check(string typed)
    {
        string path = Follow(typed);
        Refuse(typed, path);
        if (Directory.Exists(path))
            throw IsFolder(typed);
        if (!PosixFile.IsSupported)
            return File.Exists(path) ? new CheckedPath(this, typed, path) : throw Missing(typed, path);
        using SafeFileHandle? held = PosixFile.Hold(path, out int error);
        if (held is null)
            throw Unreachable(typed, path, error);
        if (IsRestricted && PosixFile.Status(held) is not { IsRegular: true })
            throw NotRegular(typed);
        return new CheckedPath(this, typed, path);
    }

    /// <summary>Checks everything that a path, a folder or a shell pattern stands for.</summary>
    /// <param name="typed">A file; a folder, for the files in it; or a pattern such as <c>day*/*.pcap</c>.</param>
    /// <param name="cancel">Stops the search.</param>
    /// <exception cref="EngineException">As for <see cref="Check"/>, or nothing was found, or too much.</exception>
    public PathExpansion Expand(string typed, CancellationToken cancel = default)
    {
        string path = Follow(typed);
        if (IsInside(path) && Directory.Exists(path))
            return new PathSearch(this, cancel).FilesOf(typed);
        if (!Glob.IsPattern(typed) || IsInside(path) && File.Exists(path))
            return new PathExpansion([Check(typed)], []);
        return new PathSearch(this, cancel).Matches(typed);
    }

    internal FileStream Open(CheckedPath file)
    {
        try
        {
            if (!IsRestricted)
                return OpenAny(file.Path);
            return PosixFile.IsSupported ? OpenHeld(file) : OpenAndCompare(file);
        }
        catch (UnauthorizedAccessException failure)
        {
            throw Unreadable(file.Typed, failure);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Missing(file.Typed, file.Path);
        }
        catch (IOException failure)
        {
            throw new EngineException(
                EngineFault.AccessDenied,
                $"The file {Quote.Text(file.Typed)} cannot be opened.",
                cause: failure
            );
        }
    }

    /// <summary>Where a path leads, links followed, or the path itself when it leads nowhere; not checked.</summary>
    internal string Follow(string typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        string? wrong = typed switch
        {
            "" => "is empty",
            _ when typed.Contains('\0', StringComparison.Ordinal) => "contains a NUL character",
            _ when typed.Length > LongestPath => $"has more than {LongestPath} characters",
            _ => null,
        };
        if (wrong is not null)
            throw new EngineException(
                EngineFault.InvalidArgument,
                $"The path {Quote.Text(typed)} {wrong}.",
                "Give the path of a capture file."
            );
        string absolute = Absolute(typed);
        string? real = RealPath.Of(absolute);
        if (IsRestricted)
            return real ?? throw Outside(typed);
        // What a person's shell hands over, such as /dev/fd/63, may be a link to something without a path.
        return real is not null && (File.Exists(real) || Directory.Exists(real)) ? real : absolute;
    }

    /// <summary>As <see cref="Follow"/>, and null when that is not to be found out or not inside.</summary>
    internal string? FollowInside(string typed)
    {
        string? path = typed.Length > LongestPath ? null : RealPath.Of(Absolute(typed));
        return path is not null && IsInside(path) ? path : null;
    }

    /// <summary>Whether the path's last part is a link.</summary>
    internal bool IsLink(string typed) => new FileInfo(Absolute(typed)).LinkTarget is not null;

    internal bool IsInside(string path) =>
        _folders is not { } folders || Array.Exists(folders, folder => IsBelow(path, folder));

    /// <summary>Allows a folder of Sonde's own as well; nothing happens where there is no restriction or no such folder.</summary>
    internal void Include(string folder)
    {
        if (
            _folders is { } folders
            && RealPath.Of(folder) is { } real
            && !folders.Contains(Path.TrimEndingDirectorySeparator(real))
        )
            _folders = [.. folders, Path.TrimEndingDirectorySeparator(real)];
    }

    private void Refuse(string typed, string path)
    {
        if (!IsInside(path))
            throw Outside(typed);
    }

    private string Absolute(string typed)
    {
        bool home = typed == "~" || typed.StartsWith("~/", StringComparison.Ordinal);
        string path = home && _home is not null ? _home + typed[1..] : typed;
        return Path.Combine(_workingDirectory, path);
    }

    private static bool IsBelow(string path, string folder)
    {
        StringComparison comparison = OperatingSystem.IsWindows()
            ? StringComparison.OrdinalIgnoreCase
            : StringComparison.Ordinal;
        return path.StartsWith(folder, comparison)
            && (
                path.Length == folder.Length
                || Path.EndsInDirectorySeparator(folder)
                || path[folder.Length] == Path.DirectorySeparatorChar
            );
    }

    private FileStream OpenHeld(CheckedPath file)
    {
        using SafeFileHandle? held = PosixFile.Hold(file.Path, out int error);
        if (held is null)
            throw Unreachable(file.Typed, file.Path, error);
        if (!PosixFile.IsAt(held, file.Path))
            throw Changed(file.Typed);
        if (PosixFile.Status(held) is not { IsRegular: true })
            throw NotRegular(file.Typed);
        return PosixFile.OpenHeld(held);
    }

    private static FileStream OpenAndCompare(CheckedPath file)
    {
        FileStream stream = OpenAny(file.Path);
        if (RealPath.Of(file.Path) == file.Path)
            return stream;
        stream.Dispose();
        throw Changed(file.Typed);
    }

    private static FileStream OpenAny(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    internal static EngineException Outside(string typed) =>
        new(
            EngineFault.AccessDenied,
            $"The path {Quote.Text(typed)} is outside the folders that may be read ({Settings.AllowedPaths.Key}).",
            "Put the capture into the working directory, or let the person who runs Sonde add its folder to "
                + $"{Settings.AllowedPaths.Key}."
        );

    private static EngineException IsFolder(string typed) =>
        new(
            EngineFault.InvalidArgument,
            $"The path {Quote.Text(typed)} is a folder, and one file is wanted here.",
            "Name a file in it."
        );

    private static EngineException NotRegular(string typed) =>
        new(
            EngineFault.InvalidArgument,
            $"The path {Quote.Text(typed)} is a pipe, a socket or a device, not a file.",
            "Give the path of a capture file."
        );

    private static EngineException Changed(string typed) =>
        new(
            EngineFault.AccessDenied,
            $"The file {Quote.Text(typed)} was replaced while it was being opened.",
            "Ask again when nothing changes the file's folder."
        );

    private static EngineException Unreadable(string typed, Exception? cause = null) =>
        new(
            EngineFault.AccessDenied,
            $"This user has no permission to read {Quote.Text(typed)}.",
            "Let the file's owner grant read permission on it and on the folders above it.",
            cause: cause
        );

    private EngineException Unreachable(string typed, string path, int error) =>
        error switch
        {
            PosixFile.NoSuchFile or PosixFile.NotAFolder or PosixFile.NameTooLong => Missing(typed, path),
            PosixFile.TooManyLinks => Changed(typed),
            _ => Unreadable(typed),
        };

    // Only names in the file's own folder are looked at, and the file's path was found inside the allowed ones before.
    private EngineException Missing(string typed, string path)
    {
        string? folder = Path.GetDirectoryName(path);
        IReadOnlyList<string> nearest = [];
        bool exists = folder is not null && Directory.Exists(folder);
        if (exists && IsInside(folder!))
        {
            string start = typed[..^Path.GetFileName(typed).Length];
            IReadOnlyList<string> names = FolderListing.Names(folder!, MostNamesCompared);
            nearest = [.. NearestNames.Of(Path.GetFileName(typed), names).Select(name => start + name)];
        }
        return new EngineException(
            EngineFault.NotFound,
            $"There is no file {Quote.Text(typed)}{(exists ? "" : "; its folder does not exist either")}.",
            nearest.Count == 0
                ? "Check the path; relative paths start from the working directory."
                : $"Did you mean {string.Join(" or ", nearest.Select(Quote.Text))}?",
            nearest: nearest
        );
    }
}
