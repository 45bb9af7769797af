using System.Runtime.InteropServices;
using Sonde.Wire;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Analysis;

/// <summary>Follows the DHCP and DHCPv6 messages of a capture: transactions, servers, clients and leases.</summary>
/// <remarks>Memory is bounded by <see cref="Limit"/> entries a list; what comes after that is counted. Messages that an ICMP error quotes are left out.</remarks>
/// <param name="skip">Messages to leave out of <see cref="Page"/> at its beginning.</param>
/// <param name="take">Messages to keep in <see cref="Page"/>.</param>
public sealed class DhcpTracker(long skip, long take) : IObserver
{
    /// <summary>Most transactions, clients, servers and leases kept, each.</summary>
    public const int Limit = 50_000;

    private readonly List<DhcpMessage> _page = [];
    private readonly Dictionary<(bool IsVersion6, byte Type), long> _types = [];
    private readonly Dictionary<(bool, uint, string Client), DhcpTransaction> _transactions = [];
    private readonly Dictionary<(string Client, Address Address), DhcpLease> _leases = [];
    private readonly HashSet<string> _clients = [];
    private readonly HashSet<string> _servers = [];

    /// <summary>Packets with a message.</summary>
    public long Messages { get; private set; }

    /// <summary>Those of them that are DHCPv6.</summary>
    public long Version6Messages { get; private set; }

    /// <summary>The messages asked for, in capture order.</summary>
    public IReadOnlyList<DhcpMessage> Page => _page;

    /// <summary>Messages by type; type 0 is BOOTP.</summary>
    public IReadOnlyDictionary<(bool IsVersion6, byte Type), long> Types => _types;

    /// <summary>Transactions in the order of their first messages.</summary>
    public IReadOnlyCollection<DhcpTransaction> Transactions => _transactions.Values;

    /// <summary>Leases in the order in which they were first granted.</summary>
    public IReadOnlyCollection<DhcpLease> Leases => _leases.Values;

    /// <summary>Hardware addresses and DUIDs of clients.</summary>
    public IReadOnlyCollection<string> Clients => _clients;

    /// <summary>Addresses of servers; of DHCPv6 servers, too.</summary>
    public IReadOnlyCollection<string> Servers => _servers;

    /// <summary>Frames with messages.</summary>
    public FirstFrames Frames { get; } = new();

    /// <summary>Frames in which a server refuses: NAK.</summary>
    public FirstFrames Refusals { get; } = new();

    /// <summary>Frames in which a client says that its address is in use: DECLINE.</summary>
    public FirstFrames Declines { get; } = new();

    /// <summary>Entries that came after a limit.</summary>
    public long NotKept { get; private set; }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> PacketProtocols => ["dhcp", "dhcpv6"];

    /// <inheritdoc/>
    public void OnPacket(in Packet packet)
    {
        (Address source, Address destination, ushort from, ushort to) = (
            default(Address),
            default(Address),
            (ushort)0,
            (ushort)0
        );
        foreach (ref readonly LayerSpan layer in packet.Layers)
        {
            ReadOnlySpan<byte> octets = packet.GivenTo(layer);
            switch (layer.Reader.Name)
            {
                case "icmp" or "icmpv6":
                    return;
                case "ip" when octets.Length >= 20:
                    (source, destination) = (Address.From(octets.Slice(12, 4)), Address.From(octets.Slice(16, 4)));
                    break;
                case "ipv6" when octets.Length >= 40:
                    (source, destination) = (Address.From(octets.Slice(8, 16)), Address.From(octets.Slice(24, 16)));
                    break;
                case "udp" when octets.Length >= 4:
                    (from, to) = (ReadUInt16BigEndian(octets), ReadUInt16BigEndian(octets[2..]));
                    break;
                case "dhcp" or "dhcpv6" when layer.Status <= ReadStatus.Cut:
                    See(
                        new DhcpMessage
                        {
                            Frame = packet.Frame.Number,
                            At = packet.Frame.At,
                            IsTimeless = packet.Frame.IsTimeless,
                            Source = source,
                            Destination = destination,
                            SourcePort = from,
                            DestinationPort = to,
                            IsVersion6 = layer.Reader.Name == "dhcpv6",
                            Octets = octets.ToArray(), // DHCP is rare, and rows need the options
                        }
                    );
                    return;
            }
        }
    }

    private void See(DhcpMessage message)
    {
        Frames.Add(message.Frame);
        if (Messages++ >= skip && _page.Count < take)
            _page.Add(message);
        if (message.IsVersion6)
        {
            Version6Messages++;
            if (Dhcpv6.TryRead(message.Octets.Span, out Dhcpv6 outer) <= ReadStatus.Cut)
                See(message, outer.Innermost());
        }
        else if (Dhcp.TryRead(message.Octets.Span, out Dhcp dhcp) <= ReadStatus.Cut)
            See(message, dhcp);
    }

