using System.Net;
using Sonde.Capture;
using Sonde.Host;

namespace Sonde.Engine;

/// <summary>What changed between two looks at the TCP sockets.</summary>
internal sealed class SocketChanges(KernelRequest request)
{
    private readonly record struct Ends(IPAddress Local, int LocalPort, IPAddress Remote, int RemotePort);

    private sealed class Known
    {
        public required HostSocket First { get; init; }
        public required HostSocket Last { get; set; }
        public required DateTimeOffset Since { get; init; }
        public required KernelDirection Direction { get; init; }
        public bool IsTold { get; set; }
    }

    private const string SynSent = "SYN-SENT";
    private readonly Dictionary<Ends, Known> _known = [];
    private readonly Dictionary<(int Process, int Version), KernelTraffic> _traffic = [];
    private bool _hasLooked;

    /// <summary>Changes that were seen.</summary>
    public long Seen { get; private set; }

    /// <summary>Looks, and tells what changed since the look before; the first look tells nothing.</summary>
    public void Look(Action<KernelRecord> take)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        IReadOnlyList<HostSocket> sockets = Machine
            .Ask(machine => machine.Sockets(new HostWish<HostSocket>(one => one.IsTcp)))
            .Items;
        HashSet<int> listening = [.. sockets.Where(one => one.State == "LISTEN").Select(one => one.LocalPort)];
        HashSet<Ends> present = [];
        foreach (HostSocket socket in sockets)
        {
            // a connection that nobody holds any more is over for its process (TIME-WAIT and the like)
            bool isOver = socket.Inode == 0 || socket.State is "TIME-WAIT" or "CLOSED" or "SYN-RECEIVED";
            if (socket.RemoteAddress is not { } remote || socket.RemotePort is not { } port || isOver)
                continue;
            if (request.Port != 0 && request.Port != socket.LocalPort && request.Port != port)
                continue;
            var ends = new Ends(socket.LocalAddress, socket.LocalPort, remote, port);
            present.Add(ends);
            if (!_known.TryGetValue(ends, out Known? known))
                _known.Add(ends, known = New(socket, now, listening));
            else
                Compare(known, socket, now, take);
            known.Last = socket;
            if (known.Direction == KernelDirection.Outgoing && !known.IsTold && socket.State != SynSent)
            {
                known.IsTold = true;
                if (request.Operation == KernelOperation.Connections)
                    Tell(KernelEvent.Connected, known, now, 0, take);
            }
        }
        foreach (Ends gone in _known.Keys.Where(ends => !present.Contains(ends)).ToArray())
            End(gone, now, take);
        _hasLooked = true;
    }

    /// <summary>Connections that began meanwhile and are there.</summary>
    public IReadOnlyList<KernelOpen> Open() =>
        [
            .. _known
                .Values.Where(known => known.Direction != KernelDirection.Unknown)
                .Select(known => new KernelOpen(
                    Party(known, known.Last),
                    known.Since,
                    DateTimeOffset.UtcNow - known.Since
                )),
        ];

    /// <summary>Smoothed round-trip times of the connections that are there.</summary>
    public IReadOnlyList<KernelRoundTrips> RoundTrips() =>
        [
            .. from known in _known.Values
            let facts = known.Last.Tcp
            where facts?.RoundTripTime is not null
            select new KernelRoundTrips(
                Party(known, known.Last),
                0,
                default,
                default,
                default,
                facts.RoundTripTime!.Value,
                facts.RoundTripVariation ?? default,
                facts.LeastRoundTripTime ?? default,
                facts.Retransmissions ?? 0
            ),
        ];

    /// <summary>Octets by process.</summary>
    public IReadOnlyList<KernelTraffic> Traffic() => [.. _traffic.Values];

    private Known New(HostSocket socket, DateTimeOffset now, HashSet<int> listening)
    {
        var known = new Known
        {
            First = socket,
            Last = socket,
            Since = now,
            Direction =
                !_hasLooked ? KernelDirection.Unknown
                : listening.Contains(socket.LocalPort) ? KernelDirection.Incoming
                : KernelDirection.Outgoing,
        };
        if (_hasLooked)
            Count(known, socket, 0, 0);
        return known;
    }

    private void Compare(Known known, HostSocket socket, DateTimeOffset now, Action<KernelRecord> take)
    {
        Count(known, socket, Sent(known.Last), Received(known.Last));
        long again = (socket.Tcp?.Retransmissions ?? 0) - (known.Last.Tcp?.Retransmissions ?? 0);
        known.Last = socket;
        for (long i = 0; i < Math.Min(again, 100) && request.Operation == KernelOperation.Retransmissions; i++)
            Tell(KernelEvent.Retransmitted, known, now, 0, take);
    }

    private void End(Ends ends, DateTimeOffset now, Action<KernelRecord> take)
    {
        _known.Remove(ends, out Known? known);
        if (
            known!.Last.State == SynSent
            && request.Operation is KernelOperation.Connections or KernelOperation.Failures
        )
            Tell(KernelEvent.Failed, known, now, TablesSession.ErrorUnknown, take);
        else if (known.Last.State != SynSent && request.Operation == KernelOperation.Life)
            Tell(KernelEvent.Closed, known, now, 0, take);
    }

    private void Count(Known known, HostSocket socket, long sentBefore, long receivedBefore)
    {
        if (request.Operation != KernelOperation.Bandwidth || socket.Tcp is null)
            return;
        KernelParty party = Party(known, socket);
        int version = Machine.Version(socket.LocalAddress);
        (long sent, long received) = (
            Math.Max(0, Sent(socket) - sentBefore),
            Math.Max(0, Received(socket) - receivedBefore)
        );
        if (sent + received == 0)
            return;
        KernelTraffic before =
            _traffic.GetValueOrDefault((party.ProcessId, version))
            ?? new KernelTraffic(party.ProcessId, party.Command, party.UserId, 0, 0, version, 6, 0, 0, 0, 0);
        _traffic[(party.ProcessId, version)] = before with
        {
            Sent = before.Sent + sent,
            Received = before.Received + received,
        };
        Seen++;
    }

    private static long Sent(HostSocket socket) =>
        (socket.Tcp?.OctetsSent ?? 0) - (socket.Tcp?.OctetsRetransmitted ?? 0);

    // the kernel counts the FIN of the other side with its data
    private static long Received(HostSocket socket) =>
        Math.Max(
            0,
            (socket.Tcp?.OctetsReceived ?? 0) - (socket.State is "CLOSE-WAIT" or "LAST-ACK" or "CLOSING" ? 1 : 0)
        );

    private void Tell(KernelEvent kind, Known known, DateTimeOffset now, int error, Action<KernelRecord> take)
    {
        Seen++;
        HostSocket socket = known.Last;
        take(
            new KernelRecord
            {
                Event = kind,
                At = now,
                Party = Party(known, socket),
                Age = known.Direction == KernelDirection.Unknown ? null : now - known.Since,
                Error = error,
                Sent = Sent(socket),
                Received = Received(socket),
                Retransmissions = socket.Tcp?.Retransmissions ?? 0,
                RoundTripTime = socket.Tcp?.RoundTripTime,
            }
        );
    }

    private static KernelParty Party(Known known, HostSocket socket)
    {
        SocketOwner owner = socket.Owners.Count > 0 ? socket.Owners[0] : default;
        return new KernelParty
        {
            ProcessId = owner.ProcessId,
            Command = owner.Name ?? "",
            UserId = (uint)(socket.UserId ?? 0),
            Cgroup = 0,
            Inode = socket.Inode,
            Namespace = 0,
            Protocol = 6,
            Local = Plain(socket.LocalAddress),
            LocalPort = socket.LocalPort,
            Remote = socket.RemoteAddress is { } remote ? Plain(remote) : null,
            RemotePort = socket.RemotePort ?? 0,
            Direction = known.Direction,
            State = socket.State ?? "",
        };
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
