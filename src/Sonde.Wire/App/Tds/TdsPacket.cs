using System.Buffers.Binary;

namespace Sonde.Wire;

/// <summary>What a packet of Tabular Data Stream begins with; several packets make one message.</summary>
/// <remarks>Layout: <c>type 1, status 1, length 2, SPID 2, packet 1, window 1, data</c> (MS-TDS 2.2.3.1).</remarks>
public readonly record struct TdsPacket(byte Type, byte Status, ushort Length, byte Number)
{
    /// <summary>Octets of the header, which the length counts too.</summary>
    public const int HeaderLength = 8;

    /// <summary>A batch of SQL.</summary>
    public const byte Batch = 1;

    /// <summary>A call of a procedure.</summary>
    public const byte Call = 3;

    /// <summary>The server's answer.</summary>
    public const byte Answer = 4;

    /// <summary>The client gives up what it asked.</summary>
    public const byte Attention = 6;

    /// <summary>A request about transactions.</summary>
    public const byte Transaction = 14;

    /// <summary>The login of version 7 and later.</summary>
    public const byte Login = 16;

    /// <summary>Versions and encryption, before the login.</summary>
    public const byte PreLogin = 18;

    /// <summary>The last packet of a message.</summary>
    public bool IsLast => (Status & 1) != 0;

    /// <summary>Reads the header; false when octets are missing or it is not one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> octets, out TdsPacket packet)
    {
        packet = default;
        if (octets.Length < HeaderLength)
            return false;
        packet = new TdsPacket(octets[0], octets[1], BinaryPrimitives.ReadUInt16BigEndian(octets[2..]), octets[6]);
        return IsType(octets[0]) && packet.Length >= HeaderLength;
    }

    /// <summary>A type that is in use.</summary>
    public static bool IsType(byte type) => type is 1 or 2 or 3 or 4 or 6 or 7 or 8 or 14 or 15 or 16 or 17 or 18;
}
