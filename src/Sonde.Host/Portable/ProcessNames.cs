using System.Diagnostics;

namespace Sonde.Host;

/// <summary>Names of processes where the system lists only their numbers.</summary>
internal static class ProcessNames
{
    /// <summary>The owners with their names.</summary>
    public static IReadOnlyList<SocketOwner> Fill(IReadOnlyList<SocketOwner> owners) =>
        [.. owners.Select(owner => owner.Name is null ? owner with { Name = Name(owner.ProcessId) } : owner)];

    private static string? Name(int process)
    {
        try
        {
            using Process found = Process.GetProcessById(process);
            return found.ProcessName;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}
