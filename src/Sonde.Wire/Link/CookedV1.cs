using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>
/// Linux cooked capture, LINKTYPE_LINUX_SLL: | packet type 2 | device type 2 | address length 2 | address 8 | protocol 2 |
/// data … |, big-endian.
/// </summary>
public readonly ref struct CookedV1 : ILayer<CookedV1>
{
    private const int Size = 16; // octets, fixed

    private readonly ReadOnlySpan<byte> _octets; // [0..16) header, [16..) data

    private CookedV1(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "sll";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => CookedFields.All;

    /// <inheritdoc/>
    public int HeaderLength => CookedFields.IsNetlink(Device) ? 0 : Size; // netlink reads the same header in its own way

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - HeaderLength;

    /// <inheritdoc/>
    public NextLayer NextLayer =>
        CookedFields.IsNetlink(Device)
            ? new(NextSpace.Direct, Direct.Netlink)
            : CookedFields.Following(Device, Protocol);

    /// <summary>Kind of the interface, an ARPHRD_ value of Linux.</summary>
    public ushort Device => ReadUInt16BigEndian(_octets[2..]);

    /// <summary>EtherType, or a number below 1,536 that Linux assigned.</summary>
    public ushort Protocol => ReadUInt16BigEndian(_octets[14..]);

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out CookedV1 layer)
    {
        layer = default;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        layer = new CookedV1(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(CookedFields.PacketTypeField, 0, 2, ReadUInt16BigEndian(_octets));
        CookedFields.AddDevice(sink, 2, Device);
        CookedFields.AddAddress(sink, 4, 2, ReadUInt16BigEndian(_octets[4..]), 6, _octets[6..14]);
        CookedFields.AddProtocol(sink, 14, Protocol);
    }
}
