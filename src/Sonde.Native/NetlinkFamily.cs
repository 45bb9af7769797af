namespace Sonde.Native;

/// <summary>The parts of the kernel that are asked over netlink.</summary>
public enum NetlinkFamily
{
    /// <summary>Links, addresses, routes, neighbours: NETLINK_ROUTE.</summary>
    Route = 0,

    /// <summary>Sockets: NETLINK_SOCK_DIAG.</summary>
    SocketDiagnosis = 4,
}
