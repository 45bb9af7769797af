using System.Numerics;
using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>What makes a connection as a whole an issue, whether or not its record is kept.</summary>
internal sealed class ConnectionIssue(string name, Func<TcpFlow, bool> has, Func<TcpFlow, long> frame)
{
    /// <summary>Name of the issue.</summary>
    public string Name => name;

    /// <summary>Connections that have it.</summary>
    public TopFlows Flows { get; } = new(TcpIssueTally.MostFlows);

    /// <summary>A frame of each that shows it.</summary>
    public LowestFrames Frames { get; } = new();

    public void See(TcpFlow flow)
    {
        if (!has(flow))
            return;
        Flows.Add(flow, 1);
        Frames.Add([frame(flow)], 1);
    }
}

/// <summary>Counts connections by issue, whether or not their records are kept.</summary>
internal sealed class TcpIssueTally : ITcpFlowObserver
{
    /// <summary>Connections named of each issue.</summary>
    public const int MostFlows = 5;

    private readonly TopFlows[] _byVerdict = [.. TcpVerdictNames.All.Select(_ => new TopFlows(MostFlows))];

    /// <summary>Connections with resets.</summary>
    public TopFlows Resets { get; } = new(MostFlows);

    /// <summary>Connections of which the capture has packets twice.</summary>
    public TopFlows Copied { get; } = new(MostFlows);

    /// <summary>Frames that the capture has twice.</summary>
    public LowestFrames Copies { get; } = new();

    public ConnectionIssue InjectedReset { get; } =
        new("injected_reset", flow => flow.FirstReset is { LooksInjected: true }, flow => flow.FirstReset!.Frame);

    public ConnectionIssue PathMtu { get; } =
        new(
            "path_mtu",
            flow => flow.Client.BlackHole is not null || flow.Server.BlackHole is not null || flow.IcmpTooBig.Count > 0,
            flow => flow.Client.BlackHole?.Frame ?? flow.Server.BlackHole?.Frame ?? flow.IcmpTooBig.Numbers[0]
        );

    public ConnectionIssue NoAnswer { get; } =
        new("no_answer", flow => flow.Closing == TcpClosing.NoAnswer, flow => flow.Handshake.SynFrame);

    public ConnectionIssue Refused { get; } =
        new("connection_refused", flow => flow.Closing == TcpClosing.Refused, flow => flow.FirstReset!.Frame);

    /// <summary>Connections with segments of this verdict.</summary>
    public TopFlows With(TcpVerdicts verdict) => _byVerdict[BitOperations.TrailingZeroCount((uint)verdict)];

    public void OnFlowEnd(TcpFlow flow)
    {
        for (int i = 0; i < _byVerdict.Length; i++)
        {
            if (flow.Count((TcpVerdicts)(1u << i)) is > 0 and var count)
                _byVerdict[i].Add(flow, count);
        }
        if (flow.Client.Resets + flow.Server.Resets is > 0 and var resets)
            Resets.Add(flow, resets);
        FirstFrames client = flow.Client.CapturedTwice;
        FirstFrames server = flow.Server.CapturedTwice;
        if (client.Count + server.Count is > 0 and var copies)
        {
            Copied.Add(flow, copies);
            Copies.Add(client.Numbers, client.Count);
            Copies.Add(server.Numbers, server.Count);
        }
        InjectedReset.See(flow);
        PathMtu.See(flow);
        NoAnswer.See(flow);
        Refused.See(flow);
    }
}
