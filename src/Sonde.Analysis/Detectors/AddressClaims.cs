using Sonde.Wire;
using static Sonde.Analysis.ThreatFinding;

namespace Sonde.Analysis;

/// <summary>Finds Internet addresses that several machines claim with ARP or neighbor advertisements, and who forges such claims.</summary>
/// <remarks>Memory: <see cref="Limit"/> addresses with at most <see cref="MostClaimers"/> machines each.</remarks>
internal sealed class AddressClaims : IDetector
{
    /// <summary>Addresses kept; those with the fewest claims are forgotten first.</summary>
    public const int Limit = 50_000;

    /// <summary>Machines kept of one address.</summary>
    public const int MostClaimers = 16;

    private const int FewUnasked = 3;
    private const long AnswerWithin = 2 * Timestamp.PerSecond;

    private readonly BoundedTable<Address, Claims> _claims = new(
        Limit,
        claims => claims.Claimers.Count * 1_000 + claims.Total
    );
    private long _claimersNotKept;

    public IEnumerable<ThreatLimit> Limits =>
        [
            new("claimed_addresses_in_memory", Limit, _claims.Forgotten),
            new("claimers_of_an_address_in_memory", MostClaimers, _claimersNotKept),
        ];

    public void OnPacket(in Packet packet)
    {
        if (packet.Layers.IsEmpty)
            return;
        int last = packet.Layers.Length - 1;
        string name = packet.Layers[last].Reader.Name;
        if (ReferenceEquals(name, Arp.Name))
            OnArp(packet, last);
        else if (ReferenceEquals(name, Icmpv6.Name))
            OnAdvertisement(packet, last);
    }

    public void Report(List<ThreatFinding> findings)
    {
        Claims[] contested = [.. _claims.Values.Where(claims => claims.Claimers.Count > 1)];
        var accused = contested
            .SelectMany(claims => claims.Claimers.Skip(1))
            .GroupBy(claimer => claimer.Machine)
            .ToDictionary(group => group.Key, group => group.Count());
        foreach (Claims claims in contested)
        {
            foreach (Claimer claimer in claims.Claimers.Skip(1))
                findings.Add(Judge(claims, claimer, accused[claimer.Machine]));
        }
    }

    private void OnArp(in Packet packet, int layer)
    {
        if (!packet.TryRead(layer, out Arp arp) || arp.Opcode is not (1 or 2) || !arp.IsEthernetAndIpv4)
            return;
        var address = Address.From(arp.SenderProtocol);
        if (
            address.Version != 4
            || address.Low == 0
            || !LinkAddress.TryRead(arp.SenderHardware, out LinkAddress machine)
        )
            return;
        if (arp.Opcode == 1 && !arp.IsGratuitous && Address.From(arp.TargetProtocol) is { Version: 4 } asked)
            Find(asked).AskedAt = packet.Frame.At;
        bool isUnasked =
            arp.Opcode == 2
            && !arp.IsGratuitous
            && !(Find(address).AskedAt is { } at && packet.Frame.At - at is >= 0 and < AnswerWithin);
        Claim(address, machine, packet.Frame, isUnasked || arp.IsGratuitous);
    }

    // RFC 4861 §4.4: | type 1 | code 1 | checksum 2 | R S O and reserved 4 | target 16 | options |
    private void OnAdvertisement(in Packet packet, int layer)
    {
        ReadOnlySpan<byte> octets = packet.GivenTo(packet.Layers[layer]);
        if (octets.Length < 32 || octets[0] != Icmpv6.NeighborAdvertisement)
            return;
        var address = Address.From(octets[8..24]);
        for (ReadOnlySpan<byte> options = octets[24..]; options.Length >= 8; )
        {
            int length = options[1] * 8;
            if (length == 0 || length > options.Length)
                return;
            if (options[0] == 2 && length == 8 && LinkAddress.TryRead(options[2..8], out LinkAddress machine))
            {
                Claim(address, machine, packet.Frame, isUnasked: (octets[4] & 0x40) == 0);
                return;
            }
            options = options[length..];
        }
    }

