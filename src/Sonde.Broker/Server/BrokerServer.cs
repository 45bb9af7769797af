using System.Diagnostics.CodeAnalysis;
using Sonde.Native;

namespace Sonde.Broker;

/// <summary>The daemon: hands out what needs rights, to those who may have it. Linux.</summary>
/// <remarks>One thread listens, and each connection has one; their number is bounded.</remarks>
public sealed class BrokerServer
{
    /// <summary>What this daemon can do at all.</summary>
    public const Offers Known = Offers.Capture | Offers.Icmp | Offers.Udp | Offers.Tcp | Offers.Kernel;

    private const int StackOctets = 256 << 10;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(2);

    private readonly LocalSocket _listener;
    private readonly BrokerPolicy _policy;
    private readonly BrokerLimits _limits;
    private readonly Admission _admission;
    private readonly RequestLog _log;
    private int _open;

    /// <summary>A daemon that listens already.</summary>
    /// <param name="listener">Where.</param>
    /// <param name="policy">Who may ask, and for what.</param>
    /// <param name="limits">How much.</param>
    /// <param name="log">Takes one line for each request.</param>
    public BrokerServer(LocalSocket listener, BrokerPolicy policy, BrokerLimits limits, Action<string> log)
    {
        (_listener, _policy, _limits) = (listener, policy, limits);
        _admission = new Admission(policy, limits, TimeProvider.System);
        _log = new RequestLog(log);
    }

    /// <summary>Serves until it is told to stop; what was handed out ends then.</summary>
    public void Run(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (_listener.Accept(BetweenLooks) is { } client)
                Take(client, stop);
        }
        SpinWait.SpinUntil(() => Volatile.Read(ref _open) == 0, LongestEnd);
    }

    private void Take(LocalSocket client, CancellationToken stop)
    {
        if (client.Peer() is not { } peer)
        {
            client.Dispose();
            return;
        }
        if (_admission.Enter(peer) is { } refusal)
        {
            _log.Say(peer, $"connect -> refused: {refusal.Text}");
            _ = client.Send(refusal.Message(), out _);
            client.Dispose();
            return;
        }
        Interlocked.Increment(ref _open);
        try
        {
            new Thread(() => Serve(client, peer, stop), StackOctets) { IsBackground = true }.Start();
        }
        catch (OutOfMemoryException)
        {
            Leave(client, peer); // no further thread; those that are served go on
        }
    }

    [SuppressMessage(
        "Design",
        "CA1031",
        Justification = "The edge of a thread: one client's trouble is nobody else's."
    )]
    private void Serve(LocalSocket client, LocalPeer peer, CancellationToken stop)
    {
        try
        {
            new BrokerConnection(client, peer, _policy, _limits, _admission, _log).Serve(stop);
        }
        catch (Exception failed)
        {
            _log.Say(peer, $"connection -> failed: {failed.GetType().Name}");
        }
        finally
        {
            Leave(client, peer);
        }
    }

    private void Leave(LocalSocket client, LocalPeer peer)
    {
        client.Dispose();
        _admission.Leave(peer.User);
        Interlocked.Decrement(ref _open);
    }
}
