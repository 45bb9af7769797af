using System.Runtime.CompilerServices;
using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Notes which protocol the packets of each conversation show over TCP or UDP first.</summary>
/// <remarks>Memory: an entry for each conversation that the flow table keeps.</remarks>
internal sealed class ShownLayers : IObserver
{
    private readonly ConditionalWeakTable<Flow, string> _shown = [];

    /// <summary>Wireshark's name of it; null when the packets show data only.</summary>
    public string? Of(Flow flow) => _shown.TryGetValue(flow, out string? name) ? name : null;

    public void OnPacket(in Packet packet)
    {
        foreach (ref readonly FlowMark mark in packet.Flows)
        {
            int next = mark.Layer + 1;
            if (mark.IsQuoted || !mark.Flow.HasPorts || next >= packet.Layers.Length)
                continue;
            string name = packet.Layers[next].Reader.Name;
            if (!ReferenceEquals(name, Data.Name))
                _shown.TryAdd(mark.Flow, name);
        }
    }
}
