using System.ComponentModel;
using System.Diagnostics;

namespace Sonde.Capture.Tests;

/// <summary>Runs Wireshark's programs, where they are installed.</summary>
public static class Programs
{
    public static bool Has(string program)
    {
        try
        {
            Run(program, "--version");
            return true;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    /// <summary>What the program printed on standard output.</summary>
    public static string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["TZ"] = "UTC", ["LC_ALL"] = "C.UTF-8" },
        };
        using Process process = Process.Start(start)!;
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}
