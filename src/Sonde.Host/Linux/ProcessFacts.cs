using Sonde.Native;

namespace Sonde.Host;

/// <summary>What /proc says of a process; null where it or this user's rights say nothing.</summary>
/// <param name="Executable">Path of its program.</param>
/// <param name="ControlGroup">Path of its control group.</param>
/// <param name="Container">The container that it runs in, as far as the control group's name tells.</param>
/// <param name="UserId">Number of its user.</param>
public sealed record ProcessFacts(string? Executable, string? ControlGroup, string? Container, long? UserId)
{
    private const int LongestPath = 4096;

    /// <summary>Asks for a process; null when there is none any more.</summary>
    public static ProcessFacts? Of(int process)
    {
        string folder = $"/proc/{process}";
        if (!Directory.Exists(folder))
            return null;
        string? group = Text(folder + "/cgroup") is { } text ? Group(text) : null;
        string? user = Text(folder + "/status")
            ?.Split('\n')
            .FirstOrDefault(line => line.StartsWith("Uid:", StringComparison.Ordinal));
        return new ProcessFacts(
            Program(folder + "/exe"),
            group,
            group is null ? null : ContainerName.Of(group),
            long.TryParse(user?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], out long id) ? id : null
        );
    }

    /// <summary>Number of this process's network namespace; 0 when the system does not say.</summary>
    public static uint OwnNetwork() => NetworkNamespace.Own();

    /// <summary>Processes of this namespace have other numbers than the kernel's own.</summary>
    public static bool NumbersAreOther()
    {
        const string Initial = "pid:[4026531836]"; // PROC_PID_INIT_INO
        try
        {
            return new FileInfo("/proc/self/ns/pid").LinkTarget is { } target && target != Initial;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // Lines are number:controllers:path. Version 2 has an empty list of controllers; on a system with both, a container
    // may be named in the lines of version 1 only.
    internal static string? Group(string text)
    {
        string? unified = null;
        foreach (string line in text.Split('\n'))
        {
            if (line.Split(':', 3) is not [var number, _, var path] || path.Length > LongestPath)
                continue;
            if (ContainerName.Of(path) is not null)
                return path;
            if (number == "0")
                unified = path;
        }
        return unified;
    }

    private static string? Program(string link)
    {
        try
        {
            return new FileInfo(link).LinkTarget;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? Text(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
