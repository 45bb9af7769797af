using System.Net;
using System.Text;
using Sonde.Wire;
using static Sonde.Analysis.ThreatFinding;

namespace Sonde.Analysis;

/// <summary>Finds requests of HTTP that post data to a server outside by its bare address, which nDPI lists among its risks.</summary>
/// <remarks>Memory: <see cref="Limit"/> pairs of client and service.</remarks>
internal sealed class NumericHostDetector : IDetector
{
    /// <summary>Pairs of client and service kept.</summary>
    public const int Limit = 5_000;

    private readonly BoundedTable<ServiceKey, Posts> _posts = new(Limit, posts => posts.Frames.Count);

    public IEnumerable<ThreatLimit> Limits => [new("posts_to_bare_addresses_in_memory", Limit, _posts.Forgotten)];

    public void OnSight(in Sight sight)
    {
        bool isPost = sight.Protocol == IpProtocols.Tcp && sight.FromClient && sight.Data.StartsWith("POST "u8);
        if (!isPost || !AddressScope.Leaves(sight.Source.Address, sight.Destination.Address))
            return;
        int at = sight.Data.IndexOf("\r\nHost: "u8);
        if (at < 0)
            return;
        ReadOnlySpan<byte> host = sight.Data[(at + 8)..];
        int end = host.IndexOfAny((byte)':', (byte)'\r');
        if (end is <= 0 or > 45 || !IPAddress.TryParse(Encoding.ASCII.GetString(host[..end]), out IPAddress? address))
            return;
        if (Address.From(address) != sight.Destination.Address)
            return;
        var key = new ServiceKey(
            sight.Source.Address,
            sight.Destination.Address,
            IpProtocols.Tcp,
            sight.Destination.Port
        );
        _posts.GetOrAdd(key, one => new Posts(one)).Frames.Add(sight.Packet.Frame);
    }

    public void Report(List<ThreatFinding> findings)
    {
        foreach (Posts posts in _posts.Values)
        {
            ServiceKey key = posts.Key;
            bool isOdd = key.Port is not (80 or 8080);
            findings.Add(
                new ThreatFinding
                {
                    Kind = ThreatKinds.NumericHost,
                    Severity = isOdd ? ThreatSeverity.Medium : ThreatSeverity.Low,
                    Confidence = isOdd ? 0.55 : 0.4,
                    Detail = Text(
                        $"{key.Client} posted data to {new Endpoint(key.Server, key.Port)} outside by its address {posts.Frames.Count} times"
                    ),
                    Reasons =
                    [
                        "servers that people use have names",
                        .. isOdd ? (string[])[Text($"port {key.Port} is none of those of HTTP")] : [],
                    ],
                    Actor = key.Client.ToString(),
                    Victim = key.Server.ToString(),
                    Port = key.Port,
                    Side = ThreatSide.Client,
                    Count = posts.Frames.Count,
                    Unit = "requests",
                    Frames = posts.Frames,
                }
            );
        }
    }

    private sealed class Posts(ServiceKey key)
    {
        public ServiceKey Key => key;

        public FrameTrail Frames { get; } = new();
    }
}
