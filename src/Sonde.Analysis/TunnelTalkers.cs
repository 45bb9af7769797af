using System.Runtime.InteropServices;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Counts what each address sent and received inside tunnels: the Internet headers behind the outermost one. Packets that
/// ICMP errors quote are left out.</summary>
/// <remarks>Memory: about 100 octets an address, at most <see cref="Talkers.AddressLimit"/> of them; packets of further ones are counted apart.</remarks>
public sealed class TunnelTalkers : IObserver
{
    private readonly Dictionary<Address, Talker> _talkers = [];

    /// <summary>Packets whose source or destination came after the limit.</summary>
    public long NotKept { get; private set; }

    /// <inheritdoc/>
    public void OnPacket(in Packet packet)
    {
        // one Internet header, which most packets have, is counted elsewhere
        for (
            int from = 0, headers = 0;
            OuterAddresses.TryReadNext(packet, ref from, out Address source, out Address to);

        )
        {
            if (headers++ > 0)
                Count(source, to, new DirectionCounters(1, packet.Frame.OriginalLength));
        }
    }

    /// <summary>The sum of both: each address as often as it stands in headers, as Wireshark's endpoints count it.</summary>
    public TalkerSum Plus(TalkerSum outer)
    {
        ArgumentNullException.ThrowIfNull(outer);
        if (_talkers.Count == 0)
            return outer;
        Dictionary<Address, Talker> all = outer.All.ToDictionary(talker => talker.Address);
        foreach (Talker talker in _talkers.Values)
        {
            Talker sum = all.GetValueOrDefault(talker.Address) ?? new Talker(talker.Address);
            all[talker.Address] = new Talker(talker.Address)
            {
                Sent = sum.Sent.Plus(talker.Sent),
                Received = sum.Received.Plus(talker.Received),
            };
        }
        return new TalkerSum([.. all.Values], outer.NotKept + NotKept);
    }

    private void Count(Address source, Address destination, DirectionCounters count)
    {
        if (Find(source) is { } from && Find(destination) is { } to)
        {
            from.Sent = from.Sent.Plus(count);
            to.Received = to.Received.Plus(count);
        }
        else
        {
            NotKept++;
        }
    }

    private Talker? Find(Address address)
    {
        if (_talkers.Count >= Talkers.AddressLimit)
            return _talkers.GetValueOrDefault(address);
        ref Talker? talker = ref CollectionsMarshal.GetValueRefOrAddDefault(_talkers, address, out _);
        return talker ??= new Talker(address);
    }
}
