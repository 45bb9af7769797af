using Sonde.Capture;
using Sonde.Native;

namespace Sonde.Broker;

/// <summary>Watches by the rights of a daemon.</summary>
/// <param name="daemon">Which.</param>
public sealed class BrokerKernelSource(BrokerClient daemon) : IKernelSource
{
    /// <inheritdoc/>
    /// <exception cref="BrokerException">The daemon gives nothing.</exception>
    public IKernelSession Open(KernelRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            (LocalSocket connection, KernelGrant grant) = daemon.Watch(request);
            return new BrokerKernelSession(connection, grant);
        }
        catch (BrokerException refused)
        {
            KernelFault? fault = refused.Code switch
            {
                RefusalCode.NoSuchDevice => KernelFault.NoSuchDevice,
                RefusalCode.Occupied => KernelFault.Occupied,
                _ => null,
            };
            if (fault is { } known)
                throw new KernelException(known, refused.Message, refused);
            throw;
        }
    }
}
