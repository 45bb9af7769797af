using System.Globalization;

namespace Sonde.Capture;

/// <summary>The capabilities (capabilities(7)) that this process lacks for watching the kernel.</summary>
public static class KernelRights
{
    private const int NetAdmin = 12;
    private const int SysAdmin = 21; // has all that the younger two allow
    private const int PerfMon = 38;
    private const int Bpf = 39;

    /// <summary>The capabilities that an operation needs and this process does not have, by name.</summary>
    public static IReadOnlyList<string> Missing(KernelOperation operation)
    {
        ulong had = Effective();
        bool isAll = Has(had, SysAdmin);
        List<string> missing = [];
        if (!isAll && !Has(had, Bpf))
            missing.Add("CAP_BPF");
        if (!isAll && !Has(had, PerfMon))
            missing.Add("CAP_PERFMON");
        if (operation == KernelOperation.Rate && !Has(had, NetAdmin))
            missing.Add("CAP_NET_ADMIN");
        return missing;
    }

    private static bool Has(ulong set, int capability) => (set >> capability & 1) != 0;

    private static ulong Effective()
    {
        const string Label = "CapEff:";
        try
        {
            string? line = File.ReadLines("/proc/self/status")
                .FirstOrDefault(line => line.StartsWith(Label, StringComparison.Ordinal));
            return ulong.TryParse(
                line is null ? [] : line.AsSpan(Label.Length).Trim(),
                NumberStyles.HexNumber,
                CultureInfo.InvariantCulture,
                out ulong set
            )
                ? set
                : 0;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
