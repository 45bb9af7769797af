using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>
/// Linux cooked capture version 2, LINKTYPE_LINUX_SLL2: | protocol 2 | zero 2 | interface 4 | device type 2 | packet type 1 |
/// address length 1 | address 8 | data … |, big-endian.
/// </summary>
public readonly ref struct CookedV2 : ILayer<CookedV2>
{
    private const int Size = 20; // octets, fixed

    private readonly ReadOnlySpan<byte> _octets; // [0..20) header, [20..) data

    private CookedV2(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "sll";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => CookedFields.All;

    /// <inheritdoc/>
    public int HeaderLength => Size;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - Size;

    /// <inheritdoc/>
    public NextLayer NextLayer => CookedFields.Following(Device, Protocol);

    /// <summary>EtherType, or a number below 1,536 that Linux assigned.</summary>
    public ushort Protocol => ReadUInt16BigEndian(_octets);

    /// <summary>The interface's index on the machine that captured.</summary>
    public uint InterfaceIndex => ReadUInt32BigEndian(_octets[4..]);

    /// <summary>Kind of the interface, an ARPHRD_ value of Linux.</summary>
    public ushort Device => ReadUInt16BigEndian(_octets[8..]);

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out CookedV2 layer)
    {
        layer = default;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        layer = new CookedV2(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        CookedFields.AddProtocol(sink, 0, Protocol);
        CookedFields.AddInterface(sink, 4, InterfaceIndex);
        CookedFields.AddDevice(sink, 8, Device);
        sink.Add(CookedFields.PacketTypeField, 10, 1, _octets[10]);
        CookedFields.AddAddress(sink, 11, 1, _octets[11], 12, _octets[12..20]);
    }
}
