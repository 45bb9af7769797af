namespace Sonde.Wire;

/// <summary>Types of frames, RFC 9000 §19.</summary>
public static class QuicFrameTypes
{
    /// <summary>Fills a packet.</summary>
    public const ulong Padding = 0x00;

    /// <summary>Asks for an acknowledgment.</summary>
    public const ulong Ping = 0x01;

    /// <summary>Acknowledges packets.</summary>
    public const ulong Ack = 0x02;

    /// <summary>Acknowledges packets, with counters of congestion.</summary>
    public const ulong AckWithCounts = 0x03;

    /// <summary>The sender gives a stream up.</summary>
    public const ulong ResetStream = 0x04;

    /// <summary>The receiver wants no more of a stream.</summary>
    public const ulong StopSending = 0x05;

    /// <summary>Octets of the handshake.</summary>
    public const ulong Crypto = 0x06;

    /// <summary>A token for a later connection.</summary>
    public const ulong NewToken = 0x07;

    /// <summary>Octets of a stream: the first of eight types.</summary>
    public const ulong Stream = 0x08;

    /// <summary>Octets of a stream: the last of eight types.</summary>
    public const ulong LastStream = 0x0f;

    /// <summary>Another connection identifier.</summary>
    public const ulong NewConnectionId = 0x18;

    /// <summary>The end of the connection, by QUIC.</summary>
    public const ulong Close = 0x1c;

    /// <summary>The end of the connection, by the application.</summary>
    public const ulong CloseByApplication = 0x1d;

    /// <summary>The server confirms the handshake.</summary>
    public const ulong HandshakeDone = 0x1e;

    /// <summary>Asks for an acknowledgment at once, draft-ietf-quic-ack-frequency.</summary>
    public const ulong ImmediateAck = 0x1f;

    /// <summary>Asks for fewer acknowledgments, draft-ietf-quic-ack-frequency.</summary>
    public const ulong AckFrequency = 0xaf;

    /// <summary>When the packet was sent, draft-huitema-quic-ts.</summary>
    public const ulong Timestamp = 0x2f5;

    /// <summary>A datagram to the end of the packet, RFC 9221.</summary>
    public const ulong Datagram = 0x30;

    /// <summary>A datagram with its length, RFC 9221.</summary>
    public const ulong DatagramWithLength = 0x31;
}

