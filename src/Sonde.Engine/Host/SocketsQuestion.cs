using System.Globalization;
using System.Net;
using Sonde.Host;

namespace Sonde.Engine;

/// <summary>Which TCP and UDP sockets this machine has, whose they are, and how the connections fare.</summary>
public static class SocketsQuestion
{
    private const int MostOwners = 50;

    /// <summary>Asks this machine.</summary>
    /// <exception cref="EngineException">A filter makes no sense, or the system does not answer.</exception>
    public static SocketList Ask(SocketsArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        (int limit, int offset) = (arguments.Limit ?? SocketsArguments.Usual, arguments.Offset ?? 0);
        Page.ThrowIfNegative(limit, offset);
        var wish = new HostWish<HostSocket>(Filter(arguments), one => one.IsTcp ? one.State ?? "unknown" : "UDP");
        (HostList<HostSocket> list, Dictionary<int, string> names) = Machine.Ask(system =>
            (system.Sockets(wish), system.Interfaces().Items.ToDictionary(one => one.Index, one => one.Name))
        );
        IReadOnlyDictionary<long, string> users = LinuxFiles.Users();
        HostSocket[] ordered = [.. list.Items.Order(Comparer<HostSocket>.Create(Compare))];
        Page<HostSocket> page = Page.Of(ordered, limit, offset);
        long ownerless = list.Items.Count(one => one.Inode != 0 && one.Owners.Count == 0);
        long listening = list.Tally.GetValueOrDefault("LISTEN");
        long established = list.Tally.GetValueOrDefault("ESTABLISHED");
        return new SocketList
        {
            Summary =
                $"{list.Tally.Values.Sum()} sockets: {listening} listen, {established} TCP connections are established, "
                + $"{list.Tally.GetValueOrDefault("UDP")} are of UDP; {list.Total} fit the question"
                + (ownerless == 0 ? "." : $", and the process of {ownerless} of these is not visible."),
            Connections = [.. page.Items.Select(one => Entry(one, names, users))],
            ListeningCount = listening,
            EstablishedCount = established,
            States = new SortedDictionary<string, long>(list.Tally.ToDictionary(), StringComparer.Ordinal),
            Total = list.Total,
            Returned = page.Items.Count,
            NextOffset = page.NextOffset,
            Coverage = HostCoverage.Of(list, Ownerless(ownerless)),
        };
    }

    private static string[] Ownerless(long count) =>
        count == 0
            ? []
            : [$"{count} sockets are held by no process that this user can see, or by one of another container."];

    private static Func<HostSocket, bool> Filter(SocketsArguments arguments)
    {
        bool? isTcp = arguments.Protocol?.ToLowerInvariant() switch
        {
            null => null,
            "tcp" => true,
            "udp" => false,
            _ => throw EngineException.UnknownName("protocol", arguments.Protocol, ["tcp", "udp"]),
        };
        string? state = arguments.State is { } typed
            ? SocketState.Of(typed) ?? throw EngineException.UnknownName("TCP state", typed, SocketState.All)
            : null;
        int? version = Machine.Version(arguments.IpVersion);
        IPAddress? address = arguments.Address is { } host ? Machine.Address(host, "address") : null;
        if (arguments.Port is < 0 or > 65535)
            throw new EngineException(
                EngineFault.InvalidArgument,
                $"port must be from 0 to 65535; got {arguments.Port}."
            );
        return one =>
            (isTcp is null || one.IsTcp == isTcp)
            && (state is null || one.State == state)
            && (version is null || Machine.Version(one.LocalAddress) == version)
            && (address is null || IsAt(one.LocalAddress, address) || IsAt(one.RemoteAddress, address))
            && (arguments.Port is not { } port || one.LocalPort == port || one.RemotePort == port)
            && (arguments.Process is not { } process || one.Owners.Any(owner => IsNamed(owner, process)));
    }

