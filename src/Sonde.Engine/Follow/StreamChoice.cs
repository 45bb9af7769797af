using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Finds the stream that the arguments mean: by its number, or the first between two ends.</summary>
internal sealed class StreamChoice
{
    private const int MostNamed = 100;

    private readonly int? _stream;
    private readonly byte _protocol;
    private readonly (Address? Address, int? Port) _one;
    private readonly (Address? Address, int? Port) _other;
    private readonly List<int> _matching = [];
    private int _last = -1;

    /// <exception cref="EngineException">Neither a stream nor an end is named, both are, or an address is none.</exception>
    public StreamChoice(FollowArguments arguments)
    {
        IsUdp = arguments.Protocol == "udp";
        _protocol = IsUdp ? IpProtocols.Udp : IpProtocols.Tcp;
        _stream = arguments.Stream;
        _one = (AddressOf("src_ip", arguments.SrcIp), arguments.SrcPort);
        _other = (AddressOf("dst_ip", arguments.DstIp), arguments.DstPort);
        bool hasEnds = _one != default || _other != default;
        if (_stream is null == hasEnds)
            return;
        throw new EngineException(
            EngineFault.InvalidArgument,
            hasEnds ? "Both a stream and its ends are named." : "No stream is named.",
            "Give stream (its number, from get_conversations), or ends: src_ip, src_port, dst_ip, dst_port."
        );
    }

    public bool IsUdp { get; }

    public string Protocol => IsUdp ? "udp" : "tcp";

    /// <summary>The stream; null until it was seen.</summary>
    public Flow? Flow { get; private set; }

    /// <summary>Streams that the ends select; the first hundred.</summary>
    public IReadOnlyList<int>? Matching => _stream is null ? _matching : null;

    /// <summary>How many the ends select.</summary>
    public int? MatchingTotal { get; private set; }

    /// <summary>Whether this is the stream that is meant.</summary>
    public bool Takes(Flow flow)
    {
        if (ReferenceEquals(flow, Flow))
            return true;
        if (flow.Key.Protocol != _protocol || !flow.HasPorts)
            return false;
        if (_stream is { } number)
        {
            if (flow.Stream == number)
                Flow = flow;
            return flow.Stream == number;
        }
        if (flow.Stream <= _last || !IsBetweenEnds(flow.Key))
            return false;
        _last = flow.Stream;
        MatchingTotal = (MatchingTotal ?? 0) + 1;
        if (_matching.Count < MostNamed)
            _matching.Add(flow.Stream);
        if (Flow is not null)
            return false;
        Flow = flow;
        return true;
    }

    private bool IsBetweenEnds(in FlowKey key) =>
        (Fits(_one, key.Low) && Fits(_other, key.High)) || (Fits(_one, key.High) && Fits(_other, key.Low));

    private static bool Fits((Address? Address, int? Port) wanted, Endpoint end) =>
        (wanted.Address is not { } address || address.Equals(end.Address))
        && (wanted.Port is not { } port || port == end.Port);

    private static Address? AddressOf(string argument, string? text)
    {
        if (text is null)
            return null;
        if (System.Net.IPAddress.TryParse(text, out System.Net.IPAddress? parsed))
            return Address.From(parsed.GetAddressBytes());
        throw new EngineException(
            EngineFault.InvalidArgument,
            $"{argument}: {Quote.Text(text)} is no address.",
            "Write an IPv4 or IPv6 address, such as 192.0.2.1."
        );
    }
}
