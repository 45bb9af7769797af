using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>DCE/RPC over connections, C706 §12.6.3, in TCP streams and in named pipes of SMB.</summary>
/// <remarks>
/// Layout: <c>version 1, minor version 1, type 1, flags 1, data representation 4, fragment length 2, authentication length 2,
/// call 4</c>, then what the type has. Numbers are in the order of octets that the representation says.
/// </remarks>
public readonly ref struct DceRpc : IStreamLayer<DceRpc>
{
    private const int Size = 16; // octets of the header that all types have
    private const byte Version5 = 5;
    private const byte Request = 0;
    private const byte LastType = 20;

    private readonly ReadOnlySpan<byte> _octets;

    private DceRpc(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "dcerpc";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => DceRpcFields.All;

    /// <summary>What the fragment is: 0 asks, 2 answers, 11 binds (C706 §12.6.4).</summary>
    public byte Type => _octets[2];

    /// <summary>Octets of the fragment, header included.</summary>
    public int FragmentLength => Short(8);

    /// <inheritdoc/>
    public int HeaderLength => Math.Min(FragmentLength, _octets.Length);

    /// <inheritdoc/>
    public int PayloadLength => 0;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.None;

    private bool IsLittleEndian => (_octets[4] & 0x10) != 0;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out DceRpc layer)
    {
        layer = default;
        if (!IsLikely(octets))
            return ReadStatus.NotMine;
        layer = new DceRpc(octets);
        return layer.FragmentLength > octets.Length ? ReadStatus.Cut : ReadStatus.Ok;
    }

    /// <summary>Whether octets begin with a header.</summary>
    public static bool IsLikely(ReadOnlySpan<byte> octets) =>
        octets.Length >= Size
        && octets[0] == Version5
        && octets[1] <= 1
        && octets[2] <= LastType
        && IsRepresentation(octets[4], octets[5])
        && new DceRpc(octets).FragmentLength >= Size;

    /// <summary>Whether the first two octets of a data representation are ones that exist, C706 §14.1.</summary>
    public static bool IsRepresentation(byte integersAndText, byte floats) =>
        (integersAndText & 0xee) == 0 && floats <= 3;

    /// <inheritdoc/>
    public static MessageExtent Measure(ReadOnlySpan<byte> octets)
    {
        if (octets.Length < Size)
            return octets.IsEmpty || octets[0] == Version5 ? MessageExtent.NeedMore : MessageExtent.NotMine;
        return IsLikely(octets) ? new(0, new DceRpc(octets).FragmentLength) : MessageExtent.NotMine;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(DceRpcFields.Version, 0, 1, _octets[0]);
        sink.Add(DceRpcFields.Minor, 1, 1, _octets[1]);
        sink.Add(DceRpcFields.Type, 2, 1, Type);
        sink.Add(DceRpcFields.Flags, 3, 1, _octets[3]);
        sink.Add(DceRpcFields.FragmentLength, 8, 2, (ulong)FragmentLength);
        sink.Add(DceRpcFields.AuthLength, 10, 2, (ulong)Short(10));
        uint call = IsLittleEndian ? ReadUInt32LittleEndian(_octets[12..]) : ReadUInt32BigEndian(_octets[12..]);
        sink.Add(DceRpcFields.CallId, 12, 4, call);
        if (Type != Request || _octets.Length < Size + 8)
            return;
        sink.Add(DceRpcFields.Context, Size + 4, 2, (ulong)Short(Size + 4));
        sink.Add(DceRpcFields.Operation, Size + 6, 2, (ulong)Short(Size + 6));
    }

    private int Short(int at) =>
        IsLittleEndian ? ReadUInt16LittleEndian(_octets[at..]) : ReadUInt16BigEndian(_octets[at..]);
}
