using System.Net;
using System.Net.Sockets;

namespace Sonde.Engine;

/// <summary>Asks the operating system, so hosts file and search domains count as they do for other programs.</summary>
public sealed class SystemResolver : INameResolver
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<IPAddress>> ResolveAsync(string name, CancellationToken cancel)
    {
        try
        {
            // The system's call cannot be stopped; waiting for it can.
            return await Dns.GetHostAddressesAsync(name, cancel).WaitAsync(cancel);
        }
        catch (SocketException)
        {
            return [];
        }
    }
}
