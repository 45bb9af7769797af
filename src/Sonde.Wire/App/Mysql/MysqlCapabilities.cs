namespace Sonde.Wire;

/// <summary>What client and server of MySQL can do; both sides have to say so.</summary>
[Flags]
public enum MysqlCapabilities : uint
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A database is named when logging in.</summary>
    ConnectWithDatabase = 1 << 3,

    /// <summary>Packets are compressed with zlib after the login.</summary>
    Compress = 1 << 5,

    /// <summary>The protocol of version 4.1 and later.</summary>
    Protocol41 = 1 << 9,

    /// <summary>The client goes on with TLS.</summary>
    Ssl = 1 << 11,

    /// <summary>The answer to the challenge has its length before it.</summary>
    SecureConnection = 1 << 15,

    /// <summary>The way of authentication is named.</summary>
    PluginAuth = 1 << 19,

    /// <summary>The answer to the challenge may be long.</summary>
    PluginAuthLong = 1 << 21,

    /// <summary>Result sets end with OK instead of EOF.</summary>
    DeprecateEof = 1 << 24,

    /// <summary>Packets are compressed with Zstandard after the login.</summary>
    ZstdCompression = 1 << 26,

    /// <summary>Queries may carry attributes.</summary>
    QueryAttributes = 1 << 27,
}
