using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Transmission Control Protocol, RFC 9293 §3.1: 20 octets of header, up to 40 of options, data.</summary>
/// <remarks>
/// | source port 2 | destination port 2 | sequence number 4 | acknowledgment number 4 |
/// data offset 4 bits, reserved 3 bits, flags 9 bits | window 2 | checksum 2 | urgent pointer 2 | options … |
/// </remarks>
public readonly ref struct Tcp : IPartialLayer<Tcp>
{
    private const int Size = 20; // octets without options

    private readonly ReadOnlySpan<byte> _octets; // [0..20) header, [20..HeaderLength) options, then data

    private Tcp(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "tcp";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => TcpFields.All;

    /// <inheritdoc/>
    public int HeaderLength => (_octets[12] >> 4) * 4;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - HeaderLength;

    /// <inheritdoc/>
    public NextLayer NextLayer =>
        PayloadLength == 0
            ? NextLayer.None
            : new(NextSpace.TcpPort, Math.Min(SourcePort, DestinationPort), Math.Max(SourcePort, DestinationPort));

    /// <summary>Port of the sender.</summary>
    public ushort SourcePort => ReadUInt16BigEndian(_octets);

    /// <summary>Port of the receiver.</summary>
    public ushort DestinationPort => ReadUInt16BigEndian(_octets[2..]);

    /// <summary>Sequence number of the first data octet, or of the SYN.</summary>
    public uint SequenceNumber => ReadUInt32BigEndian(_octets[4..]);

    /// <summary>The next sequence number that the sender of this segment expects; meaningful with ACK.</summary>
    public uint AcknowledgmentNumber => ReadUInt32BigEndian(_octets[8..]);

    /// <summary>The nine flag bits and the three reserved bits above them.</summary>
    public TcpFlags Flags => (TcpFlags)(ReadUInt16BigEndian(_octets[12..]) & 0x0fff);

    /// <summary>Receive window as sent, not yet scaled (RFC 7323 §2.3).</summary>
    public ushort Window => ReadUInt16BigEndian(_octets[14..]);

    /// <summary>Checksum over pseudo-header, header and data.</summary>
    public ushort ChecksumValue => ReadUInt16BigEndian(_octets[16..]);

    /// <summary>Offset of the urgent data's end; meaningful with URG.</summary>
    public ushort UrgentPointer => ReadUInt16BigEndian(_octets[18..]);

    /// <summary>The options, header padding included.</summary>
    public ReadOnlySpan<byte> Options => _octets[Size..HeaderLength];

    /// <summary>The data.</summary>
    public ReadOnlySpan<byte> Payload => _octets[HeaderLength..];

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Tcp layer)
    {
        layer = default;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        int header = (octets[12] >> 4) * 4;
        if (header < Size)
            return ReadStatus.Malformed;
        if (header > octets.Length)
            return ReadStatus.TooShort;
        layer = new Tcp(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink) => TcpFields.Describe(this, sink);

    /// <inheritdoc/>
    public static void DescribePart(ReadOnlySpan<byte> octets, FieldSink sink) => TcpFields.DescribePart(octets, sink);

    /// <summary>Writes header, options (padded to four octets) and data, with a checksum. Returns the octets written.</summary>
    public static int Write(
        Span<byte> target,
        ushort source,
        ushort destination,
        uint sequence,
        uint acknowledgment,
        TcpFlags flags,
        ushort window,
        ReadOnlySpan<byte> options,
        ReadOnlySpan<byte> data,
        uint pseudoHeader
    )
    {
        int header = Size + (options.Length + 3) / 4 * 4;
        target[..header].Clear();
        WriteUInt16BigEndian(target, source);
        WriteUInt16BigEndian(target[2..], destination);
        WriteUInt32BigEndian(target[4..], sequence);
        WriteUInt32BigEndian(target[8..], acknowledgment);
        WriteUInt16BigEndian(target[12..], (ushort)((header / 4 << 12) | (int)flags));
        WriteUInt16BigEndian(target[14..], window);
        options.CopyTo(target[Size..]);
        data.CopyTo(target[header..]);
        int length = header + data.Length;
        WriteUInt16BigEndian(target[16..], Checksum.Internet(target[..length], pseudoHeader));
        return length;
    }
}

/// <summary>The control bits of a segment (RFC 9293 §3.1, RFC 3168, RFC 3540).</summary>
[Flags]
public enum TcpFlags : ushort
{
    /// <summary>No bit.</summary>
    None = 0,

    /// <summary>No more data from the sender.</summary>
    Fin = 0x001,

    /// <summary>Sequence numbers begin.</summary>
    Syn = 0x002,

    /// <summary>The connection is broken off.</summary>
    Rst = 0x004,

    /// <summary>Deliver what is there.</summary>
    Psh = 0x008,

    /// <summary>The acknowledgment number holds.</summary>
    Ack = 0x010,

    /// <summary>The urgent pointer holds.</summary>
    Urg = 0x020,

    /// <summary>Congestion was seen.</summary>
    Ece = 0x040,

    /// <summary>The window was reduced.</summary>
    Cwr = 0x080,

    /// <summary>Accurate ECN, formerly the nonce.</summary>
    Ae = 0x100,
}