    private static bool IsAt(IPAddress? own, IPAddress wanted) =>
        own is not null && Machine.Plain(own).Equals(Machine.Plain(wanted));

    private static bool IsNamed(SocketOwner owner, string typed) =>
        owner.ProcessId.ToString(CultureInfo.InvariantCulture) == typed
        || owner.Name?.Contains(typed, StringComparison.OrdinalIgnoreCase) == true;

    private static int Compare(HostSocket one, HostSocket other)
    {
        int order = Group(one).CompareTo(Group(other));
        if (order == 0)
            order = Machine.Version(one.LocalAddress).CompareTo(Machine.Version(other.LocalAddress));
        if (order == 0)
            order = Octets(one.LocalAddress).SequenceCompareTo(Octets(other.LocalAddress));
        if (order == 0)
            order = one.LocalPort.CompareTo(other.LocalPort);
        if (order == 0)
            order = Octets(one.RemoteAddress).SequenceCompareTo(Octets(other.RemoteAddress));
        if (order == 0)
            order = Nullable.Compare(one.RemotePort, other.RemotePort);
        return order == 0 ? one.Inode.CompareTo(other.Inode) : order;
    }

    private static int Group(HostSocket one) =>
        !one.IsTcp ? 2
        : one.State == "LISTEN" ? 0
        : 1;

    private static ReadOnlySpan<byte> Octets(IPAddress? address) => address is null ? [] : address.GetAddressBytes();

    private static SocketEntry Entry(
        HostSocket one,
        Dictionary<int, string> names,
        IReadOnlyDictionary<long, string> users
    ) =>
        new()
        {
            Protocol = one.IsTcp ? "TCP" : "UDP",
            IpVersion = Machine.Version(one.LocalAddress),
            LocalAddress = Machine.Text(one.LocalAddress),
            LocalPort = one.LocalPort,
            RemoteAddress = one.RemoteAddress is { } remote ? Machine.Text(remote) : null,
            RemotePort = one.RemotePort,
            State = one.State,
            Pid = one.Owners is [var first, ..] ? first.ProcessId : null,
            ProcessName = one.Owners is [var named, ..] ? Quote.Clean(named.Name) : null,
            Processes = one.Owners.Count < 2 ? null : [.. one.Owners.Take(MostOwners).Select(SocketProcess.Of)],
            User = one.UserId is { } user ? Quote.Clean(users.GetValueOrDefault(user)) : null,
            Uid = one.UserId,
            Interface = Quote.Clean(names.GetValueOrDefault(one.InterfaceIndex)),
            ReceiveQueue = one.ReceiveQueue,
            SendQueue = one.SendQueue,
            Tcp = one.Tcp is { } facts ? Tcp(facts) : null,
        };

    private static SocketTcp Tcp(SocketTcpFacts facts) =>
        new(
            Quote.Clean(facts.CongestionControl),
            Milliseconds(facts.RoundTripTime),
            Milliseconds(facts.RoundTripVariation),
            Milliseconds(facts.LeastRoundTripTime),
            Milliseconds(facts.RetransmissionTimeout),
            facts.Backoff == 0 ? null : facts.Backoff,
            facts.Retransmissions,
            facts.RetransmissionsOpen,
            facts.Lost,
            facts.Unacknowledged,
            facts.CongestionWindow,
            facts.SlowStartThreshold,
            facts.SendSegmentLength,
            facts.PathMtu,
            facts.SendWindow,
            facts.ReceiveWindow,
            facts.OctetsSent,
            facts.OctetsAcknowledged,
            facts.OctetsReceived,
            facts.OctetsRetransmitted,
            facts.DeliveryRate,
            Milliseconds(facts.SinceSent),
            Milliseconds(facts.SinceReceived),
            Milliseconds(facts.Busy),
            Milliseconds(facts.LimitedByReceiver),
            Milliseconds(facts.LimitedBySendBuffer)
        );

    private static double? Milliseconds(TimeSpan? time) => time?.TotalMilliseconds;
}
