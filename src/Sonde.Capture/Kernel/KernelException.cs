namespace Sonde.Capture;

/// <summary>Why a watch cannot be had.</summary>
public enum KernelFault
{
    /// <summary>libbpf is not installed.</summary>
    NotInstalled,

    /// <summary>The rights are missing.</summary>
    NotPermitted,

    /// <summary>The kernel or the driver cannot.</summary>
    NotSupported,

    /// <summary>Another program has the interface already.</summary>
    Occupied,

    /// <summary>There is no such interface.</summary>
    NoSuchDevice,

    /// <summary>Whoever watched for this process has ended it.</summary>
    Lost,

    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>A watch cannot be had.</summary>
public sealed class KernelException(KernelFault fault, string message, Exception? cause = null)
    : Exception(message, cause)
{
    /// <summary>Why.</summary>
    public KernelFault Fault { get; } = fault;
}
