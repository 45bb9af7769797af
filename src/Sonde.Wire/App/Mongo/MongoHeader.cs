namespace Sonde.Wire;

/// <summary>What a MongoDB message begins with; all numbers least significant octet first.</summary>
/// <remarks>Layout: <c>length 4, request 4, response to 4, opcode 4</c> (MongoDB Wire Protocol).</remarks>
public readonly record struct MongoHeader(uint Length, uint Request, uint ResponseTo, uint Opcode)
{
    /// <summary>Octets of the header, which the length counts too.</summary>
    public const int HeaderLength = 16;

    /// <summary>An answer of the old form.</summary>
    public const uint Reply = 1;

    /// <summary>A query of the old form.</summary>
    public const uint Query = 2004;

    /// <summary>A compressed message.</summary>
    public const uint Compressed = 2012;

    /// <summary>A message of the form in use since version 3.6.</summary>
    public const uint Message = 2013;

    private const uint MostLength = 48_000_000; // the server's own limit

    /// <summary>Reads the header; false when octets are missing or it is not one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> octets, out MongoHeader header)
    {
        header = default;
        if (octets.Length < HeaderLength)
            return false;
        var cursor = new OctetCursor(octets);
        header = new MongoHeader(
            (uint)cursor.Little(4),
            (uint)cursor.Little(4),
            (uint)cursor.Little(4),
            (uint)cursor.Little(4)
        );
        return header.Length is >= HeaderLength and <= MostLength && IsOpcode(header.Opcode);
    }

    /// <summary>An opcode that is or was in use.</summary>
    public static bool IsOpcode(uint opcode) =>
        opcode is 1 or 1000 or 2001 or 2002 or (>= 2004 and <= 2007) or 2010 or 2011 or 2012 or 2013;

    /// <summary>Its name.</summary>
    public static string NameOf(uint opcode) =>
        opcode switch
        {
            1 => "OP_REPLY",
            1000 => "OP_MSG (old)",
            2001 => "OP_UPDATE",
            2002 => "OP_INSERT",
            2004 => "OP_QUERY",
            2005 => "OP_GET_MORE",
            2006 => "OP_DELETE",
            2007 => "OP_KILL_CURSORS",
            2010 => "OP_COMMAND",
            2011 => "OP_COMMANDREPLY",
            2012 => "OP_COMPRESSED",
            2013 => "OP_MSG",
            _ => "unknown opcode",
        };
}
