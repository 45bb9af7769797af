namespace Sonde.Analysis;

/// <summary>The keys of one level, made from its secret when they are needed, and the numbers of its packets.</summary>
internal sealed class QuicLevel : IDisposable
{
    private TlsCipher _cipher;
    private bool _isVersion2;
    private byte[]? _secret;
    private byte[]? _headerSecret; // the first one: an update of keys leaves the headers alone, RFC 9001 §6.1
    private QuicPacketKeys? _keys;
    private QuicBlockCipher? _headers;

    /// <summary>The secret is known.</summary>
    public bool IsKnown => _secret is not null;

    /// <summary>The keys of contents; null where the secret is not known.</summary>
    public QuicPacketKeys? Keys => _secret is null ? null : _keys ??= new QuicPacketKeys(_cipher, _isVersion2, _secret);

    /// <summary>The cipher of headers; null where the secret is not known.</summary>
    public QuicBlockCipher? Headers =>
        _headerSecret is null ? null : _headers ??= QuicPacketKeys.HeaderCipher(_cipher, _isVersion2, _headerSecret);

    /// <summary>One more than the greatest number of a packet that was opened.</summary>
    public ulong Expected { get; private set; }

    /// <summary>Takes the secret; null where nobody knows it.</summary>
    public void Use(TlsCipher cipher, bool isVersion2, byte[]? secret)
    {
        Dispose();
        (_cipher, _isVersion2, _secret, _headerSecret) = (cipher, isVersion2, secret, secret);
    }

    /// <summary>Takes the mask off a header. False where the secret is not known, the packet too short, or the mask another one.</summary>
    /// <inheritdoc cref="QuicProtected.TryUnmask"/>
    public bool TryUnmask(ReadOnlySpan<byte> octets, int numberOffset, Span<byte> buffer, out QuicProtected packet)
    {
        packet = default;
        return Headers is { } headers
            && QuicProtected.TryUnmask(octets, numberOffset, headers, buffer, out packet)
            && !packet.HasReservedBits;
    }

    /// <summary>A packet with this number was opened.</summary>
    public void Saw(ulong number) => Expected = Math.Max(Expected, number + 1);

    /// <summary>Goes on with the keys of the next phase. Returns those of the phase before.</summary>
    public QuicPacketKeys? Replace(QuicPacketKeys keys, byte[] secret)
    {
        QuicPacketKeys? before = _keys;
        (_keys, _secret) = (keys, secret);
        return before;
    }

    /// <summary>Gives the keys back; they are made again when they are needed.</summary>
    public void Dispose()
    {
        _keys?.Dispose();
        _headers?.Dispose();
        (_keys, _headers) = (null, null);
    }
}
