namespace Sonde.Wire;

/// <summary>The first packet of a MySQL server (protocol version 10).</summary>
/// <remarks>Layout: <c>version 1, server version …0, thread 4, challenge 8, 0, capabilities 2, charset 1, status 2, capabilities 2, …, plugin …0</c>.</remarks>
public sealed record MysqlGreeting(string ServerVersion, uint Thread, MysqlCapabilities Capabilities, string Plugin)
{
    private const byte Protocol = 10;

    /// <summary>Reads the payload of the packet; null when it is not a greeting.</summary>
    public static MysqlGreeting? Read(ReadOnlySpan<byte> payload)
    {
        var cursor = new OctetCursor(payload);
        if (cursor.Byte() != Protocol)
            return null;
        ReadOnlySpan<byte> version = cursor.ToZero();
        if (version.IsEmpty || version.Length > 100 || version.ContainsAnyExceptInRange((byte)0x20, (byte)0x7e))
            return null;
        uint thread = (uint)cursor.Little(4);
        cursor.Take(8 + 1);
        uint low = (uint)cursor.Little(2);
        if (cursor.IsBroken)
            return null;
        cursor.Take(1 + 2);
        uint high = (uint)cursor.Little(2);
        int challenge = cursor.Byte();
        cursor.Take(10);
        cursor.Take(Math.Max(13, challenge - 8));
        string plugin = cursor.IsBroken ? "" : cursor.TextToZero();
        return new MysqlGreeting(
            System.Text.Encoding.ASCII.GetString(version),
            thread,
            (MysqlCapabilities)(high << 16 | low),
            plugin
        );
    }
}

/// <summary>What a MySQL client answers to the greeting. The answer to the challenge is passed over.</summary>
/// <param name="Capabilities">What it wants.</param>
/// <param name="User">Who it is; empty in a request for TLS.</param>
/// <param name="Database">The database that it names; null when it names none.</param>
/// <param name="IsTlsRequest">It is cut short: TLS follows.</param>
public sealed record MysqlLogin(MysqlCapabilities Capabilities, string User, string? Database, bool IsTlsRequest)
{
    private const int RequestLength = 32;

    /// <summary>Reads the payload of the packet; null when it is none.</summary>
    public static MysqlLogin? Read(ReadOnlySpan<byte> payload)
    {
        var cursor = new OctetCursor(payload);
        var capabilities = (MysqlCapabilities)cursor.Little(2);
        if (!capabilities.HasFlag(MysqlCapabilities.Protocol41))
            return ReadOld(ref cursor, capabilities);
        capabilities |= (MysqlCapabilities)(cursor.Little(2) << 16);
        cursor.Take(4 + 1 + 23);
        if (cursor.IsBroken)
            return null;
        if (capabilities.HasFlag(MysqlCapabilities.Ssl) && payload.Length == RequestLength)
            return new MysqlLogin(capabilities, "", null, IsTlsRequest: true);
        string user = cursor.TextToZero();
        if (capabilities.HasFlag(MysqlCapabilities.PluginAuthLong))
            MysqlPacket.LengthEncodedOctets(ref cursor);
        else if (capabilities.HasFlag(MysqlCapabilities.SecureConnection))
            cursor.Take(cursor.Byte());
        else
            cursor.ToZero();
        bool names = capabilities.HasFlag(MysqlCapabilities.ConnectWithDatabase) && !cursor.IsEmpty;
        return new MysqlLogin(capabilities, user, names ? cursor.TextToZero() : null, IsTlsRequest: false);
    }

    private static MysqlLogin? ReadOld(ref OctetCursor cursor, MysqlCapabilities capabilities)
    {
        cursor.Take(3);
        if (cursor.IsBroken)
            return null;
        if (capabilities.HasFlag(MysqlCapabilities.Ssl) && cursor.IsEmpty)
            return new MysqlLogin(capabilities, "", null, IsTlsRequest: true);
        string user = cursor.TextToZero();
        return cursor.IsBroken ? null : new MysqlLogin(capabilities, user, null, IsTlsRequest: false);
    }
}
