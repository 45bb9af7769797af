using System.Runtime.InteropServices;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Who talks to whom, behind which hardware address, and how many hops away.</summary>
/// <remarks>
/// Memory: about 200 octets a host, at most <see cref="HostLimit"/>; 60 a link, at most <see cref="LinkLimit"/>. What came
/// after a limit is counted.
/// </remarks>
public sealed class NetworkMap : IObserver
{
    /// <summary>Most hosts, and most hardware addresses.</summary>
    public const int HostLimit = 100_000;

    /// <summary>Most links.</summary>
    public const int LinkLimit = 200_000;

    private readonly Dictionary<Address, MapHost> _hosts = [];
    private readonly Dictionary<ulong, MapStation> _stations = [];
    private readonly Dictionary<(Address Low, Address High), MapLink> _links = [];

    /// <summary>Hosts that sent or were resolved.</summary>
    public IReadOnlyDictionary<Address, MapHost> Hosts => _hosts;

    /// <summary>Hardware addresses that sent.</summary>
    public IReadOnlyDictionary<ulong, MapStation> Stations => _stations;

    /// <summary>Pairs of addresses that exchanged datagrams.</summary>
    public IReadOnlyCollection<MapLink> Links => _links.Values;

    /// <summary>Hosts, hardware addresses and links that came after a limit, each time they were seen.</summary>
    public long NotKept { get; private set; }

    /// <inheritdoc/>
    public void OnPacket(in Packet packet)
    {
        ulong sender = 0;
        int vlan = -1;
        ReadOnlySpan<LayerSpan> layers = packet.Layers;
        for (int index = 0; index < layers.Length; index++)
        {
            if (sender == 0 && packet.TryRead(index, out Ethernet ethernet) && !ethernet.IsInterSwitchLink)
                sender = Number(ethernet.Source);
            else if (vlan < 0 && packet.TryRead(index, out Vlan tag))
                vlan = tag.Id;
            else if (packet.TryRead(index, out Arp arp))
            {
                SeeArp(arp, vlan);
                return;
            }
            else if (packet.TryRead(index, out Ipv4 ip) && !ip.IsMislabelled)
            {
                SeeHost(Address.From(ip.Source), sender, vlan, ip.TimeToLive, Address.From(ip.Destination));
                break;
            }
            else if (packet.TryRead(index, out Ipv6 ip6))
            {
                SeeHost(Address.From(ip6.Source), sender, vlan, ip6.HopLimit, Address.From(ip6.Destination));
                break;
            }
        }
        for (int from = 0; OuterAddresses.TryReadNext(packet, ref from, out Address source, out Address to); )
            SeeLink(source, to, packet.Frame);
    }

    /// <summary>The octets of a hardware address as a number.</summary>
    internal static ulong Number(ReadOnlySpan<byte> octets)
    {
        ulong number = 0;
        foreach (byte octet in octets)
            number = number << 8 | octet;
        return number;
    }

    private void SeeArp(in Arp arp, int vlan)
    {
        if (arp.SenderHardware.Length != 6 || arp.SenderProtocol.Length != 4)
            return;
        var address = Address.From(arp.SenderProtocol);
        if (
            address.Low == 0
            || HostOf(address) is not { } host
            || StationOf(Number(arp.SenderHardware)) is not { } station
        )
            return; // a probe has no address yet
        host.See(station.Hardware, vlan);
        station.Carries(host);
        station.Owns(address);
        host.IsNeighbor = true;
    }

    private void SeeHost(Address source, ulong hardware, int vlan, byte hopsLeft, Address destination)
    {
        if (IsNobody(source) || HostOf(source) is not { } host)
            return;
        host.See(hardware, vlan);
        // to a group, many programs send with few hops
        if (!destination.IsMulticast && !IsNobody(destination))
            host.MostHopsLeft = Math.Max(host.MostHopsLeft, hopsLeft);
        if (hardware != 0 && StationOf(hardware) is { } station)
            station.Carries(host);
    }

    private void SeeLink(Address source, Address destination, in Frame frame)
    {
        bool fromLow = source < destination;
        (Address Low, Address High) key = fromLow ? (source, destination) : (destination, source);
        if (!_links.TryGetValue(key, out MapLink? link))
        {
            if (_links.Count >= LinkLimit)
            {
                NotKept++;
                return;
            }
            _links.Add(key, link = new MapLink(key.Low, key.High, frame.Number));
        }
        link.Count(fromLow, frame);
    }

    private static bool IsNobody(Address address) =>
        address.Version == 0 || (address.High | address.Low) == 0 || address is { Version: 4, Low: 0xffff_ffff };

    private MapHost? HostOf(Address address)
    {
        if (_hosts.TryGetValue(address, out MapHost? host))
            return host;
        if (_hosts.Count >= HostLimit)
        {
            NotKept++;
            return null;
        }
        _hosts.Add(address, host = new MapHost(address));
        return host;
    }

