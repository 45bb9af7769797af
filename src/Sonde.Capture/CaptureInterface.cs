namespace Sonde.Capture;

/// <summary>One interface that a capture was taken on, with what the file says of it.</summary>
public sealed class CaptureInterface
{
    internal CaptureInterface(int linkType, uint snapLength)
    {
        LinkType = linkType;
        SnapLength = snapLength;
        Rule = LinkTypeRule.Of(linkType);
    }

    /// <summary>LINKTYPE_ value as the file has it; that of a frame differs where a pseudo-header was left out.</summary>
    public int LinkType { get; }

    /// <summary>The names of its link type.</summary>
    public Encapsulation Encapsulation => Encapsulations.Of(LinkType);

    /// <summary>Octets kept of each frame at most; 0 for no limit.</summary>
    public uint SnapLength { get; }

    /// <summary>What one tick of its timestamps is.</summary>
    public TimeUnit Unit { get; internal set; } = TimeUnit.Microsecond;

    /// <summary>Seconds added to its timestamps (if_tsoffset).</summary>
    public long TimeOffsetSeconds { get; internal set; }

    /// <summary>Name on the capturing machine, such as <c>eth0</c>.</summary>
    public string? Name { get; internal set; }

    /// <summary>What the capturing machine calls it.</summary>
    public string? Description { get; internal set; }

    /// <summary>Capture filter, as typed.</summary>
    public string? Filter { get; internal set; }

    /// <summary>Operating system of the capturing machine.</summary>
    public string? OperatingSystem { get; internal set; }

    /// <summary>Hardware of the interface.</summary>
    public string? Hardware { get; internal set; }

    /// <summary>Speed in bits per second.</summary>
    public ulong? BitsPerSecond { get; internal set; }

    /// <summary>Octets of frame check sequence at the end of each frame; null when the file does not say.</summary>
    public int? FrameCheckOctets { get; internal set; }

    /// <summary>Frames read from it so far.</summary>
    public long Frames { get; internal set; }

    /// <summary>Frames that it received, by its own count (isb_ifrecv).</summary>
    public ulong? Received { get; internal set; }

    /// <summary>Frames that it dropped for want of resources (isb_ifdrop).</summary>
    public ulong? Dropped { get; internal set; }

    /// <summary>Frames that the filter let through (isb_filteraccept).</summary>
    public ulong? Accepted { get; internal set; }

    /// <summary>Frames that the operating system dropped (isb_osdrop).</summary>
    public ulong? DroppedBySystem { get; internal set; }

    /// <summary>Frames delivered to the capturing program (isb_usrdeliv).</summary>
    public ulong? Delivered { get; internal set; }

    /// <summary>How its frames stand in the file.</summary>
    internal LinkTypeRule Rule { get; }
}
