using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Stream Control Transmission Protocol, RFC 9260 §3: a common header and chunks.</summary>
/// <remarks>
/// | source port 2 | destination port 2 | verification tag 4 | checksum 4 |, then chunks of
/// | type 1 | flags 1 | length 2 | value … | padding to 4 octets |
/// </remarks>
public readonly ref struct Sctp : ILayer<Sctp>
{
    private const int Size = 12; // octets of the common header
    private const int ChunkSize = 4; // octets of a chunk's header
    private const int DataSize = 16; // octets before a DATA chunk's user data
    private const int InterleavedSize = 20;
    private const byte Data = 0;
    private const byte Interleaved = 64;
    private const int WholeMessage = 3; // RFC 9260 §3.3.1: the bits of a beginning and an ending fragment
    private const uint LastRegistered = 75; // payload protocol identifiers up to here are registered, IANA

    private readonly ReadOnlySpan<byte> _octets; // [0..12) common header, then chunks
    private readonly int _data; // where the first whole message begins; the end when there is none
    private readonly int _end; // where it ends
    private readonly uint _payloadProtocol;

    private Sctp(ReadOnlySpan<byte> octets)
    {
        _octets = octets;
        _data = _end = octets.Length;
        for (int at = Size; at + ChunkSize <= octets.Length; )
        {
            int length = ReadUInt16BigEndian(octets[(at + 2)..]);
            if (length < ChunkSize)
                break;
            int header = octets[at] switch
            {
                Data => DataSize,
                Interleaved => InterleavedSize,
                _ => int.MaxValue,
            };
            if (length > header && (octets[at + 1] & WholeMessage) == WholeMessage && at + header < octets.Length)
            {
                _data = at + header;
                _end = Math.Min(at + length, octets.Length);
                _payloadProtocol = ReadUInt32BigEndian(octets[(at + 12)..]);
                if (header == InterleavedSize)
                    _payloadProtocol = ReadUInt32BigEndian(octets[(at + 16)..]);
                break;
            }
            at += (length + 3) & ~3;
        }
    }

    /// <inheritdoc/>
    public static string Name => "sctp";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => SctpFields.All;

    /// <summary>Octets up to the first whole message; all of them when there is none.</summary>
    public int HeaderLength => _data;

    /// <summary>Octets of the first whole message: later ones and pieces of messages are left in the layer.</summary>
    public int PayloadLength => _end - _data;

    /// <summary>The payload protocol identifier says what a message is; where there is none, the ports do.</summary>
    public NextLayer NextLayer =>
        PayloadLength == 0 ? NextLayer.None
        : _payloadProtocol is > 0 and <= LastRegistered ? new(NextSpace.SctpPayload, _payloadProtocol)
        : new(NextSpace.SctpPort, Math.Min(SourcePort, DestinationPort), Math.Max(SourcePort, DestinationPort));

    /// <summary>Port of the sender.</summary>
    public ushort SourcePort => ReadUInt16BigEndian(_octets);

    /// <summary>Port of the receiver.</summary>
    public ushort DestinationPort => ReadUInt16BigEndian(_octets[2..]);

    /// <summary>Tells the association from others and from forgeries.</summary>
    public uint VerificationTag => ReadUInt32BigEndian(_octets[4..]);

    /// <summary>CRC-32c over the packet.</summary>
    public uint ChecksumValue => ReadUInt32BigEndian(_octets[8..]);

    /// <summary>The chunks, their padding included.</summary>
    public ReadOnlySpan<byte> Chunks => _octets[Size..];

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Sctp layer)
    {
        if (octets.Length < Size)
        {
            layer = default;
            return ReadStatus.TooShort;
        }
        layer = new Sctp(octets);
        return EndsInside(octets) ? ReadStatus.Ok : ReadStatus.Cut;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink) => SctpFields.Describe(this, sink);

    /// <summary>Writes a common header, its checksum left zero, and the chunks as given. Returns the octets written.</summary>
    public static int Write(
        Span<byte> target,
        ushort source,
        ushort destination,
        uint verificationTag,
        ReadOnlySpan<byte> chunks
    )
    {
        WriteUInt16BigEndian(target, source);
        WriteUInt16BigEndian(target[2..], destination);
        WriteUInt32BigEndian(target[4..], verificationTag);
        WriteUInt32BigEndian(target[8..], 0);
        chunks.CopyTo(target[Size..]);
        return Size + chunks.Length;
    }

    private static bool EndsInside(ReadOnlySpan<byte> octets)
    {
        int at = Size;
        while (at + ChunkSize <= octets.Length)
        {
            int length = ReadUInt16BigEndian(octets[(at + 2)..]);
            if (length < ChunkSize)
                return true; // nonsense rather than a cut; SctpFields shows what came before
            if (at + length > octets.Length)
                return false;
            at += (length + 3) & ~3;
        }
        return true;
    }
}