    private void See(DhcpMessage message, scoped in Dhcp dhcp)
    {
        byte type = dhcp.MessageType;
        Count(false, type);
        string client = Convert.ToHexStringLower(dhcp.HardwareAddress);
        Keep(_clients, client = Colons(client));
        bool isReply = dhcp.Operation == 2;
        string server =
            dhcp.TryGet(DhcpOptions.ServerIdentifier, out ReadOnlySpan<byte> named) && named.Length == 4
                ? Address.From(named).ToString()
                : message.Source.ToString();
        if (isReply)
            Keep(_servers, server);
        Note(message, type, isReply);
        if (TransactionOf(false, dhcp.TransactionId, client) is { } transaction)
        {
            message.ResponseTime = transaction.Add(
                new DhcpStep(message.Frame, message.At, type, message.IsTimeless),
                type is DhcpMessageTypes.Discover or DhcpMessageTypes.Request or DhcpMessageTypes.Inform,
                isReply && type is DhcpMessageTypes.Offer or DhcpMessageTypes.Ack or DhcpMessageTypes.Nak,
                type == DhcpMessageTypes.Offer ? server : null
            );
        }
        if (
            type == DhcpMessageTypes.Ack
            && dhcp.TryGet(DhcpOptions.LeaseTime, out ReadOnlySpan<byte> time)
            && time.Length == 4
        )
            Grant(message, client, Address.From(dhcp.YourAddress), null, server, ReadUInt32BigEndian(time));
        else if (type == DhcpMessageTypes.Release)
            Release(message, client, Address.From(dhcp.ClientAddress));
    }

    private void Note(DhcpMessage message, byte type, bool isReply)
    {
        if (isReply && type == DhcpMessageTypes.Nak)
            Refusals.Add(message.Frame);
        else if (type == DhcpMessageTypes.Decline)
            Declines.Add(message.Frame);
    }

    private void See(DhcpMessage message, scoped in Dhcpv6 dhcp)
    {
        byte type = dhcp.MessageType;
        Count(true, type);
        bool isReply = type is Dhcpv6MessageTypes.Advertise or Dhcpv6MessageTypes.Reply;
        string client = dhcp.TryGet(Dhcpv6Options.ClientIdentifier, out ReadOnlySpan<byte> duid)
            ? Colons(Convert.ToHexStringLower(duid))
            : "";
        Keep(_clients, client);
        string server = message.Source.ToString();
        if (isReply)
            Keep(_servers, server);
        if (type == 9)
            Declines.Add(message.Frame);
        if (TransactionOf(true, dhcp.TransactionId, client) is { } transaction)
        {
            message.ResponseTime = transaction.Add(
                new DhcpStep(message.Frame, message.At, type, message.IsTimeless),
                type is 1 or (>= 3 and <= 6) or 8 or 9 or 11,
                isReply,
                type == Dhcpv6MessageTypes.Advertise ? server : null
            );
        }
        if (type is Dhcpv6MessageTypes.Reply or 8)
            Lend(message, dhcp, client, server, type == 8);
    }

    private void Lend(DhcpMessage message, scoped in Dhcpv6 dhcp, string client, string server, bool isRelease)
    {
        Dhcpv6OptionReader groups = dhcp.ReadOptions();
        while (groups.TryRead(out Dhcpv6Option group))
        {
            if (group.Code is not (Dhcpv6Options.Addresses or Dhcpv6Options.Prefixes) || group.Length < 12)
                continue;
            var inside = new Dhcpv6OptionReader(dhcp.Octets, group.Position + 12, group.Position + group.Length);
            while (inside.TryRead(out Dhcpv6Option option))
            {
                ReadOnlySpan<byte> data = dhcp.Octets.Slice(option.Position, option.Length);
                bool isPrefix = option.Code == Dhcpv6Options.Prefix && data.Length >= 25;
                if (!isPrefix && !(option.Code == Dhcpv6Options.Address && data.Length >= 24))
                    continue;
                var address = Address.From(isPrefix ? data.Slice(9, 16) : data[..16]);
                uint seconds = ReadUInt32BigEndian(data[(isPrefix ? 4 : 20)..]);
                if (isRelease)
                    Release(message, client, address);
                else if (seconds > 0)
                    Grant(message, client, address, isPrefix ? data[8] : null, server, seconds);
            }
        }
    }

    private void Grant(DhcpMessage message, string client, Address address, int? prefix, string server, uint seconds)
    {
        if (!_leases.TryGetValue((client, address), out DhcpLease? lease))
        {
            if (_leases.Count >= Limit)
            {
                NotKept++;
                return;
            }
            lease = new DhcpLease
            {
                Client = client,
                Address = address,
                PrefixLength = prefix,
            };
            _leases.Add((client, address), lease);
        }
        lease.Server = server;
        lease.Seconds = seconds;
        lease.At = message.IsTimeless ? null : message.At;
        lease.Frame = message.Frame;
        lease.Grants++;
        lease.ReleasedFrame = null;
    }

    private void Release(DhcpMessage message, string client, Address address)
    {
        if (_leases.TryGetValue((client, address), out DhcpLease? lease))
            lease.ReleasedFrame = message.Frame;
    }

    private DhcpTransaction? TransactionOf(bool isVersion6, uint id, string client)
    {
        if (_transactions.TryGetValue((isVersion6, id, client), out DhcpTransaction? transaction))
            return transaction;
        if (_transactions.Count >= Limit)
        {
            NotKept++;
            return null;
        }
        _transactions.Add((isVersion6, id, client), transaction = new DhcpTransaction(isVersion6, id, client));
        return transaction;
    }

    private void Count(bool isVersion6, byte type) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_types, (isVersion6, type), out _)++;

    private void Keep(HashSet<string> kept, string name)
    {
        if (name.Length == 0 || kept.Contains(name))
            return;
        if (kept.Count < Limit)
            kept.Add(name);
        else
            NotKept++;
    }

    private static string Colons(string hex) => string.Join(':', hex.Chunk(2).Select(pair => new string(pair)));
}
