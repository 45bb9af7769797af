using Sonde.Native;

namespace Sonde.Capture;

/// <summary>Watches by this process's own rights.</summary>
public sealed class KernelSource : IKernelSource
{
    private const int NotPermitted = 1; // EPERM
    private const int AccessDenied = 13; // EACCES
    private const int NoDevice = 19; // ENODEV

    /// <summary>libbpf is there, and the kernel describes its types.</summary>
    public static bool IsPossible => BpfObject.IsInstalled && File.Exists("/sys/kernel/btf/vmlinux");

    /// <inheritdoc/>
    public IKernelSession Open(KernelRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            if (!BpfObject.IsInstalled)
                throw new BpfException(BpfException.NotInstalled, "libbpf (libbpf.so.1) is not installed");
            return request.Operation == KernelOperation.Rate ? XdpSession.Open(request) : TraceSession.Open(request);
        }
        catch (BpfException refused)
        {
            throw new KernelException(Fault(refused.Error), refused.Message, refused);
        }
    }

    /// <summary>Octets of a compiled object that is part of this program.</summary>
    internal static byte[] Object(string name)
    {
        using Stream stream = typeof(KernelSource).Assembly.GetManifestResourceStream(name)!;
        byte[] octets = new byte[stream.Length];
        stream.ReadExactly(octets);
        return octets;
    }

    private static KernelFault Fault(int error) =>
        error switch
        {
            BpfException.NotInstalled => KernelFault.NotInstalled,
            NotPermitted or AccessDenied => KernelFault.NotPermitted,
            NoDevice => KernelFault.NoSuchDevice,
            _ => KernelFault.NotSupported,
        };
}
