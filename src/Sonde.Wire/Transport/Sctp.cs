using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Stream Control Transmission Protocol, RFC 9260 §3: a common header and chunks.</summary>
/// <remarks>
/// | source port 2 | destination port 2 | verification tag 4 | checksum 4 |, then chunks of
/// | type 1 | flags 1 | length 2 | value … | padding to 4 octets |
/// </remarks>
public readonly ref struct Sctp : IBundleLayer<Sctp>
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

    private Sctp(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "sctp";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => SctpFields.All;

    /// <inheritdoc/>
    public int HeaderLength => Size;

    /// <summary>Octets of the chunks.</summary>
    public int PayloadLength => _octets.Length - Size;

    /// <summary>Each whole message is a part; pieces of messages are left in the layer.</summary>
    public NextLayer NextLayer => NextLayer.Parts;

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

    /// <summary>The payload protocol identifier says what a message is; where there is none, the ports do.</summary>
    public static bool TryNextPart(ReadOnlySpan<byte> octets, ref PartCursor cursor, out LayerPart part)
    {
        part = default;
        int at = Math.Max(cursor.Position, Size);
        while (at + ChunkSize <= octets.Length)
        {
            int start = at;
            int length = ReadUInt16BigEndian(octets[(at + 2)..]);
            if (length < ChunkSize)
                return false; // nonsense; SctpFields shows what came before
            at += (length + 3) & ~3;
            int header = octets[start] switch
            {
                Data => DataSize,
                Interleaved => InterleavedSize,
                _ => int.MaxValue,
            };
            bool isWhole = (octets[start + 1] & WholeMessage) == WholeMessage;
            if (!isWhole || length <= header || header >= octets.Length - start)
                continue;
            cursor.Position = at;
            uint protocol = ReadUInt32BigEndian(octets[(start + header - 4)..]);
            int end = Math.Min(start + length, octets.Length);
            part = new LayerPart(start + header, end, Following(octets, protocol));
            return true;
        }
        return false;
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

    private static NextLayer Following(ReadOnlySpan<byte> octets, uint protocol)
    {
        if (protocol is > 0 and <= LastRegistered)
            return new(NextSpace.SctpPayload, protocol);
        (ushort source, ushort destination) = (ReadUInt16BigEndian(octets), ReadUInt16BigEndian(octets[2..]));
        return new(NextSpace.SctpPort, Math.Min(source, destination), Math.Max(source, destination));
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
