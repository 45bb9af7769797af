using System.Buffers.Binary;

namespace Sonde.Wire;

/// <summary>What a MySQL packet begins with: three octets of length, least significant first, and a sequence number.</summary>
/// <remarks>Layout: <c>length 3, sequence 1, payload</c>; a command and each of its answers count up from 0 (MySQL client/server protocol, "MySQL Packets").</remarks>
public readonly record struct MysqlPacket(int PayloadLength, byte Sequence)
{
    /// <summary>Octets before the payload.</summary>
    public const int HeaderLength = 4;

    /// <summary>The longest payload; one of this length is continued in the next packet.</summary>
    public const int MostPayload = 0xffffff;

    /// <summary>Reads the header.</summary>
    public static bool TryRead(ReadOnlySpan<byte> octets, out MysqlPacket packet)
    {
        packet = default;
        if (octets.Length < HeaderLength)
            return false;
        uint word = BinaryPrimitives.ReadUInt32LittleEndian(octets);
        packet = new MysqlPacket((int)(word & 0xffffff), (byte)(word >> 24));
        return true;
    }

    /// <summary>A length-encoded integer: one octet below 251, else 2, 3 or 8 after a mark.</summary>
    public static ulong LengthEncoded(ref OctetCursor cursor) =>
        cursor.Byte() switch
        {
            < 251 and var small => small,
            252 => cursor.Little(2),
            253 => cursor.Little(3),
            254 => cursor.Little(8),
            _ => 0,
        };

    /// <summary>Octets after their length-encoded length.</summary>
    public static ReadOnlySpan<byte> LengthEncodedOctets(ref OctetCursor cursor)
    {
        ulong length = LengthEncoded(ref cursor);
        return cursor.Take(length > int.MaxValue ? -1 : (long)length);
    }
}
