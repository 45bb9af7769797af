namespace Sonde.Native;

/// <summary>A right of Linux (capabilities(7)) that Sonde may hold; the value is the system's number.</summary>
public enum Capability
{
    /// <summary>CAP_NET_ADMIN: programs at interfaces, large buffers.</summary>
    NetAdmin = 12,

    /// <summary>CAP_NET_RAW: packet and raw sockets.</summary>
    NetRaw = 13,

    /// <summary>CAP_PERFMON: programs at tracepoints.</summary>
    PerfMon = 38,

    /// <summary>CAP_BPF: programs in the kernel.</summary>
    Bpf = 39,
}

/// <summary>The rights of a process as the kernel shows them, one bit for each.</summary>
/// <param name="Inheritable">What it may hand on.</param>
/// <param name="Permitted">What it may take.</param>
/// <param name="Effective">What is in force.</param>
/// <param name="Bounding">What it may ever get.</param>
/// <param name="Ambient">What a program that it runs has from the start.</param>
/// <param name="HasNoNewPrivileges">No program that it runs gets more.</param>
public sealed record ProcessRights(
    ulong Inheritable,
    ulong Permitted,
    ulong Effective,
    ulong Bounding,
    ulong Ambient,
    bool HasNoNewPrivileges
)
{
    /// <summary>The rights of this process.</summary>
    /// <exception cref="IOException">The kernel does not show them.</exception>
    public static ProcessRights OfThis() => Read(File.ReadAllLines("/proc/self/status"));

    /// <summary>Reads the lines of proc(5)'s status.</summary>
    public static ProcessRights Read(IReadOnlyList<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        return new ProcessRights(
            Set("CapInh:"),
            Set("CapPrm:"),
            Set("CapEff:"),
            Set("CapBnd:"),
            Set("CapAmb:"),
            Value("NoNewPrivs:") == "1"
        );

        ulong Set(string name) =>
            ulong.TryParse(
                Value(name),
                System.Globalization.NumberStyles.HexNumber,
                System.Globalization.CultureInfo.InvariantCulture,
                out ulong bits
            )
                ? bits
                : 0;

        string Value(string name) =>
            lines.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?[name.Length..].Trim() ?? "";
    }

    /// <summary>Whether a right is in force.</summary>
    public bool Has(Capability right) => (Effective >> (int)right & 1) != 0;

    /// <summary>Whether nothing beyond these rights is in any set, and nothing can be added.</summary>
    public bool IsWithin(ulong rights) =>
        HasNoNewPrivileges && ((Inheritable | Permitted | Effective | Bounding | Ambient) & ~rights) == 0;

    /// <summary>The bits of some rights.</summary>
    public static ulong Bits(IEnumerable<Capability> rights)
    {
        ArgumentNullException.ThrowIfNull(rights);
        return rights.Aggregate(0UL, (bits, right) => bits | 1UL << (int)right);
    }
}
