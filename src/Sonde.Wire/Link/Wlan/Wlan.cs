namespace Sonde.Wire;

/// <summary>
/// IEEE 802.11 §9.2.3: | frame control 2 | duration 2 | address 6 | address 6 | address 6 | sequence 2 | address 6 | QoS 2 | HT 4 | body … |,
/// little-endian. How many of these a frame has depends on its type.
/// </summary>
/// <remarks>The body of data frames is LLC; encrypted and fragmented bodies are left as data. Of frames put together in one, the first is read.</remarks>
public readonly ref struct Wlan : ILayer<Wlan>
{
    private const int ManagementSize = 24; // octets, and of data frames with three addresses
    private const int AddressSize = 6;
    private const int SubframeSize = 14; // octets of header before each frame of an A-MSDU
    private const int MeshSize = 6; // octets of mesh control without addresses

    private static ReadOnlySpan<byte> SnapHeader => [0xaa, 0xaa, 0x03];

    private readonly ReadOnlySpan<byte> _octets; // [0.._header) header as far as it is there, then body
    private readonly int _header;
    private readonly int _body;

    private Wlan(ReadOnlySpan<byte> octets, int header, int body)
    {
        _octets = octets;
        _header = header;
        _body = body;
    }

    /// <inheritdoc/>
    public static string Name => "wlan";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => WlanFields.All;

    /// <inheritdoc/>
    public int HeaderLength => HasBodyForOthers ? _body : _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - HeaderLength;

    /// <inheritdoc/>
    public NextLayer NextLayer =>
        !HasBodyForOthers ? NextLayer.None
        : IsProtected || IsFragment ? NextLayer.Data
        : Body is [0xff, 0xff, ..] ? new(NextSpace.Direct, Direct.Ipx)
        : IsEthernet ? new(NextSpace.Direct, Direct.Ethernet)
        : new(NextSpace.Direct, Direct.Llc);

    /// <summary>Management, control, data or extension: 0 to 3.</summary>
    public int Type => (_octets[0] >> 2) & 3;

    /// <summary>Type times 16 plus subtype; control frame extensions have their own number behind 0x160.</summary>
    public int TypeAndSubtype => KindOf(_octets);

    /// <summary>Where a mobile station sends, the distribution system is the receiver (bit 0) or the sender (bit 1) or both.</summary>
    public int Distribution => _octets[1] & 3;

    /// <summary>The body is encrypted.</summary>
    public bool IsProtected => (_octets[1] & 0x40) != 0;

    /// <summary>The body is a piece of one that was cut.</summary>
    public bool IsFragment => (_octets[1] & 0x04) != 0 || (_header >= ManagementSize && (_octets[22] & 0x0f) != 0);

    /// <summary>Data frame with a quality-of-service field.</summary>
    public bool HasQuality => Type == 2 && (_octets[0] & 0x80) != 0;

    /// <summary>What stands behind the header.</summary>
    public ReadOnlySpan<byte> Body => _octets[_body..];

    /// <summary>Address of the station that sent it (address 2); empty where it is not there.</summary>
    public ReadOnlySpan<byte> Transmitter => _header >= 16 && _octets.Length >= 16 ? _octets[10..16] : [];

    /// <summary>The whole frame as far as it is there.</summary>
    internal ReadOnlySpan<byte> Octets => _octets;

    /// <summary>Octets of header as far as they are there.</summary>
    internal int HeaderOctets => _header;

    private bool IsComplete => _header == HeaderSize(_octets);

    private bool HasBodyForOthers =>
        IsComplete && ((Type == 2 && (_octets[0] & 0x40) == 0) || (Type == 0 && IsProtected));

    // some access points wrote Ethernet frames where LLC belongs
    private bool IsEthernet =>
        Body.Length >= SubframeSize
        && (
            Body[..AddressSize].SequenceEqual(_octets.Slice(4, AddressSize))
            || Body[..AddressSize].SequenceEqual(_octets.Slice(16, AddressSize))
        );

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Wlan layer) => TryRead(octets, false, out layer);

    /// <inheritdoc/>
    public void Describe(FieldSink sink) => WlanFields.Describe(this, sink);

    /// <summary>Reads a frame whose header some drivers pad to a multiple of four octets.</summary>
    internal static ReadStatus TryRead(ReadOnlySpan<byte> octets, bool isPadded, out Wlan layer)
    {
        layer = default;
        if (octets.Length < 2)
            return ReadStatus.TooShort;
        if ((octets[0] & 3) != 0) // version 1 has another layout, for the 1 GHz band
        {
            layer = new Wlan(octets, 2, octets.Length);
            return ReadStatus.Ok;
        }
        int header = HeaderSize(octets);
        if (header > octets.Length)
        {
            layer = new Wlan(octets, octets.Length, octets.Length);
            return ReadStatus.Cut;
        }
        int body = isPadded ? Math.Min((header + 3) & ~3, octets.Length) : header;
        layer = new Wlan(octets, header, body + InnerHeader(octets, octets[body..]));
        return ReadStatus.Ok;
    }

    private static int KindOf(ReadOnlySpan<byte> octets)
    {
        int kind = ((octets[0] << 2) & 0x30) | (octets[0] >> 4);
        return kind == 0x16 ? 0x160 | (octets[1] & 0x0f) : kind;
    }

    private static int HeaderSize(ReadOnlySpan<byte> octets)
    {
        int extra = (octets[1] & 0x80) != 0 ? 4 : 0; // HT control
        switch ((octets[0] >> 2) & 3)
        {
            case 0:
                return ManagementSize + extra;
            case 1:
                return (octets[0] >> 4) is 7 or 12 or 13 ? 10 : 16; // wrapper, CTS and ACK have one address
            case 2:
                int header = ManagementSize + ((octets[1] & 3) == 3 ? AddressSize : 0);
                return (octets[0] & 0x80) != 0 ? header + 2 + extra : header;
            default:
                return 10;
        }
    }

    // octets between the header and LLC: mesh control, and the first header of an A-MSDU
    private static int InnerHeader(ReadOnlySpan<byte> octets, ReadOnlySpan<byte> body)
    {
        bool hasQuality = (octets[0] & 0x8c) == 0x88;
        if (!hasQuality || (octets[1] & 0x40) != 0)
            return 0;
        int quality = (octets[1] & 3) == 3 ? ManagementSize + AddressSize : ManagementSize;
        int inner = MeshLength(octets, quality, body);
        bool isAggregate = (octets[quality] & 0x80) != 0;
        return isAggregate && body.Length >= inner + SubframeSize ? inner + SubframeSize : inner;
    }

    // octets of mesh control; the field that announces it came late to the standard, LLC behind it tells as well
    private static int MeshLength(ReadOnlySpan<byte> octets, int quality, ReadOnlySpan<byte> body)
    {
        if ((octets[1] & 2) == 0 || body.Length < MeshSize || (body[0] & 0xfc) != 0 || (body[0] & 3) == 3)
            return 0;
        int length = MeshSize + (body[0] & 3) * AddressSize;
        bool isAnnounced = (octets[quality + 1] & 1) != 0;
        return body.Length >= length && (isAnnounced || body[length..].StartsWith(SnapHeader)) ? length : 0;
    }
}
