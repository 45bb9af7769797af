namespace Sonde.Capture;

/// <summary>Why a live device cannot be read.</summary>
public enum LiveFault
{
    /// <summary>There is no device of this name.</summary>
    NoSuchDevice,

    /// <summary>This process may not capture.</summary>
    NotPermitted,

    /// <summary>The device is switched off.</summary>
    NotUp,

    /// <summary>The filter does not compile.</summary>
    BadFilter,

    /// <summary>libpcap is not installed.</summary>
    NotInstalled,

    /// <summary>The device went down or disappeared while frames were read.</summary>
    Lost,

    /// <summary>Whoever opens it for this user has a limit, which is reached.</summary>
    LimitReached,

    /// <summary>Another reason, which the text says.</summary>
    Other,
}

/// <summary>A live device cannot be opened or read.</summary>
/// <param name="fault">Why.</param>
/// <param name="reason">libpcap's words.</param>
/// <param name="cause">What failed underneath.</param>
public sealed class LiveException(LiveFault fault, string reason, Exception? cause = null) : Exception(reason, cause)
{
    /// <summary>Why.</summary>
    public LiveFault Fault { get; } = fault;
}
