using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Fields that no single layer knows: of the frame itself, of its place in the capture, of its conversations.</summary>
public interface IPacketFields : IObserver
{
    /// <summary>Wireshark's name of the pseudo-protocol that is present in every packet, such as <c>frame</c>; empty when there is none.</summary>
    string Name { get; }

    /// <summary>Every field that <see cref="Describe"/> may add.</summary>
    IReadOnlyList<Field> Fields { get; }

    /// <summary>Names the fields of the packet at hand. Called only after the packet was observed.</summary>
    void Describe(in Packet packet, FieldSink sink);
}
