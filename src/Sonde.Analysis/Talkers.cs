using System.Runtime.InteropServices;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>What one address sent and received.</summary>
public sealed class Talker(Address address)
{
    /// <summary>The address.</summary>
    public Address Address { get; } = address;

    /// <summary>Packets and octets on the wire from the address.</summary>
    public DirectionCounters Sent { get; internal set; }

    /// <summary>Packets and octets on the wire to the address.</summary>
    public DirectionCounters Received { get; internal set; }

    /// <summary>Packets both ways.</summary>
    public long Packets => Sent.Packets + Received.Packets;

    /// <summary>Octets both ways.</summary>
    public long Octets => Sent.Octets + Received.Octets;
}

/// <summary>Counts what each address of the outermost Internet header sent and received.</summary>
/// <remarks>
/// Most packets are counted in their conversation anyway, so only the others cost a look-up here; the sum is made when it
/// is asked for. Memory: about 100 octets an address, at most <see cref="AddressLimit"/> of them; packets of further ones
/// are counted apart.
/// </remarks>
public sealed class Talkers : IObserver
{
    /// <summary>Most addresses kept.</summary>
    public const int AddressLimit = 1_000_000;

    private readonly Counters _others = new();

    /// <inheritdoc/>
    public IReadOnlyCollection<string> StreamProtocols => [];

    /// <inheritdoc/>
    public void OnPacket(in Packet packet)
    {
        if (packet.Flows is [{ IsOutermost: true }, ..])
            return;
        if (OuterAddresses.TryRead(packet, out Address source, out Address destination))
            _others.Add(source, destination, new DirectionCounters(1, packet.Frame.OriginalLength), default);
    }

    /// <inheritdoc/>
    public void OnFlowForgotten(Flow flow) => _others.Add(flow);

    /// <summary>The sum so far, over the conversations of the pass and all else.</summary>
    public TalkerSum Sum(FlowTable flows)
    {
        ArgumentNullException.ThrowIfNull(flows);
        var sum = new Counters(_others);
        foreach (Flow flow in flows.Flows)
            sum.Add(flow);
        return new TalkerSum(sum.Talkers, sum.NotKept);
    }

    private sealed class Counters
    {
        private readonly Dictionary<Address, Talker> _talkers = [];

        public Counters() { }

        public Counters(Counters other)
        {
            NotKept = other.NotKept;
            foreach (Talker talker in other.Talkers)
            {
                Talker own = Find(talker.Address)!;
                (own.Sent, own.Received) = (talker.Sent, talker.Received);
            }
        }

        public List<Talker> Talkers { get; } = [];

        public long NotKept { get; private set; }

        public void Add(Flow flow)
        {
            ref readonly FlowKey ends = ref flow.Ends;
            Add(ends.Low.Address, ends.High.Address, flow.Outermost(fromLow: true), flow.Outermost(fromLow: false));
        }

        /// <summary>Counts what two addresses sent to each other.</summary>
        public void Add(Address one, Address other, DirectionCounters there, DirectionCounters back)
        {
            if (there.Packets + back.Packets == 0)
                return;
            if (Find(one) is { } first && Find(other) is { } second)
            {
                (first.Sent, second.Received) = (first.Sent.Plus(there), second.Received.Plus(there));
                (second.Sent, first.Received) = (second.Sent.Plus(back), first.Received.Plus(back));
            }
            else
            {
                NotKept += there.Packets + back.Packets;
            }
        }

        private Talker? Find(Address address)
        {
            if (_talkers.Count >= AddressLimit)
                return _talkers.GetValueOrDefault(address);
            ref Talker? talker = ref CollectionsMarshal.GetValueRefOrAddDefault(_talkers, address, out _);
            if (talker is null)
                Talkers.Add(talker = new Talker(address));
            return talker;
        }
    }
}

/// <summary>What all addresses sent and received.</summary>
/// <param name="All">The addresses, in no order.</param>
/// <param name="NotKept">Packets whose source or destination came after the limit.</param>
public sealed record TalkerSum(IReadOnlyList<Talker> All, long NotKept)
{
    /// <summary>Distinct addresses that sent.</summary>
    public int Sources => All.Count(talker => talker.Sent.Packets > 0);

    /// <summary>Distinct addresses that packets went to.</summary>
    public int Destinations => All.Count(talker => talker.Received.Packets > 0);

    /// <summary>The addresses by a size, largest first, then in their own order.</summary>
    public IReadOnlyList<Talker> By(Func<Talker, long> size)
    {
        var order = new List<Talker>(All);
        order.Sort((one, other) => Order(one, other, size));
        return order;
    }

    /// <summary>The first few of <see cref="By"/>, without sorting the others.</summary>
    public IReadOnlyList<Talker> Largest(Func<Talker, long> size, int most)
    {
        ArgumentNullException.ThrowIfNull(size);
        var largest = new List<Talker>(most + 1);
        foreach (Talker talker in All)
        {
            if (largest.Count == most && Order(talker, largest[^1], size) > 0)
                continue;
            int place = largest.Count;
            while (place > 0 && Order(talker, largest[place - 1], size) < 0)
                place--;
            largest.Insert(place, talker);
            if (largest.Count > most)
                largest.RemoveAt(most);
        }
        return largest;
    }

    private static int Order(Talker one, Talker other, Func<Talker, long> size) =>
        size(other).CompareTo(size(one)) is var bySize and not 0 ? bySize : one.Address.CompareTo(other.Address);
}
