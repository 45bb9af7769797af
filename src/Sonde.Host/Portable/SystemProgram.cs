using System.Diagnostics;

namespace Sonde.Host;

/// <summary>Runs one of the system's own programs: by its full path, with a list of arguments, never through a shell.</summary>
internal static class SystemProgram
{
    private const int LongestOutput = 32 << 20;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    /// <summary>The lines that it printed; null when it is not there, failed, or did not end in time.</summary>
    public static IReadOnlyList<string>? Lines(string path, params string[] arguments)
    {
        if (!Path.IsPathFullyQualified(path) || !File.Exists(path))
            return null;
        var start = new ProcessStartInfo(path, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        start.Environment["LC_ALL"] = "C";
        try
        {
            using Process process = Process.Start(start)!;
            process.StandardInput.Close();
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginErrorReadLine();
            using var ending = new Timer(_ => Kill(process), null, Longest, Timeout.InfiniteTimeSpan);
            List<string> lines = [];
            int characters = 0;
            while (process.StandardOutput.ReadLine() is { } line && (characters += line.Length + 1) <= LongestOutput)
                lines.Add(line);
            if (characters > LongestOutput)
                Kill(process);
            process.WaitForExit();
            return process.ExitCode == 0 || characters > LongestOutput ? lines : null;
        }
        catch (Exception failed) when (failed is System.ComponentModel.Win32Exception or IOException)
        {
            return null;
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // it ended by itself
        }
    }
}
