using System.Buffers.Binary;
using System.Collections;
using System.Net;
using System.Net.Sockets;

namespace Sonde.Probes;

/// <summary>One UDP socket that many questions share, told apart by their ids.</summary>
/// <remarks>Memory: one entry per question under way, and a bit for every id that was used.</remarks>
internal sealed class DnsSocket : IDisposable
{
    private const int LongestDatagram = 65_535;
    private const int ReceiveBuffer = 1 << 20; // octets: answers to a burst of questions
    private const int MostUnderWay = 16_384; // so that a free id is found at once

    private readonly Socket _socket;
    private readonly TimeProvider _time;
    private readonly DnsTally _tally;
    private readonly Lock _lock = new();
    private readonly Dictionary<ushort, Attempt> _waiting = [];
    private readonly BitArray _used = new(65_536);

    /// <summary>A socket on a port of the system's choice, which is random (RFC 5452 §9.2).</summary>
    public DnsSocket(AddressFamily family, TimeProvider time, DnsTally tally)
    {
        _time = time;
        _tally = tally;
        _socket = new Socket(family, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            _socket.ReceiveBufferSize = ReceiveBuffer;
            _socket.Bind(new IPEndPoint(family == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0));
            HearOfErrors(family);
        }
        catch
        {
            _socket.Dispose();
            throw;
        }
        _ = ReceiveAsync();
    }

    /// <summary>Sends a question.</summary>
    public IDnsAttempt Begin(DnsServer server, DnsQuery query)
    {
        var attempt = new Attempt(this, query, server.EndPoint.Serialize());
        if (!TryTakeId(attempt))
            return DnsEnded.With(DnsArrival.Failed("too many questions under way"));
        Span<byte> octets = stackalloc byte[DnsQuery.LongestOctets];
        int length = query.Write(octets, attempt.Id);
        attempt.Started = _time.GetTimestamp();
        try
        {
            _tally.CountSent();
            _socket.SendTo(octets[..length], SocketFlags.None, attempt.Address);
        }
        catch (SocketException failure)
        {
            attempt.Fail(DnsFailures.Words(failure.SocketErrorCode));
        }
        return attempt;
    }

    public void Dispose() => _socket.Dispose();

    // Without this Linux keeps to itself, for a socket that is not connected, that nobody listens on the port.
    private void HearOfErrors(AddressFamily family)
    {
        if (!OperatingSystem.IsLinux())
            return;
        const int receiveErrors = 11; // IP_RECVERR of SOL_IP
        const int receiveErrors6 = 25; // IPV6_RECVERR of SOL_IPV6
        bool is4 = family == AddressFamily.InterNetwork;
        _socket.SetRawSocketOption(is4 ? 0 : 41, is4 ? receiveErrors : receiveErrors6, BitConverter.GetBytes(1));
    }

    private bool TryTakeId(Attempt attempt)
    {
        lock (_lock)
        {
            if (_waiting.Count >= MostUnderWay)
                return false;
            do attempt.Id = DnsQuery.RandomId();
            while (!_waiting.TryAdd(attempt.Id, attempt));
            _used[attempt.Id] = true;
            return true;
        }
    }

    private async Task ReceiveAsync()
    {
        byte[] buffer = GC.AllocateUninitializedArray<byte>(LongestDatagram, pinned: true);
        var source = new SocketAddress(_socket.AddressFamily);
        while (true)
        {
            try
            {
                int length = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, source);
                Take(buffer.AsSpan(0, length), source, _time.GetTimestamp());
            }
            catch (SocketException failure) when (failure.SocketErrorCode is not SocketError.OperationAborted)
            {
                // The error names no question: whichever was sent to that port will not be answered.
                FailAll(DnsFailures.Words(failure.SocketErrorCode));
            }
            catch (Exception ended) when (ended is ObjectDisposedException or SocketException)
            {
                return;
            }
        }
    }

    private void Take(ReadOnlySpan<byte> octets, SocketAddress source, long arrived)
    {
        if (octets.Length < 2)
        {
            _tally.Count(DnsMatch.Malformed);
            return;
        }
        ushort id = BinaryPrimitives.ReadUInt16BigEndian(octets);
        Attempt? attempt;
        bool wasUsed;
        lock (_lock)
        {
            _waiting.TryGetValue(id, out attempt);
            wasUsed = _used[id];
        }
        if (attempt is null)
        {
            if (wasUsed)
                _tally.CountLate();
            else
                _tally.Count(octets.Length < 12 ? DnsMatch.Malformed : DnsMatch.OtherId);
            return;
        }
        if (!IsSame(source, attempt.Address))
        {
            _tally.CountOtherSource();
            return;
        }
        DnsMatch match = attempt.Query.Match(octets, id);
        if (match != DnsMatch.Answer)
            _tally.Count(match);
        else if (Forget(attempt))
            attempt.Complete(
                new DnsArrival { Octets = octets.ToArray(), Elapsed = _time.GetElapsedTime(attempt.Started, arrived) }
            );
    }

    // Port, address and, for IPv6, the zone; not the flow label between them.
    private static bool IsSame(SocketAddress left, SocketAddress right)
    {
        ReadOnlySpan<byte> one = left.Buffer.Span;
        ReadOnlySpan<byte> other = right.Buffer.Span;
        return left.Family == right.Family
            && one[2..4].SequenceEqual(other[2..4])
            && (
                left.Family == AddressFamily.InterNetwork
                    ? one[4..8].SequenceEqual(other[4..8])
                    : one[8..24].SequenceEqual(other[8..24])
            );
    }

    private void FailAll(string reason)
    {
        Attempt[] all;
        lock (_lock)
            all = [.. _waiting.Values];
        foreach (Attempt attempt in all)
            attempt.Fail(reason);
    }

    private bool Forget(Attempt attempt)
    {
        lock (_lock)
            return _waiting.TryGetValue(attempt.Id, out Attempt? waiting)
                && waiting == attempt
                && _waiting.Remove(attempt.Id);
    }

    private sealed class Attempt(DnsSocket owner, DnsQuery query, SocketAddress address) : IDnsAttempt
    {
        private readonly TaskCompletionSource<DnsArrival> _arrival = new(
            TaskCreationOptions.RunContinuationsAsynchronously
        );

        public DnsQuery Query => query;

        public SocketAddress Address => address;

        public ushort Id { get; set; }

        public long Started { get; set; }

        public Task<DnsArrival> Arrival => _arrival.Task;

        public void Complete(DnsArrival arrival) => _arrival.TrySetResult(arrival);

        public void Fail(string reason)
        {
            if (owner.Forget(this))
                Complete(DnsArrival.Failed(reason) with { Elapsed = owner._time.GetElapsedTime(Started) });
        }

        public void Dispose() => owner.Forget(this);
    }
}
