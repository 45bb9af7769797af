using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>
/// What an access point and its controller pass on, RFC 5415 §4.3: | version and type 1 | header length 5 bits, radio 5, binding 5, flags 9 |
/// fragment 2 | offset 13 bits | (radio's address) | (wireless information) |, then a frame of the wireless or wired network.
/// </summary>
public readonly ref struct CapwapData : ILayer<CapwapData>
{
    private const int Size = 8; // octets of a header without options
    private const int EncryptedSize = 4; // octets of a preamble in front of DTLS
    private const int Ieee80211 = 1; // binding, RFC 5416

    private const int NativeFlag = 0x100;
    private const int FragmentFlag = 0x80;
    private const int KeepAliveFlag = 0x08;

    private static readonly Field VersionField = new("capwap.preamble.version", "Version");
    private static readonly Field TypeField = new("capwap.preamble.type", "Type");
    private static readonly Field LengthField = new("capwap.header.length", "Header Length");
    private static readonly Field RadioField = new("capwap.header.rid", "Radio ID");
    private static readonly Field BindingField = new("capwap.header.wbid", "Wireless Binding ID");
    private static readonly Field KeepAliveField = new("capwap.header.flags.k", "Keep-Alive", FieldKind.Boolean);
    private static readonly Field FragmentIdField = new("capwap.header.fragment.id", "Fragment ID");

    private readonly ReadOnlySpan<byte> _octets;

    private CapwapData(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "capwap.data";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields =>
        [VersionField, TypeField, LengthField, RadioField, BindingField, KeepAliveField, FragmentIdField];

    /// <inheritdoc/>
    public int HeaderLength => IsEncrypted ? EncryptedSize : HeaderSize;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - HeaderLength;

    /// <summary>Of a datagram that was cut in pieces nothing is read: few networks do that, since the tunnel's size is negotiated.</summary>
    public NextLayer NextLayer =>
        IsEncrypted ? new(NextSpace.UdpPort, EncryptedPort)
        : (Flags & KeepAliveFlag) != 0 || PayloadLength == 0 ? NextLayer.None
        : (Flags & FragmentFlag) != 0 ? NextLayer.Data
        : (Flags & NativeFlag) == 0 ? new(NextSpace.Direct, Direct.Ethernet)
        : Binding == Ieee80211 ? new(NextSpace.Direct, Direct.WlanSwapped)
        : NextLayer.Data;

    // a port of DTLS, for what is DTLS from here on
    private static uint EncryptedPort => 853;

    private bool IsEncrypted => (_octets[0] & 15) == 1;

    private int HeaderSize => (_octets[1] >> 3) * 4;

    private int Binding => _octets[2] >> 1 & 0x1f;

    private int Flags => ReadUInt16BigEndian(_octets[2..]) & 0x1ff;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out CapwapData layer)
    {
        layer = default;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        var read = new CapwapData(octets);
        if ((octets[0] & 15) > 1 || (!read.IsEncrypted && read.HeaderSize < Size))
            return ReadStatus.NotMine;
        if (read.HeaderLength > octets.Length)
            return ReadStatus.TooShort;
        layer = read;
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(VersionField, 0, 1, (ulong)_octets[0] >> 4);
        sink.Add(TypeField, 0, 1, (ulong)_octets[0] & 15);
        if (IsEncrypted)
            return;
        sink.Add(LengthField, 1, 1, (ulong)_octets[1] >> 3);
        sink.Add(RadioField, 1, 2, (ulong)(ReadUInt16BigEndian(_octets[1..]) >> 6 & 0x1f));
        sink.Add(BindingField, 2, 1, (ulong)Binding);
        sink.Add(KeepAliveField, 3, 1, (ulong)(Flags & KeepAliveFlag) / KeepAliveFlag);
        sink.Add(FragmentIdField, 4, 2, ReadUInt16BigEndian(_octets[4..]));
    }
}
