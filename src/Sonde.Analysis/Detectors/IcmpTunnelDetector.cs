using Sonde.Wire;
using static System.Buffers.Binary.BinaryPrimitives;
using static Sonde.Analysis.ThreatFinding;

namespace Sonde.Analysis;

/// <summary>Finds pings that carry data: large, different each time, and answered with something else than what was sent.</summary>
/// <remarks>Memory: <see cref="Limit"/> pairs of hosts, hashes of at most <see cref="MostTexts"/> payloads and of the last requests.</remarks>
internal sealed class IcmpTunnelDetector(DetectionThresholds thresholds) : IDetector
{
    /// <summary>Pairs of hosts kept; those with the fewest pings are forgotten first.</summary>
    public const int Limit = 5_000;

    /// <summary>Different payloads counted of a pair.</summary>
    public const int MostTexts = 1_000;

    private const int Header = 8;
    private const int Stamp = 16; // ping puts the time into the first octets, so that only what follows tells
    private const int FewestTexts = 8;
    private const int FewestAltered = 3;
    private const int Open = 64;

    private readonly BoundedTable<(Address, Address), Pair> _pairs = new(Limit, pair => pair.Frames.Count);

    public IEnumerable<ThreatLimit> Limits => [new("pinging_pairs_in_memory", Limit, _pairs.Forgotten)];

    public void OnSight(in Sight sight)
    {
        if (sight.Protocol is not (IpProtocols.Icmp or IpProtocols.Icmpv6) || sight.Data.Length < Header)
            return;
        bool isRequest = sight.Data[0] is Icmp.EchoRequest or Icmpv6.EchoRequest;
        bool isReply =
            sight.Protocol == IpProtocols.Icmp ? sight.Data[0] == Icmp.EchoReply : sight.Data[0] == Icmpv6.EchoReply;
        isRequest &= sight.Data[0] == (sight.Protocol == IpProtocols.Icmp ? Icmp.EchoRequest : Icmpv6.EchoRequest);
        if (!isRequest && !isReply)
            return;
        (Address caller, Address called) = isRequest
            ? (sight.Source.Address, sight.Destination.Address)
            : (sight.Destination.Address, sight.Source.Address);
        Pair pair = _pairs.GetOrAdd((caller, called), key => new Pair(key.Item1, key.Item2));
        if (_pairs.TryGet((called, caller), out Pair? other))
            (pair.IsOneWay, other.IsOneWay) = (false, false);
        pair.Frames.Add(sight.Packet.Frame);
        int length = sight.Length - Header;
        pair.Octets += Math.Max(0, length);
        if (length >= thresholds.PingOctets)
            pair.Large++;
        ReadOnlySpan<byte> data = sight.Data[Header..];
        if (data.Length > Stamp && pair.Texts.Count < MostTexts)
            pair.Texts.Add(StableHash.Of(data[Stamp..]));
        if (pair.Sizes.Count < 64)
            pair.Sizes.Add(length);
        uint exchange = ReadUInt32BigEndian(sight.Data[4..]);
        if (isRequest)
            pair.Keep(exchange, StableHash.Of(data));
        else if (isReply && sight.Data.Length == sight.Length)
            pair.Compare(exchange, StableHash.Of(data));
    }

    public void Report(List<ThreatFinding> findings)
    {
        foreach (Pair pair in _pairs.Values)
        {
            bool isVaried =
                pair.Texts.Count >= FewestTexts && pair.Texts.Count >= 0.3 * Math.Min(pair.Frames.Count, MostTexts);
            bool isAltered = pair.Altered >= FewestAltered;
            bool isLarge = pair.Large >= FewestTexts;
            if (isVaried && (isAltered || (isLarge && pair.Sizes.Count >= 4)))
                findings.Add(Make(pair, isAltered, isLarge));
        }
    }

    private static ThreatFinding Make(Pair pair, bool isAltered, bool isLarge)
    {
        string field = pair.Caller.Version == 6 ? "ipv6.addr" : "ip.addr";
        return new ThreatFinding
        {
            Kind = ThreatKinds.IcmpTunnel,
            Severity = isAltered ? ThreatSeverity.High : ThreatSeverity.Medium,
            Confidence = Math.Min(
                0.95,
                0.4 + (isAltered ? 0.35 : 0) + (isLarge ? 0.1 : 0) + 0.1 * Math.Min(1, pair.Texts.Count / 50.0)
            ),
            Detail = Text(
                $"pings between {pair.Caller} and {pair.Called} carried {pair.Octets} octets, {pair.Texts.Count} different payloads, {pair.Altered} answers with another one than was sent"
            ),
            Reasons =
            [
                Text(
                    $"{pair.Texts.Count} different payloads in {pair.Frames.Count} messages; ping sends the same each time"
                ),
                .. isAltered
                    ? (string[])
                        [Text($"{pair.Altered} replies return other data than the request had, which RFC 792 forbids")]
                    : [],
                .. isLarge ? (string[])[Text($"{pair.Large} messages are large, of {pair.Sizes.Count} sizes")] : [],
            ],
            Actor = pair.Caller.ToString(),
            Victim = pair.Called.ToString(),
            Side = ThreatSide.Both,
            Count = pair.Frames.Count,
            Unit = "messages",
            Measures =
            [
                new("octets", pair.Octets),
                new("different_payloads", pair.Texts.Count),
                new("altered_replies", pair.Altered),
                new("large", pair.Large),
                new("seconds", pair.Frames.Seconds),
            ],
            Frames = pair.Frames,
            Filter = pair.IsOneWay
                ? $"{field} == {pair.Caller} && {field} == {pair.Called} && {ThreatFilters.Echo(pair.Caller, requestsOnly: false)}"
                : null,
        };
    }

    private sealed class Pair(Address caller, Address called)
    {
        private readonly Dictionary<uint, ulong> _requests = [];
        private readonly Queue<uint> _order = new();

        public Address Caller => caller;

        public Address Called => called;

        public FrameTrail Frames { get; } = new();

        public HashSet<ulong> Texts { get; } = [];

        public HashSet<int> Sizes { get; } = [];

        public long Octets { get; set; }

        public int Large { get; set; }

        public int Altered { get; private set; }

        /// <summary>The other end sends no pings of its own, which would look the same in a filter.</summary>
        public bool IsOneWay { get; set; } = true;

        public void Keep(uint exchange, ulong text)
        {
            if (_requests.TryAdd(exchange, text))
                _order.Enqueue(exchange);
            else
                _requests[exchange] = text;
            if (_order.Count > Open)
                _requests.Remove(_order.Dequeue());
        }

        public void Compare(uint exchange, ulong text)
        {
            if (_requests.TryGetValue(exchange, out ulong sent) && sent != text)
                Altered++;
        }
    }
}
