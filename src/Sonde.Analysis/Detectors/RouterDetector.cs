using Sonde.Wire;
using static System.Buffers.Binary.BinaryPrimitives;
using static Sonde.Analysis.ThreatFinding;

namespace Sonde.Analysis;

/// <summary>Finds networks in which several machines advertise themselves as IPv6 router, and advertisements that break receivers.</summary>
/// <remarks>Memory: <see cref="Limit"/> routers with at most <see cref="MostPrefixes"/> prefixes each.</remarks>
internal sealed class RouterDetector : IDetector
{
    /// <summary>Routers kept.</summary>
    public const int Limit = 1_000;

    private const int MostPrefixes = 16;
    private const int ManyRouters = 20;
    private const int Options = 16; // octets of an advertisement before its options, RFC 4861 §4.2

    private readonly BoundedTable<Address, Router> _routers = new(Limit, router => router.Frames.Count);
    private readonly BoundedTable<Address, Router> _broken = new(Limit, router => router.Frames.Count);

    public IEnumerable<ThreatLimit> Limits =>
        [new("ipv6_routers_in_memory", Limit, _routers.Forgotten + _broken.Forgotten)];

    public void OnSight(in Sight sight)
    {
        if (
            sight.Protocol != IpProtocols.Icmpv6
            || sight.Data.Length < Options
            || sight.Data[0] != Icmpv6.RouterAdvertisement
        )
            return;
        Router router = _routers.GetOrAdd(sight.Source.Address, address => new Router(address));
        router.Frames.Add(sight.Packet.Frame);
        router.Lifetime = Math.Max(router.Lifetime, ReadUInt16BigEndian(sight.Data[6..]));
        router.IsPreferred |= (sight.Data[5] & 0x18) == 0x08; // RFC 4191 §2.2
        bool isBroken = false;
        for (ReadOnlySpan<byte> options = sight.Data[Options..]; options.Length >= 8; )
        {
            int length = options[1] * 8;
            // RFC 8106 §5.1: the length of a list of name servers is odd, since each has 16 octets behind the first eight
            isBroken |= options[0] == 25 && (options[1] < 3 || options[1] % 2 == 0);
            if (length == 0 || length > options.Length)
                break;
            if (options[0] == 3 && length == 32 && router.Prefixes.Count < MostPrefixes)
                router.Prefixes.Add(Address.From(options[16..32]));
            options = options[length..];
        }
        if (isBroken)
            _broken.GetOrAdd(sight.Source.Address, address => new Router(address)).Frames.Add(sight.Packet.Frame);
    }

    public void Report(List<ThreatFinding> findings)
    {
        Router[] routers =
        [
            .. _routers
                .Values.Where(router => router.Lifetime > 0 || router.Prefixes.Count > 0)
                .OrderBy(router => router.Frames.First),
        ];
        if (routers.Length >= ManyRouters)
            findings.Add(Flood(routers));
        else
        {
            foreach (Router later in routers.Skip(1))
            {
                if (!routers[0].Prefixes.SetEquals(later.Prefixes) || later.IsPreferred)
                    findings.Add(Rogue(routers[0], later));
            }
        }
        foreach (Router router in _broken.Values)
            findings.Add(Broken(router));
    }

    private static ThreatFinding Rogue(Router first, Router later) =>
        new()
        {
            Kind = ThreatKinds.RogueRouter,
            Severity = later.IsPreferred && !first.IsPreferred ? ThreatSeverity.High : ThreatSeverity.Medium,
            Confidence = later.IsPreferred && !first.IsPreferred ? 0.7 : 0.5,
            Detail = Text(
                $"{later.Address} advertises itself as router beside {first.Address}, with {Names(later.Prefixes)} instead of {Names(first.Prefixes)}"
            ),
            Reasons =
            [
                "two machines advertise themselves as router with different prefixes",
                .. later.IsPreferred ? (string[])["it asks to be preferred"] : [],
            ],
            Against = ["which of the two belongs here cannot be seen; the one that was heard later is named"],
            Actor = later.Address.ToString(),
            Victim = first.Address.ToString(),
            Side = ThreatSide.Network,
            Count = later.Frames.Count,
            Unit = "advertisements",
            Measures =
            [
                new("advertisements", later.Frames.Count),
                new("lifetime_seconds", later.Lifetime),
                new("prefixes", later.Prefixes.Count),
            ],
            Frames = later.Frames,
            Filter = $"icmpv6.type == 134 && ipv6.src == {later.Address}",
        };

    private static ThreatFinding Flood(Router[] routers) =>
        new()
        {
            Kind = ThreatKinds.RogueRouter,
            Severity = ThreatSeverity.High,
            Confidence = 0.9,
            Detail = Text(
                $"{routers.Length} machines advertise themselves as IPv6 router in {FrameTrail.Join(routers.Select(router => router.Frames)).Seconds:0.###} s"
            ),
            Reasons = ["no network has so many routers: hosts are kept busy with addresses and routes"],
            Side = ThreatSide.Network,
            Count = routers.Length,
            Unit = "routers",
            Frames = FrameTrail.Join(routers.Select(router => router.Frames)),
        };

    private static ThreatFinding Broken(Router router) =>
        new()
        {
            Kind = ThreatKinds.Exploit,
            Severity = ThreatSeverity.High,
            Confidence = 0.9,
            Detail = Text(
                $"{router.Address} sent {router.Frames.Count} router advertisements with a list of name servers of an impossible length (CVE-2020-16898)"
            ),
            Reasons = ["RFC 8106 §5.1 allows odd lengths from 3 on only; receivers were broken by others"],
            Actor = router.Address.ToString(),
            Side = ThreatSide.Network,
            Count = router.Frames.Count,
            Unit = "advertisements",
            Frames = router.Frames,
        };

    private static string Names(HashSet<Address> prefixes) =>
        prefixes.Count == 0 ? "no prefix" : string.Join(", ", prefixes.Order());

    private sealed class Router(Address address)
    {
        public Address Address => address;

        public FrameTrail Frames { get; } = new();

        public int Lifetime { get; set; }

        public bool IsPreferred { get; set; }

        public HashSet<Address> Prefixes { get; } = [];
    }
}
