using System.Runtime.CompilerServices;

namespace Sonde.Analysis;

/// <summary>Finds the open conversation between two ends, whichever of them sent.</summary>
/// <remarks>
/// Open addressing over one array, at most half full: the look-up of every packet touches one place of it and the
/// conversation. The hash differs between processes, so that no traffic can aim at collisions.
/// </remarks>
internal sealed class FlowIndex
{
    private Slot[] _slots = new Slot[1024];
    private int _count;

    /// <summary>The conversation, or null.</summary>
    /// <param name="source">Who sent.</param>
    /// <param name="destination">Who received.</param>
    /// <param name="protocol">Internet protocol number.</param>
    /// <param name="fromLow">Whether the sender is the low end of the conversation's key.</param>
    public Flow? Find(in Endpoint source, in Endpoint destination, byte protocol, out bool fromLow)
    {
        uint hash = Hash(source, destination, protocol);
        Slot[] slots = _slots;
        for (uint at = hash; ; at++)
        {
            ref readonly Slot slot = ref slots[at & (uint)(slots.Length - 1)];
            if (slot.Flow is not { } flow)
            {
                fromLow = false;
                return null;
            }
            if (slot.Hash == hash && flow.Ends.Joins(source, destination, protocol, out fromLow))
                return flow;
        }
    }

    /// <summary>Makes a conversation the one between its ends.</summary>
    public void Set(Flow flow)
    {
        if (++_count > _slots.Length / 2)
            Grow();
        ref readonly FlowKey key = ref flow.Ends;
        uint hash = Hash(key.Low, key.High, key.Protocol);
        uint mask = (uint)(_slots.Length - 1);
        uint at = hash & mask;
        while (_slots[at].Flow is { } other)
        {
            if (_slots[at].Hash == hash && other.Ends.Equals(key))
            {
                _count--;
                break;
            }
            at = (at + 1) & mask;
        }
        _slots[at] = new Slot(flow, hash);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Hash(in Endpoint one, in Endpoint other, byte protocol)
    {
        ulong mixed = (one.Mixed() + other.Mixed() + protocol) * 0xff51afd7ed558ccd;
        return (uint)(mixed >> 32);
    }

    private void Grow()
    {
        Slot[] old = _slots;
        _slots = new Slot[old.Length * 2];
        uint mask = (uint)(_slots.Length - 1);
        foreach (Slot slot in old)
        {
            if (slot.Flow is null)
                continue;
            uint at = slot.Hash & mask;
            while (_slots[at].Flow is not null)
                at = (at + 1) & mask;
            _slots[at] = slot;
        }
    }

    private readonly record struct Slot(Flow? Flow, uint Hash);
}
