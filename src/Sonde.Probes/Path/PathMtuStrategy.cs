using System.Net;

namespace Sonde.Probes;

/// <summary>
/// Finds the largest packet that a path carries whole (RFC 1191, RFC 8201): follows what routers say, and searches by halves
/// where they say nothing (RFC 8899).
/// </summary>
/// <param name="destination">The host at the end of the path.</param>
/// <param name="linkMtu">Largest packet that this machine's link carries, octets with the IP header.</param>
/// <param name="patience">How long to wait for an answer.</param>
public sealed class PathMtuStrategy(IPAddress destination, int linkMtu, TimeSpan patience) : IProbeStrategy
{
    private const int Attempts = 2; // a probe that gets lost twice was too large
    private const int IcmpHeader = 8;

    private readonly int _header = destination.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? 20 : 40;
    private readonly List<int> _sizes = []; // of the probes, by token
    private int _low; // largest that arrived; 0 while none did
    private int _high = Math.Max(linkMtu, LeastOf(destination)); // largest that may arrive
    private int _trying = Math.Max(linkMtu, LeastOf(destination));
    private int _attempts;
    private int _silent; // smallest that got lost without a word
    private TimeSpan _until = TimeSpan.MinValue;
    private bool _isOpen;
    private bool _isDone;

    /// <summary>Largest packet that arrived, octets with the IP header; null when none did.</summary>
    public int? PathMtu => _low > 0 ? _low : null;

    /// <summary>Who said that a packet was too large, last; null when nobody did.</summary>
    public IPAddress? LimitedBy { get; private set; }

    /// <summary>Packets that are too large vanish without a word: the path is a black hole for them (RFC 2923 §2.1).</summary>
    public bool IsBlackHole => _isDone && _low > 0 && _silent == _low + 1;

    // RFC 791: every host takes 576 octets; RFC 8200 §5: every IPv6 link carries 1280.
    private static int LeastOf(IPAddress destination) =>
        destination.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? 68 : 1280;

    /// <inheritdoc/>
    public ProbeStep Step(TimeSpan now)
    {
        if (_isDone)
            return ProbeStep.Done;
        if (_isOpen && now < _until)
            return ProbeStep.Wait(_until);
        if (_isOpen)
        {
            _isOpen = false;
            if (++_attempts >= Attempts)
            {
                _silent = _silent == 0 ? _trying : Math.Min(_silent, _trying);
                TryNext(_low, _trying - 1);
                if (_isDone)
                    return ProbeStep.Done;
            }
        }
        return ProbeStep.Send(new Probe(_sizes.Count, destination, 255, Flow: 0, _trying - _header - IcmpHeader));
    }

    /// <inheritdoc/>
    public void Sent(in Probe probe, Sending sending)
    {
        _sizes.Add(_trying);
        if (sending.Failure == SendFailure.TooLarge)
        {
            TryNext(_low, _trying - 1);
            return;
        }
        _isDone = sending.Failure is not null;
        _isOpen = true;
        _until = sending.At + patience;
    }

    /// <inheritdoc/>
    public void Received(ProbeReply reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        if (reply.Token < 0 || reply.Token >= _sizes.Count || _isDone)
            return;
        int size = _sizes[reply.Token];
        if (reply.Kind == ReplyKind.Answer)
        {
            TryNext(Math.Max(_low, size), Math.Max(_high, size));
        }
        else if (reply.Kind == ReplyKind.TooLarge && size == _trying)
        {
            LimitedBy = reply.From ?? LimitedBy;
            // a router that does not say how much fits, or lies, is not believed
            bool isUsable = reply.Mtu >= LeastOf(destination) && reply.Mtu < size && reply.Mtu > _low;
            int most = isUsable ? reply.Mtu : size - 1;
            _high = Math.Min(_high, most);
            if (isUsable)
                Try(most);
            else
                TryNext(_low, most);
        }
        else if (reply.Kind != ReplyKind.TooLarge)
        {
            _isDone = true;
        }
    }

    private void TryNext(int low, int high)
    {
        (_low, _high) = (low, Math.Min(_high, high));
        int least = Math.Max(_low + 1, LeastOf(destination));
        if (_high < least)
        {
            _isDone = true;
            return;
        }
        // nothing arrived yet: whether anything does is worth knowing first
        Try(_low == 0 && _silent > 0 ? least : least + (_high - least + 1) / 2);
    }

    private void Try(int size)
    {
        _trying = size;
        _attempts = 0;
        _isOpen = false;
    }
}
