using System.Net;

namespace Sonde.Engine;

/// <summary>Whether a certificate is valid for a host, RFC 9525 §6.</summary>
internal static class HostMatch
{
    /// <summary>Whether one of the names of a certificate stands for the host; a wildcard stands for one whole label, the first.</summary>
    public static bool Any(string host, IEnumerable<string> names)
    {
        string wanted = host.TrimEnd('.');
        foreach (string name in names)
        {
            if (IsSame(wanted, name.TrimEnd('.')))
                return true;
        }
        return false;
    }

    private static bool IsSame(string host, string name)
    {
        if (host.Equals(name, StringComparison.OrdinalIgnoreCase))
            return true;
        if (IPAddress.TryParse(host, out IPAddress? address))
            return IPAddress.TryParse(name, out IPAddress? other) && other.Equals(address);
        int dot = host.IndexOf('.', StringComparison.Ordinal);
        return dot > 0
            && name.StartsWith("*.", StringComparison.Ordinal)
            && name.Length > 2
            && host.AsSpan(dot + 1).Equals(name.AsSpan(2), StringComparison.OrdinalIgnoreCase);
    }
}
