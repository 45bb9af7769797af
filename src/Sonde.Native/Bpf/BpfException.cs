using System.Runtime.InteropServices;

namespace Sonde.Native;

/// <summary>The kernel or libbpf refused something of eBPF.</summary>
/// <param name="error">The system's error number; <see cref="NotInstalled"/> when there is no libbpf.</param>
/// <param name="action">What was tried.</param>
public sealed class BpfException(int error, string action)
    : Exception(error == NotInstalled ? action : $"{action}: {Marshal.GetPInvokeErrorMessage(error)}")
{
    /// <summary>In the place of an error number: libbpf is not installed.</summary>
    public const int NotInstalled = -1;

    /// <summary>The system's error number.</summary>
    public int Error { get; } = error;
}
