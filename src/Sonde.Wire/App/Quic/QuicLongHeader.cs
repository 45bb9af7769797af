using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Kinds of packets with a long header, RFC 9000 §17.2, whatever their numbers in a version.</summary>
public enum QuicPacketType : byte
{
    /// <summary>The first packets, which carry the hellos.</summary>
    Initial,

    /// <summary>Data before the server answered.</summary>
    ZeroRtt,

    /// <summary>The rest of the handshake.</summary>
    Handshake,

    /// <summary>The server wants the client to prove its address.</summary>
    Retry,

    /// <summary>The versions that the server takes.</summary>
    VersionNegotiation,
}

/// <summary>A packet with a long header, RFC 9000 §17.2: | flags 1 | version 4 | destination 1+ | source 1+ | (Initial: token varint+) | length varint | number and payload … |.</summary>
public readonly ref struct QuicLongHeader
{
    private const int LongestConnectionId = 20; // RFC 9000 §17.2

    /// <summary>The whole packet, as far as it was captured.</summary>
    public ReadOnlySpan<byte> Octets { get; private init; }

    /// <summary>The version.</summary>
    public uint Version { get; private init; }

    /// <summary>The kind.</summary>
    public QuicPacketType Type { get; private init; }

    /// <summary>Connection identifier of the receiver.</summary>
    public ReadOnlySpan<byte> Destination { get; private init; }

    /// <summary>Connection identifier of the sender.</summary>
    public ReadOnlySpan<byte> Source { get; private init; }

    /// <summary>Where the protected packet number begins; the end of the packet for kinds without one.</summary>
    public int NumberOffset { get; private init; }

    /// <summary>Reads the packet at the start of a datagram, or behind another packet.</summary>
    public static bool TryRead(ReadOnlySpan<byte> octets, out QuicLongHeader header)
    {
        header = default;
        if (octets.Length < 7 || (octets[0] & 0x80) == 0)
            return false;
        uint version = ReadUInt32BigEndian(octets[1..]);
        // RFC 9287: the second bit, which is 1 in RFC 9000, may have any value
        if (version != QuicVersions.Negotiation && !QuicVersions.IsKnown(version))
            return false;
        var cursor = new TlsCursor(octets[5..]);
        if (
            !cursor.TryVector(1, out ReadOnlySpan<byte> destination)
            || !cursor.TryVector(1, out ReadOnlySpan<byte> source)
        )
            return false;
        if (destination.Length > LongestConnectionId || source.Length > LongestConnectionId)
            return false;
        QuicPacketType type = TypeOf(version, octets[0]);
        int at = 5 + cursor.At;
        int end = octets.Length;
        if (type == QuicPacketType.VersionNegotiation)
        {
            if ((end - at) % 4 != 0 || end == at)
                return false;
        }
        else if (type != QuicPacketType.Retry)
        {
            if (type == QuicPacketType.Initial)
            {
                if (!TryVariable(octets, ref at, out ulong token) || token > (ulong)(octets.Length - at))
                    return false;
                at += (int)token;
            }
            if (!TryVariable(octets, ref at, out ulong length) || length > ushort.MaxValue)
                return false;
            end = Math.Min(end, at + (int)length);
        }
        else
        {
            at = end;
        }
        header = new QuicLongHeader
        {
            Octets = octets[..end],
            Version = version,
            Type = type,
            Destination = destination,
            Source = source,
            NumberOffset = at,
        };
        return true;
    }

    /// <summary>Reads an integer of 1 to 8 octets, RFC 9000 §16, and moves behind it.</summary>
    public static bool TryVariable(ReadOnlySpan<byte> octets, scoped ref int at, out ulong value)
    {
        value = 0;
        if (at >= octets.Length)
            return false;
        int length = 1 << (octets[at] >> 6);
        if (length > octets.Length - at)
            return false;
        value = (ulong)octets[at] & 0x3f;
        for (int index = 1; index < length; index++)
            value = value << 8 | octets[at + index];
        at += length;
        return true;
    }

    private static QuicPacketType TypeOf(uint version, byte flags)
    {
        if (version == QuicVersions.Negotiation)
            return QuicPacketType.VersionNegotiation;
        int number = flags >> 4 & 3;
        return (QuicPacketType)(version == QuicVersions.Version2 ? (number + 3) & 3 : number); // RFC 9369 §3.2
    }
}
