namespace Sonde.Capture;

/// <summary>What a pcapng file that is written says of an interface.</summary>
/// <param name="LinkType">LINKTYPE_ value of its frames.</param>
public sealed record InterfaceDescription(int LinkType)
{
    /// <summary>Octets kept of each frame at most; 0 for no limit.</summary>
    public uint SnapLength { get; init; }

    /// <summary>What one tick of its timestamps is: 10^-9 s or coarser, as a power of ten.</summary>
    public TimeUnit Unit { get; init; } = TimeUnit.Nanosecond;

    /// <summary>Name on the capturing machine, such as <c>eth0</c>.</summary>
    public string? Name { get; init; }

    /// <summary>What the capturing machine calls it.</summary>
    public string? Description { get; init; }

    /// <summary>Capture filter, as typed.</summary>
    public string? Filter { get; init; }

    /// <summary>Operating system of the capturing machine.</summary>
    public string? OperatingSystem { get; init; }

    /// <summary>Hardware of the interface.</summary>
    public string? Hardware { get; init; }

    /// <summary>Speed in bits per second.</summary>
    public ulong? BitsPerSecond { get; init; }

    /// <summary>A remark on it.</summary>
    public string? Comment { get; init; }

    /// <summary>The description of an interface that was read; times are written in nanoseconds.</summary>
    public static InterfaceDescription Of(CaptureInterface read) =>
        new(read.Rule.FrameLinkType)
        {
            SnapLength = read.SnapLength,
            Name = read.Name,
            Description = read.Description,
            Filter = read.Filter,
            OperatingSystem = read.OperatingSystem,
            Hardware = read.Hardware,
            BitsPerSecond = read.BitsPerSecond,
        };
}
