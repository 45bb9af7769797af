using System.Buffers.Binary;

namespace Sonde.Wire;

/// <summary>What a PostgreSQL message begins with: its type, then its length, which counts itself.</summary>
/// <remarks>Layout: <c>type 1, length 4, body</c>; the first messages of a client have no type (PostgreSQL documentation, "Message Formats").</remarks>
public readonly record struct PostgresMessage(byte Type, int BodyStart, long Length)
{
    /// <summary>The code of a request for TLS.</summary>
    public const uint TlsRequest = 80877103;

    /// <summary>The code of a request for GSSAPI encryption.</summary>
    public const uint GssRequest = 80877104;

    /// <summary>The code of a request to cancel a query.</summary>
    public const uint CancelRequest = 80877102;

    private const int MostStartup = 10_000; // the server's own limit

    /// <summary>Reads the head of a message with a type; false when octets are missing.</summary>
    public static bool TryRead(ReadOnlySpan<byte> octets, out PostgresMessage message)
    {
        message = default;
        if (octets.Length < 5)
            return false;
        message = new PostgresMessage(octets[0], 5, 1L + BinaryPrimitives.ReadUInt32BigEndian(octets[1..]));
        return true;
    }

    /// <summary>The code of a message without a type; null when it is none.</summary>
    public static uint? StartupCode(ReadOnlySpan<byte> octets)
    {
        if (octets.Length < 8)
            return null;
        uint length = BinaryPrimitives.ReadUInt32BigEndian(octets);
        uint code = BinaryPrimitives.ReadUInt32BigEndian(octets[4..]);
        bool isKnown = code is TlsRequest or GssRequest or CancelRequest || (code >> 16 == 3 && (code & 0xffff) < 16);
        return isKnown && length is >= 8 and < MostStartup ? code : null;
    }

    /// <summary>A type that a client sends.</summary>
    public static bool IsFromClient(byte type) => "BCcdDEfFHpPQSX"u8.Contains(type);

    /// <summary>A type that a server sends.</summary>
    public static bool IsFromServer(byte type) => "RKSTDCEGHWINZnstv123AdcV"u8.Contains(type);
}
