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
            return Math.Abs(StartOf(process) - start) < Blur.Ticks;
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

    private static long StartOf(Process process) => process.StartTime.ToUniversalTime().Ticks;
}
