namespace Sonde.Native;

/// <summary>The network namespace (network_namespaces(7)) of this process. Linux.</summary>
public static class NetworkNamespace
{
    /// <summary>Its number; 0 when the system does not say.</summary>
    public static uint Own()
    {
        try
        {
            string? target = new FileInfo("/proc/self/ns/net").LinkTarget; // net:[4026531840]
            return uint.TryParse(target?.Split('[', ']') is [_, var number, ..] ? number : null, out uint inode)
                ? inode
                : 0;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
