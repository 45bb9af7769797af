using System.Runtime.InteropServices;

namespace Sonde.Native;

/// <summary>The kernel refused a netlink request.</summary>
/// <param name="function">What was called or asked.</param>
/// <param name="error">The error number, positive: <c>errno</c>.</param>
public sealed class NetlinkException(string function, int error)
    : Exception($"{function}: {Marshal.GetPInvokeErrorMessage(error)}")
{
    /// <summary>No such file or entry.</summary>
    public const int NoEntry = 2;

    /// <summary>Permission denied.</summary>
    public const int AccessDenied = 13;

    /// <summary>The request makes no sense to the kernel.</summary>
    public const int Invalid = 22;

    /// <summary>Nothing came in the time allowed.</summary>
    public const int TimedOut = 11;

    /// <summary>No route leads there.</summary>
    public const int NetworkUnreachable = 101;

    /// <summary>The host cannot be reached.</summary>
    public const int HostUnreachable = 113;

    /// <summary>The address family is unknown to this kernel.</summary>
    public const int FamilyNotSupported = 97;

    /// <summary>The error number, positive: <c>errno</c>.</summary>
    public int Error { get; } = error;
}