    private Claims Find(Address address) => _claims.GetOrAdd(address, one => new Claims(one));

    private void Claim(Address address, LinkAddress machine, in Frame frame, bool isUnasked)
    {
        if (machine.IsGroup || machine.Value == 0 || machine.IsVirtualRouter)
            return;
        Claims claims = Find(address);
        claims.Total++;
        Claimer? claimer = claims.Claimers.Find(one => one.Machine == machine);
        if (claimer is null)
        {
            if (claims.Claimers.Count >= MostClaimers)
            {
                _claimersNotKept++;
                return;
            }
            claims.Claimers.Add(claimer = new Claimer(machine));
        }
        if (claims.Last is { } before && before != machine)
            claims.Changes++;
        claims.Last = machine;
        claimer.Frames.Add(frame);
        if (isUnasked)
            claimer.Unasked++;
    }

    private static ThreatFinding Judge(Claims claims, Claimer claimer, int addresses)
    {
        bool isForged = claimer.Unasked >= FewUnasked || addresses > 1;
        bool isContested = claims.Changes > 1;
        Claimer owner = claims.Claimers[0];
        string address = claims.Address.ToString();
        bool isArp = claims.Address.Version == 4;
        return new ThreatFinding
        {
            Kind =
                isForged && (isContested || claimer.Unasked >= FewUnasked)
                    ? ThreatKinds.ArpSpoofing
                    : ThreatKinds.DuplicateAddress,
            Severity =
                isForged && claimer.Unasked >= FewUnasked ? ThreatSeverity.High
                : isContested ? ThreatSeverity.Medium
                : ThreatSeverity.Low,
            Confidence = Math.Clamp(
                0.35
                    + (claimer.Unasked >= FewUnasked ? 0.25 : 0)
                    + (addresses > 1 ? 0.15 : 0)
                    + (isContested ? 0.2 : 0),
                0,
                0.95
            ),
            Detail = Text(
                $"{claimer.Machine} claims {address}, which {owner.Machine} claimed before: {claimer.Frames.Count} claims against {owner.Frames.Count}, {claims.Changes} changes"
            ),
            Reasons =
            [
                Text($"two machines claim {address} with {(isArp ? "ARP" : "neighbor advertisements")}"),
                .. claimer.Unasked > 0 ? (string[])[Text($"{claimer.Unasked} of the claims answer no question")] : [],
                .. addresses > 1 ? (string[])[Text($"the same machine claims {addresses} addresses of others")] : [],
                .. isContested ? (string[])[Text($"the claims change {claims.Changes} times between them")] : [],
            ],
            Against =
            [
                .. isContested ? [] : (string[])["the first machine was not heard again: the address may have moved"],
                .. claimer.Unasked == 0 ? (string[])["every claim was asked for"] : [],
            ],
            Actor = claimer.Machine.ToString(),
            Victim = address,
            Side = ThreatSide.Network,
            Count = claimer.Frames.Count,
            Unit = "claims",
            Measures =
            [
                new("claims", claimer.Frames.Count),
                new("unasked", claimer.Unasked),
                new("changes", claims.Changes),
                new("machines", claims.Claimers.Count),
                new("addresses_of_others", addresses),
            ],
            Frames = claimer.Frames,
            Filter = isArp
                ? $"arp.opcode in {{1, 2}} && arp.src.proto_ipv4 == {address} && arp.src.hw_mac == {claimer.Machine}"
                : $"icmpv6.type == 136 && icmpv6.nd.na.target_address == {address} && icmpv6.opt.linkaddr == {claimer.Machine}",
        };
    }

    private sealed class Claims(Address address)
    {
        public Address Address => address;

        public List<Claimer> Claimers { get; } = [];

        public LinkAddress? Last { get; set; }

        public int Changes { get; set; }

        public long Total { get; set; }

        /// <summary>When somebody asked last who has it.</summary>
        public Timestamp? AskedAt { get; set; }
    }

    private sealed class Claimer(LinkAddress machine)
    {
        public LinkAddress Machine => machine;

        public FrameTrail Frames { get; } = new();

        public int Unasked { get; set; }
    }
}
