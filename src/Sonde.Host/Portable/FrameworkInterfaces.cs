using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Sonde.Host;

/// <summary>Interfaces as the framework knows them, for systems without netlink.</summary>
internal static class FrameworkInterfaces
{
    public static HostList<HostInterface> Read(params string[] missing)
    {
        var kept = new Keeper<HostInterface>(new HostWish<HostInterface>(static _ => true));
        foreach (NetworkInterface one in NetworkInterface.GetAllNetworkInterfaces())
            kept.Offer(Read(one));
        return kept.List("System.Net.NetworkInformation", missing);
    }

    /// <summary>The interface that has an address; null when none has it.</summary>
    public static (int Index, string Name)? Of(IPAddress address, HostList<HostInterface> interfaces) =>
        interfaces.Items.FirstOrDefault(one => one.Addresses.Any(own => own.Address.Equals(address))) is { } found
            ? (found.Index, found.Name)
            : null;

    private static HostInterface Read(NetworkInterface one)
    {
        IPInterfaceProperties properties = one.GetIPProperties();
        int index = Index(properties, one.Supports(NetworkInterfaceComponent.IPv4));
        byte[] link = one.GetPhysicalAddress().GetAddressBytes();
        return new HostInterface
        {
            Index = index,
            Name = one.Name,
            Type = one.NetworkInterfaceType switch
            {
                NetworkInterfaceType.Loopback => "loopback",
                NetworkInterfaceType.Wireless80211 => "wifi",
                NetworkInterfaceType.Ppp => "ppp",
                NetworkInterfaceType.Tunnel => "tunnel",
                NetworkInterfaceType.Ethernet
                or NetworkInterfaceType.GigabitEthernet
                or NetworkInterfaceType.FastEthernetT => "ethernet",
                var other => other.ToString().ToLowerInvariant(),
            },
            IsEnabled = one.OperationalStatus == OperationalStatus.Up,
            IsUp = one.OperationalStatus == OperationalStatus.Up,
            OperationalState = one.OperationalStatus.ToString().ToLowerInvariant(),
            IsLoopback = one.NetworkInterfaceType == NetworkInterfaceType.Loopback,
            LinkAddress = LinkMessage.LinkAddress(link),
            Mtu = Mtu(properties, one),
            SpeedMegabits = one.Speed >= 1_000_000 ? one.Speed / 1_000_000 : null,
            Alias = one.Description == one.Name ? null : one.Description,
            Addresses = [.. properties.UnicastAddresses.Select(address => Address(address, index))],
            Counters = Counters(one),
        };
    }

    private static HostAddress Address(UnicastIPAddressInformation address, int index)
    {
        bool isIpv4 = address.Address.AddressFamily == AddressFamily.InterNetwork;
        return new HostAddress
        {
            InterfaceIndex = index,
            Address = address.Address,
            PrefixLength = address.PrefixLength,
            Broadcast = isIpv4 && address.PrefixLength < 31 ? Broadcast(address.Address, address.PrefixLength) : null,
            Scope =
                IPAddress.IsLoopback(address.Address) ? "host"
                : address.Address.IsIPv6LinkLocal ? "link"
                : "global",
        };
    }

    private static IPAddress Broadcast(IPAddress address, int prefix)
    {
        byte[] octets = address.GetAddressBytes();
        for (int bit = prefix; bit < 32; bit++)
            octets[bit / 8] |= (byte)(0x80 >> (bit % 8));
        return new IPAddress(octets);
    }

    private static int Index(IPInterfaceProperties properties, bool hasIpv4)
    {
        try
        {
            return hasIpv4 ? properties.GetIPv4Properties().Index : properties.GetIPv6Properties().Index;
        }
        catch (NetworkInformationException)
        {
            return 0;
        }
    }

    private static int? Mtu(IPInterfaceProperties properties, NetworkInterface one)
    {
        try
        {
            int mtu = one.Supports(NetworkInterfaceComponent.IPv4)
                ? properties.GetIPv4Properties().Mtu
                : properties.GetIPv6Properties().Mtu;
            return mtu > 0 ? mtu : null;
        }
        catch (NetworkInformationException)
        {
            return null;
        }
    }

    private static HostCounters? Counters(NetworkInterface one)
    {
        try
        {
            IPInterfaceStatistics counts = one.GetIPStatistics();
            return new HostCounters
            {
                ReceivedPackets = counts.UnicastPacketsReceived + counts.NonUnicastPacketsReceived,
                SentPackets = counts.UnicastPacketsSent + NonUnicastSent(counts),
                ReceivedOctets = counts.BytesReceived,
                SentOctets = counts.BytesSent,
                ReceiveErrors = counts.IncomingPacketsWithErrors,
                SendErrors = counts.OutgoingPacketsWithErrors,
                ReceiveDrops = counts.IncomingPacketsDiscarded,
                SendDrops = OperatingSystem.IsWindows() ? counts.OutgoingPacketsDiscarded : null,
            };
        }
        catch (Exception absent) when (absent is NetworkInformationException or PlatformNotSupportedException)
        {
            return null;
        }
    }

    private static long NonUnicastSent(IPInterfaceStatistics counts) =>
        OperatingSystem.IsLinux() ? 0 : counts.NonUnicastPacketsSent;
}
