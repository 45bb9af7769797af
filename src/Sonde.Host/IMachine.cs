using System.Net;

namespace Sonde.Host;

/// <summary>What a machine says of itself. Nothing is sent to another machine.</summary>
public interface IMachine
{
    /// <summary>All interfaces with their addresses, by number.</summary>
    HostList<HostInterface> Interfaces();

    /// <summary>Routes of both families.</summary>
    /// <param name="wish">Which to keep.</param>
    HostList<HostRoute> Routes(HostWish<HostRoute> wish);

    /// <summary>Rules of policy routing, both families, by priority; null on systems that have no such thing.</summary>
    /// <param name="wish">Which to keep.</param>
    HostList<HostRule>? Rules(HostWish<HostRule> wish);

    /// <summary>What would be done with a packet to an address; null when the system cannot be asked.</summary>
    RouteChoice? RouteTo(IPAddress destination);

    /// <summary>Neighbours of both families.</summary>
    /// <param name="wish">Which to keep.</param>
    HostList<HostNeighbour> Neighbours(HostWish<HostNeighbour> wish);

    /// <summary>TCP and UDP sockets.</summary>
    /// <param name="wish">Which to keep.</param>
    HostList<HostSocket> Sockets(HostWish<HostSocket> wish);

    /// <summary>Where names are looked up.</summary>
    ResolverSettings Resolver();
}

/// <summary>This machine.</summary>
public static class ThisMachine
{
    /// <summary>Asks the system that runs this process.</summary>
    /// <exception cref="PlatformNotSupportedException">Neither Linux nor macOS nor Windows.</exception>
    public static IMachine Open() =>
        OperatingSystem.IsLinux() ? new LinuxMachine()
        : OperatingSystem.IsMacOS() ? new MacMachine()
        : OperatingSystem.IsWindows() ? new WindowsMachine()
        : throw new PlatformNotSupportedException("Only Linux, macOS and Windows can be asked about themselves.");
}
