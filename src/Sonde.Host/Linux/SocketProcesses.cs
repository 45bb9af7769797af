namespace Sonde.Host;

/// <summary>Which processes hold which sockets just now, in all network namespaces.</summary>
public sealed class SocketProcesses
{
    private readonly SocketOwners _owners;

    private SocketProcesses(SocketOwners owners) => _owners = owners;

    /// <summary>Processes whose descriptors this user may not see.</summary>
    public int NotRead => _owners.NotRead;

    /// <summary>Looks through the descriptors of all processes.</summary>
    public static SocketProcesses Read() => new(SocketOwners.Read());

    /// <summary>The processes that hold the socket with this number of a file, by their numbers.</summary>
    public IReadOnlyList<SocketOwner> Of(ulong inode) => _owners.Of(inode);
}