    private MapStation? StationOf(ulong hardware)
    {
        if (_stations.TryGetValue(hardware, out MapStation? station))
            return station;
        if (_stations.Count >= HostLimit)
        {
            NotKept++;
            return null;
        }
        _stations.Add(hardware, station = new MapStation(hardware));
        return station;
    }
}

/// <summary>One address that sent.</summary>
public sealed class MapHost(Address address)
{
    private const int Most = 8;
    private const int Farthest = 40; // hops; paths of the Internet are shorter

    private readonly List<ulong> _hardware = [];
    private readonly List<int> _vlans = [];

    /// <summary>The address.</summary>
    public Address Address { get; } = address;

    /// <summary>Hardware addresses that sent its datagrams, at most eight.</summary>
    public IReadOnlyList<ulong> Hardware => _hardware;

    /// <summary>VLANs of its datagrams, at most eight.</summary>
    public IReadOnlyList<int> Vlans => _vlans;

    /// <summary>Most hops that were left to one of its datagrams; 0 when none tells.</summary>
    public byte MostHopsLeft { get; internal set; }

    /// <summary>It answered or asked for addresses itself, so it is on this link.</summary>
    public bool IsNeighbor { get; internal set; }

    /// <summary>
    /// Routers between it and the capture point, when it began with the usual 64, 128 or 255 hops; null when nothing tells,
    /// as of a host that only sent with a few hops, which traceroute does.
    /// </summary>
    public int? Hops =>
        IsNeighbor ? 0
        : MostHopsLeft > 0 && Start - MostHopsLeft is var hops and <= Farthest ? hops
        : null;

    private int Start =>
        MostHopsLeft <= 64 ? 64
        : MostHopsLeft <= 128 ? 128
        : 255;

    internal void See(ulong hardware, int vlan)
    {
        if (hardware != 0 && _hardware.Count < Most && !_hardware.Contains(hardware))
            _hardware.Add(hardware);
        if (vlan >= 0 && _vlans.Count < Most && !_vlans.Contains(vlan))
            _vlans.Add(vlan);
    }
}

/// <summary>One hardware address that sent.</summary>
public sealed class MapStation(ulong hardware)
{
    /// <summary>Most addresses kept of those behind it.</summary>
    public const int Most = 1000;

    private readonly Dictionary<Address, MapHost> _carried = [];
    private readonly HashSet<Address> _own = [];

    /// <summary>Its six octets as a number.</summary>
    public ulong Hardware { get; } = hardware;

    /// <summary>Addresses whose datagrams it sent, at most <see cref="Most"/>.</summary>
    public IReadOnlyCollection<MapHost> Carried => _carried.Values;

    /// <summary>Addresses that it claims in ARP.</summary>
    public IReadOnlyCollection<Address> Own => _own;

    /// <summary>It sends datagrams of hosts that are further away: a router.</summary>
    public bool IsGateway => Behind.Any();

    /// <summary>Hosts behind it, that are not itself.</summary>
    public IEnumerable<MapHost> Behind => _carried.Values.Where(host => host.Hops > 0 && !_own.Contains(host.Address));

    /// <summary>As people write it.</summary>
    public string Name => NameOf(Hardware);

    /// <summary>A hardware address as people write it.</summary>
    public static string NameOf(ulong hardware) =>
        string.Join(':', Enumerable.Range(0, 6).Select(octet => $"{hardware >> (40 - 8 * octet) & 0xff:x2}"));

    internal void Carries(MapHost host)
    {
        if (_carried.Count < Most)
            CollectionsMarshal.GetValueRefOrAddDefault(_carried, host.Address, out _) = host;
    }

    internal void Owns(Address address)
    {
        if (_own.Count < Most)
            _own.Add(address);
    }
}

/// <summary>What two addresses exchanged.</summary>
public sealed class MapLink(Address low, Address high, long firstFrame)
{
    /// <summary>The lower address.</summary>
    public Address Low { get; } = low;

    /// <summary>The higher address.</summary>
    public Address High { get; } = high;

    /// <summary>Number of the first frame.</summary>
    public long FirstFrame { get; } = firstFrame;

    /// <summary>From low to high.</summary>
    public DirectionCounters Forth { get; private set; }

    /// <summary>From high to low.</summary>
    public DirectionCounters Back { get; private set; }

    /// <summary>Octets on the wire both ways.</summary>
    public long Octets => Forth.Octets + Back.Octets;

    internal void Count(bool fromLow, in Frame frame)
    {
        if (fromLow)
            Forth = Forth.Plus(frame.OriginalLength);
        else
            Back = Back.Plus(frame.OriginalLength);
    }
}
