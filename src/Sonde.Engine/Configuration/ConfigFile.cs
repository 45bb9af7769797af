using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Sonde.Engine;

/// <summary>Finds and reads the text of the configuration file.</summary>
internal static class ConfigFile
{
    private const int LargestOctets = 1 << 20;
    private static readonly string[] NamesInWorkingDirectory = ["config.yaml", "network-mcp.yaml"];
    private static readonly string[] NamesInHome =
    [
        ".config/sonde/config.yaml",
        ".network-mcp/config.yaml",
        ".config/network-mcp/config.yaml",
    ];

    /// <summary>The file in force, or null; what was passed over is added to <paramref name="notes"/>.</summary>
    public static (string Path, string Text)? Find(ConfigSources sources, List<string> notes)
    {
        if (sources.NamedFile is { } named)
            return ReadNamed(Path.GetFullPath(named, sources.WorkingDirectory));
        foreach (string name in NamesInWorkingDirectory)
        {
            string path = Path.Combine(sources.WorkingDirectory, name);
            if (File.Exists(path) && ReadTrusted(path, notes) is { } text)
                return (path, text);
        }
        foreach (string name in sources.HomeDirectory is null ? [] : NamesInHome)
        {
            string path = Path.Combine(sources.HomeDirectory!, name);
            if (File.Exists(path))
                return ReadNamed(path);
        }
        return null;
    }

    private static (string Path, string Text) ReadNamed(string path)
    {
        if (Directory.Exists(path))
            throw new EngineException(
                EngineFault.InvalidArgument,
                $"The configuration {Quote.Text(path)} is a folder, not a file."
            );
        try
        {
            using FileStream stream = File.OpenRead(path);
            return (path, Text(stream, path));
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new EngineException(
                EngineFault.NotFound,
                $"There is no configuration file {Quote.Text(path)}.",
                "Check the path, or leave the flag out to use the usual places.",
                cause: failure
            );
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException)
        {
            throw new EngineException(
                EngineFault.AccessDenied,
                $"The configuration file {Quote.Text(path)} cannot be read.",
                "Let its owner grant read permission, or name another file.",
                cause: failure
            );
        }
    }

    // A program may be started in any folder, and a file that lies in wait there could open everything to whoever put
    // it there. So it counts only when it is this user's own work, and that is asked of the handle that is then read.
    private static string? ReadTrusted(string path, List<string> notes)
    {
        string? reason = "its owner cannot be determined on this system";
        if (PosixFile.IsSupported)
        {
            using SafeFileHandle? held = PosixFile.Hold(path, out _);
            reason = held is null ? "it cannot be reached" : Distrust(path, held);
            if (reason is null)
            {
                try
                {
                    using FileStream stream = PosixFile.OpenHeld(held!);
                    return Text(stream, path);
                }
                catch (Exception failure) when (failure is UnauthorizedAccessException or IOException)
                {
                    reason = "it cannot be read";
                }
            }
        }
        notes.Add($"{Quote.Text(path)} was passed over: {reason}. Name it with --config to use it anyway.");
        return null;
    }

    private static string? Distrust(string path, SafeFileHandle held)
    {
        if (PosixFile.Status(held) is not { } status)
            return "its owner cannot be determined";
        if (!status.IsRegular)
            return "it is not a regular file";
        if (status.Owner != PosixFile.EffectiveUser())
            return "it belongs to another user";
        if (status.IsWritableByOthers)
            return "others may write it";
        // A link to some other file of the user's would be somebody else's choice.
        using SafeFileHandle? folder = PosixFile.Hold(Path.GetDirectoryName(path)!, out _);
        string? real = folder is null ? null : PosixFile.RealPath(folder);
        return real is null || Path.Combine(real, Path.GetFileName(path)) != PosixFile.RealPath(held)
            ? "it is a symbolic link"
            : null;
    }

    private static string Text(FileStream stream, string path)
    {
        byte[] octets = new byte[LargestOctets + 1];
        int length = stream.ReadAtLeast(octets, octets.Length, throwOnEndOfStream: false);
        if (length > LargestOctets)
            throw new EngineException(
                EngineFault.LimitExceeded,
                $"The configuration file {Quote.Text(path)} is larger than {LargestOctets} octets."
            );
        return Encoding.UTF8.GetString(octets, 0, length).TrimStart('\uFEFF');
    }
}
