using System.Diagnostics;
using System.Globalization;

namespace Sonde.Testing;

/// <summary>The reference, where it is installed.</summary>
public static class TsharkProgram
{
    private const string Path = "/usr/bin/tshark";

    /// <summary>The reference is installed here.</summary>
    public static bool IsThere { get; } = File.Exists(Path);

    /// <summary>The frames of a capture that a display filter selects, by their numbers.</summary>
    public static long[] Frames(string path, string filter) =>
        [
            .. Run("-n", "-r", path, "-Y", filter, "-T", "fields", "-e", "frame.number")
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => long.Parse(line, CultureInfo.InvariantCulture)),
        ];

    /// <summary>What tshark prints to standard output.</summary>
    public static string Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["TZ"] = "UTC";
        using Process process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}
