using System.Net;

namespace Sonde.Probes.Tests;

/// <summary>A network without sockets: its clock moves only while somebody waits, and a function says what comes back.</summary>
internal sealed class FakeNetwork(Func<Probe, int, IEnumerable<FakeReply>> answer) : IProbeNetwork
{
    private readonly PriorityQueue<ProbeReply, TimeSpan> _coming = new();

    public TimeSpan Now { get; private set; }

    public string Means => "nothing";

    /// <summary>Every probe that was sent, and when.</summary>
    public List<(Probe Probe, TimeSpan At)> Sent { get; } = [];

    /// <summary>Why nothing can be sent; null when it can.</summary>
    public SendFailure? Failure { get; init; }

    /// <summary>Happens with each wait.</summary>
    public Action<TimeSpan>? OnWait { get; init; }

    public Sending Send(in Probe probe)
    {
        if (Failure is not null)
            return new Sending(Now, Failure);
        foreach (FakeReply reply in answer(probe, Sent.Count))
        {
            TimeSpan at = Now + TimeSpan.FromMilliseconds(reply.AfterMs);
            _coming.Enqueue(
                new ProbeReply
                {
                    Token = probe.Token,
                    Kind = reply.Kind,
                    From = IPAddress.Parse(reply.From),
                    At = at,
                    Code = reply.Code,
                    Mtu = reply.Mtu,
                },
                at
            );
        }
        Sent.Add((probe, Now));
        return new Sending(Now, null);
    }

    public ProbeReply? Receive(TimeSpan longest)
    {
        OnWait?.Invoke(Now);
        TimeSpan until = Now + longest;
        if (_coming.TryPeek(out _, out TimeSpan when) && when <= until)
        {
            Now = when > Now ? when : Now;
            return _coming.Dequeue();
        }
        Now = until;
        return null;
    }

    public void Dispose() { }
}

/// <summary>What comes back for a probe.</summary>
internal readonly record struct FakeReply(
    double AfterMs,
    string From,
    ReplyKind Kind = ReplyKind.Answer,
    byte Code = 0,
    int Mtu = 0
);

/// <summary>Runs strategies on fake networks.</summary>
internal static class Run
{
    public static LoopResult On(
        IProbeNetwork network,
        IProbeStrategy strategy,
        double seconds = 3600,
        CancellationToken cancel = default
    ) =>
        ProbeLoop.Run(
            strategy,
            network,
            new Pace(int.MaxValue, TimeProvider.System),
            TimeSpan.FromSeconds(seconds),
            null,
            cancel
        );
}
