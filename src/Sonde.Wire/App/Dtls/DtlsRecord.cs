using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>A record of DTLS, RFC 6347 §4.1: | content type 1 | version 2 | epoch 2 | sequence number 6 | length 2 | content … |.</summary>
public readonly ref struct DtlsRecord
{
    /// <summary>Octets of the header.</summary>
    public const int HeaderSize = 13;

    /// <summary>What the record carries.</summary>
    public TlsContent Content { get; private init; }

    /// <summary>Version of the record layer.</summary>
    public ushort Version { get; private init; }

    /// <summary>Counts the changes of keys; what is in the clear has 0.</summary>
    public ushort Epoch { get; private init; }

    /// <summary>Number of the record in its epoch.</summary>
    public ulong SequenceNumber { get; private init; }

    /// <summary>Octets after the header as the sender claims.</summary>
    public int Length { get; private init; }

    /// <summary>The octets after the header, as far as they were captured.</summary>
    public ReadOnlySpan<byte> Body { get; private init; }

    /// <summary>Octets of the record that are there.</summary>
    public int Whole => HeaderSize + Body.Length;

    /// <summary>Reads the record at the start.</summary>
    public static bool TryRead(ReadOnlySpan<byte> octets, out DtlsRecord record)
    {
        record = default;
        if (octets.Length < HeaderSize || octets[0] is < 20 or > 24)
            return false;
        ushort version = ReadUInt16BigEndian(octets[1..]);
        int length = ReadUInt16BigEndian(octets[11..]);
        bool isKnown = version is TlsVersions.Dtls10 or TlsVersions.Dtls12 or 0x0100;
        if (!isKnown || length is 0 or > TlsRecordHeader.MostLength)
            return false;
        record = new DtlsRecord
        {
            Content = (TlsContent)octets[0],
            Version = version,
            Epoch = ReadUInt16BigEndian(octets[3..]),
            SequenceNumber = ReadUInt64BigEndian(octets[3..]) & 0xffff_ffff_ffff,
            Length = length,
            Body = octets.Slice(HeaderSize, Math.Min(length, octets.Length - HeaderSize)),
        };
        return true;
    }
}

/// <summary>A handshake message of DTLS or a part of one, RFC 6347 §4.2.2: | type 1 | length 3 | message number 2 | offset 3 | length of the part 3 | part … |.</summary>
public readonly ref struct DtlsFragment
{
    /// <summary>Octets of the header.</summary>
    public const int HeaderSize = 12;

    /// <summary>Type of the message.</summary>
    public byte Type { get; private init; }

    /// <summary>Octets of the whole message.</summary>
    public int Length { get; private init; }

    /// <summary>Number of the message in the handshake.</summary>
    public ushort Message { get; private init; }

    /// <summary>Where the part begins in the message.</summary>
    public int Offset { get; private init; }

    /// <summary>The part.</summary>
    public ReadOnlySpan<byte> Part { get; private init; }

    /// <summary>The message is whole.</summary>
    public bool IsWhole => Part.Length == Length;

    /// <summary>Reads the part at the start. False for octets that are none, encrypted ones among them.</summary>
    public static bool TryRead(ReadOnlySpan<byte> octets, out DtlsFragment fragment)
    {
        fragment = default;
        if (octets.Length < HeaderSize || !TlsHandshake.IsKnown(octets[0]))
            return false;
        int length = Three(octets[1..]);
        int offset = Three(octets[6..]);
        int part = Three(octets[9..]);
        if (part > octets.Length - HeaderSize || offset + part > length || length > TlsHandshake.MostLength)
            return false;
        fragment = new DtlsFragment
        {
            Type = octets[0],
            Length = length,
            Message = ReadUInt16BigEndian(octets[4..]),
            Offset = offset,
            Part = octets.Slice(HeaderSize, part),
        };
        return true;
    }

    private static int Three(ReadOnlySpan<byte> octets) => octets[0] << 16 | octets[1] << 8 | octets[2];
}
