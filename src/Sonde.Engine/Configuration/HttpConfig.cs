namespace Sonde.Engine;

/// <summary>How MCP clients are served; section <c>http</c>.</summary>
public sealed record HttpConfig
{
    /// <summary><c>stdio</c>, <c>http</c> or <c>sse</c>.</summary>
    public string Transport { get; init; } = "stdio";

    /// <summary>Address on which the HTTP endpoint listens.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>TCP port of the HTTP endpoint.</summary>
    public int Port { get; init; } = 8080;
}
