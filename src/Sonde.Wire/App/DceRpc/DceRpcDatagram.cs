using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>DCE/RPC in datagrams, C706 §12.6.2.</summary>
/// <remarks>
/// Layout: <c>version 1, type 1, flags 2, data representation 3, serial number 1, object 16, interface 16, activity 16, boot time 4,
/// interface version 4, sequence number 4, operation 2, hints 4, length 2, fragment number 2, authentication 1, serial number 1</c>.
/// </remarks>
public readonly ref struct DceRpcDatagram : ILayer<DceRpcDatagram>
{
    private const int Size = 80;
    private const byte Version4 = 4;
    private const byte LastType = 10;
    private const byte Flags2 = 0x03; // the others are kept for the future

    private readonly ReadOnlySpan<byte> _octets;

    private DceRpcDatagram(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "dcerpc";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => DceRpcFields.All;

    /// <summary>What the datagram is: 0 asks, 2 answers (C706 §12.6.2.2).</summary>
    public byte Type => _octets[1];

    /// <inheritdoc/>
    public int HeaderLength => _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => 0;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.None;

    private bool IsLittleEndian => (_octets[4] & 0x10) != 0;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out DceRpcDatagram layer)
    {
        layer = default;
        bool isMine =
            octets.Length >= Size
            && octets[0] == Version4
            && octets[1] <= LastType
            && (octets[3] & ~Flags2) == 0
            && DceRpc.IsRepresentation(octets[4], octets[5]);
        if (!isMine)
            return ReadStatus.NotMine;
        layer = new DceRpcDatagram(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(DceRpcFields.Version, 0, 1, _octets[0]);
        sink.Add(DceRpcFields.Type, 1, 1, Type);
        uint sequence = IsLittleEndian ? ReadUInt32LittleEndian(_octets[64..]) : ReadUInt32BigEndian(_octets[64..]);
        sink.Add(DceRpcFields.DatagramSequence, 64, 4, sequence);
        sink.Add(DceRpcFields.Operation, 68, 2, Short(68));
        sink.Add(DceRpcFields.DatagramLength, 74, 2, Short(74));
    }

    private ulong Short(int at) =>
        IsLittleEndian ? ReadUInt16LittleEndian(_octets[at..]) : ReadUInt16BigEndian(_octets[at..]);
}
