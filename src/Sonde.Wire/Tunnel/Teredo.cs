using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Teredo, RFC 4380 §5.1: IPv6 in UDP, with an authentication (0x0001) and an origin (0x0000) indication before it, or neither.</summary>
/// <remarks>
/// | 0x0001 2 | identifier length 1 | value length 1 | identifier … | value … | nonce 8 | confirmation 1 |
/// 0x0000 2 | origin port 2, inverted | origin address 4, inverted | IPv6 … |
/// </remarks>
public readonly ref struct Teredo : ILayer<Teredo>
{
    private const int OriginSize = 8; // octets
    private const int AuthenticationSize = 13; // octets without identifier and value

    private static readonly Field AuthenticationField = new("teredo.auth", "Authentication", FieldKind.Group);
    private static readonly Field NonceField = new("teredo.auth.nonce", "Nonce value", FieldKind.Octets);
    private static readonly Field OriginField = new("teredo.orig", "Origin indication", FieldKind.Group);
    private static readonly Field OriginPortField = new("teredo.orig.port", "Origin UDP port");
    private static readonly Field OriginAddressField = new("teredo.orig.addr", "Origin IPv4 address", FieldKind.Ipv4);

    private readonly ReadOnlySpan<byte> _octets; // [0..HeaderLength) indications, then IPv6
    private readonly int _origin; // where the origin indication begins; HeaderLength when there is none

    private Teredo(ReadOnlySpan<byte> octets, int origin, int header)
    {
        _octets = octets;
        _origin = origin;
        HeaderLength = header;
    }

    /// <inheritdoc/>
    public static string Name => "teredo";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields =>
        [AuthenticationField, NonceField, OriginField, OriginPortField, OriginAddressField];

    /// <inheritdoc/>
    public int HeaderLength { get; }

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - HeaderLength;

    /// <inheritdoc/>
    public NextLayer NextLayer => new(NextSpace.IpVersion, 6);

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Teredo layer)
    {
        layer = default;
        int at = 0;
        if (octets is [0, 1, ..])
        {
            if (octets.Length < AuthenticationSize)
                return ReadStatus.TooShort;
            at = AuthenticationSize + octets[2] + octets[3];
            if (at > octets.Length)
                return ReadStatus.TooShort;
        }
        int origin = at;
        if (octets[at..] is [0, 0, ..])
        {
            at += OriginSize;
            if (at > octets.Length)
                return ReadStatus.TooShort;
        }
        layer = new Teredo(octets, origin, at);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        if (_origin > 0)
        {
            sink.Open(AuthenticationField, 0, _origin);
            sink.Add(NonceField, _origin - 9, 8, _octets.Slice(_origin - 9, 8));
            sink.Close();
        }
        if (HeaderLength == _origin)
            return;
        Span<byte> address = stackalloc byte[4];
        WriteUInt32BigEndian(address, ~ReadUInt32BigEndian(_octets[(_origin + 4)..]));
        sink.Open(OriginField, _origin, OriginSize);
        sink.Add(OriginPortField, _origin + 2, 2, (ushort)~ReadUInt16BigEndian(_octets[(_origin + 2)..]));
        sink.Add(OriginAddressField, _origin + 4, 4, address);
        sink.Close();
    }
}