/// <summary>Reads the frames of a packet whose protection was taken off, one by one, RFC 9000 §12.4 and §19.</summary>
/// <param name="payload">The payload of the packet.</param>
public ref struct QuicFrameReader(ReadOnlySpan<byte> payload)
{
    private const int LongestConnectionId = 20; // RFC 9000 §17.2
    private const int ResetTokenSize = 16;

    private readonly ReadOnlySpan<byte> _octets = payload;
    private int _at;

    /// <summary>All frames were read.</summary>
    public readonly bool IsAtEnd => _at == _octets.Length;

    /// <summary>Type of the frame, see <see cref="QuicFrameTypes"/>.</summary>
    public ulong Type { get; private set; }

    /// <summary>Stream that STREAM and RESET_STREAM speak of.</summary>
    public ulong StreamId { get; private set; }

    /// <summary>Place of the octets of STREAM and CRYPTO in their stream.</summary>
    public ulong Offset { get; private set; }

    /// <summary>Octets of STREAM and CRYPTO; the identifier of NEW_CONNECTION_ID.</summary>
    public ReadOnlySpan<byte> Data { get; private set; }

    /// <summary>The octets of STREAM are the last ones.</summary>
    public bool IsLast { get; private set; }

    /// <summary>The frame carries octets of a stream.</summary>
    public readonly bool IsStream => Type is >= QuicFrameTypes.Stream and <= QuicFrameTypes.LastStream;

    /// <summary>Whether packets begin with a frame of this type: what wrong keys open rarely does.</summary>
    public static bool MayBegin(byte type) =>
        type <= QuicFrameTypes.ImmediateAck
        || type is (byte)QuicFrameTypes.Datagram or (byte)QuicFrameTypes.DatagramWithLength
        || type >= 0x40; // the first octet of a longer type, which extensions use

    /// <summary>Whether an Initial packet may begin with a frame of this type, RFC 9000 §17.2.2.</summary>
    public static bool MayBeginInitial(byte type) =>
        type <= QuicFrameTypes.AckWithCounts || type is (byte)QuicFrameTypes.Crypto or (byte)QuicFrameTypes.Close;

    /// <summary>Reads the next frame; padding together. False at the end, and where a frame is broken or of an unknown type.</summary>
    public bool TryNext()
    {
        if (IsAtEnd || !TryNumber(out ulong type))
            return false;
        (Type, IsLast) = (type, false);
        Data = default;
        return type switch
        {
            QuicFrameTypes.Padding => PassPadding(),
            QuicFrameTypes.Ping => true,
            QuicFrameTypes.HandshakeDone or QuicFrameTypes.ImmediateAck => true,
            QuicFrameTypes.AckFrequency => TryPass(4), // in the first drafts the last one is an octet, which is below 64
            QuicFrameTypes.Timestamp => TryPass(1),
            QuicFrameTypes.Ack or QuicFrameTypes.AckWithCounts => TryAck(type == QuicFrameTypes.AckWithCounts),
            QuicFrameTypes.ResetStream => TryStreamId() && TryPass(2),
            QuicFrameTypes.StopSending => TryPass(2),
            QuicFrameTypes.Crypto => TryOffset() && TryData(),
            QuicFrameTypes.NewToken or QuicFrameTypes.DatagramWithLength => TryData(),
            >= QuicFrameTypes.Stream and <= QuicFrameTypes.LastStream => TryStream((int)type),
            0x10 or 0x12 or 0x13 or 0x14 or 0x16 or 0x17 or 0x19 => TryPass(1), // limits, and an identifier that is no more used
            0x11 or 0x15 => TryPass(2), // limits of a stream
            QuicFrameTypes.NewConnectionId => TryConnectionId(),
            0x1a or 0x1b => TryTake(8, out _), // PATH_CHALLENGE and PATH_RESPONSE
            QuicFrameTypes.Close => TryPass(2) && TryData(),
            QuicFrameTypes.CloseByApplication => TryPass(1) && TryData(),
            QuicFrameTypes.Datagram => TryRest(),
            _ => false,
        };
    }

    private bool TryNumber(out ulong value) => QuicLongHeader.TryVariable(_octets, ref _at, out value);

    // Most of a first packet is padding: all that follows is passed over at once.
    private bool PassPadding()
    {
        int length = _octets[_at..].IndexOfAnyExcept((byte)QuicFrameTypes.Padding);
        _at = length < 0 ? _octets.Length : _at + length;
        return true;
    }

    private bool TryPass(int numbers)
    {
        for (; numbers > 0; numbers--)
        {
            if (!TryNumber(out _))
                return false;
        }
        return true;
    }

    private bool TryTake(ulong length, out ReadOnlySpan<byte> taken)
    {
        taken = default;
        if (length > (ulong)(_octets.Length - _at))
            return false;
        taken = _octets.Slice(_at, (int)length);
        _at += (int)length;
        return true;
    }

    private bool TryData()
    {
        if (!TryNumber(out ulong length) || !TryTake(length, out ReadOnlySpan<byte> data))
            return false;
        Data = data;
        return true;
    }

    private bool TryRest()
    {
        Data = _octets[_at..];
        _at = _octets.Length;
        return true;
    }

    private bool TryOffset()
    {
        bool isRead = TryNumber(out ulong offset);
        Offset = offset;
        return isRead;
    }

    private bool TryStreamId()
    {
        bool isRead = TryNumber(out ulong id);
        StreamId = id;
        return isRead;
    }

    // RFC 9000 §19.8: the three low bits of the type say whether there are offset and length, and that it is the end
    private bool TryStream(int type)
    {
        Offset = 0;
        if (!TryStreamId() || ((type & 4) != 0 && !TryOffset()))
            return false;
        IsLast = (type & 1) != 0;
        return (type & 2) != 0 ? TryData() : TryRest();
    }

    private bool TryConnectionId()
    {
        if (!TryPass(2) || !TryTake(1, out ReadOnlySpan<byte> length) || length[0] > LongestConnectionId)
            return false;
        if (!TryTake(length[0], out ReadOnlySpan<byte> id) || !TryTake(ResetTokenSize, out _))
            return false;
        Data = id;
        return true;
    }

    private bool TryAck(bool hasCounts)
    {
        if (!TryPass(2) || !TryNumber(out ulong ranges) || !TryPass(1) || ranges > (ulong)_octets.Length)
            return false;
        return TryPass((int)ranges * 2 + (hasCounts ? 3 : 0));
    }
}
