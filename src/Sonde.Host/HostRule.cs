using System.Globalization;
using System.Net;

namespace Sonde.Host;

/// <summary>One rule of policy routing: which packets are looked up in which table. Rules are tried in the order of their priority.</summary>
public sealed record HostRule
{
    /// <summary>IPv4 or IPv6: 4 or 6.</summary>
    public required int IpVersion { get; init; }

    /// <summary>The lower is tried first.</summary>
    public required long Priority { get; init; }

    /// <summary>What is done: <c>lookup</c>, <c>goto</c>, <c>nop</c>, <c>blackhole</c>, <c>unreachable</c>, <c>prohibit</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The table that is looked up, by number; null for other actions, and where the interface's VRF says it (<c>l3mdev</c>).</summary>
    public uint? Table { get; init; }

    /// <summary>Prefix of senders; null for all.</summary>
    public string? From { get; init; }

    /// <summary>Prefix of destinations; null for all.</summary>
    public string? To { get; init; }

    /// <summary>Further conditions, as <c>ip rule</c> prints them: <c>fwmark 0x1</c>, <c>iif eth0</c>.</summary>
    public IReadOnlyList<string> Conditions { get; init; } = [];

    /// <summary>It is for the packets that do not fit the conditions.</summary>
    public bool IsInverted { get; init; }

    /// <summary>Priority at which <c>goto</c> goes on.</summary>
    public long? Target { get; init; }

    /// <summary>Routes with a prefix of this length or a shorter one do not count; null when all do.</summary>
    public int? SuppressPrefixLength { get; init; }

    /// <summary>Routes by interfaces of this group do not count; null when all do.</summary>
    public long? SuppressGroup { get; init; }

    /// <summary>Whether the rule stands for a packet to this address from anywhere, as far as addresses tell.</summary>
    public bool MayFit(IPAddress destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        bool isSame = destination.GetAddressBytes().Length == (IpVersion == 4 ? 4 : 16);
        return isSame
            && (
                IsInverted
                || To?.Split('/') is not [var network, var length]
                || AddressPrefix.Covers(
                    IPAddress.Parse(network),
                    int.Parse(length, CultureInfo.InvariantCulture),
                    destination
                )
            );
    }
}
