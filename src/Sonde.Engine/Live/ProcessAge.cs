using System.Diagnostics;

namespace Sonde.Engine;

/// <summary>Tells processes apart that had the same number one after the other.</summary>
internal static class ProcessAge
{
    // Systems count a process's beginning in hundredths of a second since they started, and compute the rest.
    private static readonly TimeSpan Blur = TimeSpan.FromSeconds(2);

    /// <summary>When this process began.</summary>
    public static long OfThis { get; } = StartOf(Process.GetCurrentProcess());

    /// <summary>Whether the process of this number that began then is still there.</summary>
    public static bool IsAlive(int id, long start)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !IsZombie(id) && Math.Abs(StartOf(process) - start) < Blur.Ticks;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return false;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return true; // it is there, and belongs to somebody else
        }
    }

    // It has ended, and only its number is kept until its parent asks.
    private static bool IsZombie(int id)
    {
        try
        {
            string status = OperatingSystem.IsLinux() ? File.ReadAllText($"/proc/{id}/stat") : "";
            return status.Contains(") Z ", StringComparison.Ordinal)
                || status.Contains(") X ", StringComparison.Ordinal);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static long StartOf(Process process) => process.StartTime.ToUniversalTime().Ticks;
}
