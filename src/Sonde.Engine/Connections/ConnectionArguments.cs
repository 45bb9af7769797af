using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>The arguments of questions about TCP connections, all of them or those of one server.</summary>
public record ConnectionArguments : CaptureArguments
{
    /// <summary>Only connections with this address.</summary>
    [Description("Only connections with an end at this address. Example: 192.0.2.80 or 2001:db8::80")]
    public string? ServerIp { get; init; }

    /// <summary>Only connections with this port.</summary>
    [Description("Only connections with an end at this port; with server_ip, the same end.")]
    [Range(0, 65535)]
    public int? ServerPort { get; init; }

    /// <exception cref="EngineException">The address is none, or the port does not exist.</exception>
    internal TcpSelection Selection() => TcpSelections.Of(ServerIp, ServerPort);
}

/// <summary>The arguments of the list of connections.</summary>
public sealed record TcpConnectionsArguments : ConnectionArguments
{
    /// <summary>The longer list.</summary>
    [Description("List up to 1000 connections; without it the first 10 in capture order.")]
    [DefaultValue(false)]
    public bool? Detailed { get; init; }

    /// <summary>Connections to return.</summary>
    [Description("Connections to return at most; 10 if left out, 1000 with detailed.")]
    [Range(0, 100_000)]
    public int? Limit { get; init; }

    /// <summary>Connections to skip.</summary>
    [Description("Connections to skip: next_offset of the answer before.")]
    [DefaultValue(0)]
    [Range(0, int.MaxValue)]
    public int? Offset { get; init; }
}

/// <summary>Which connections were asked about.</summary>
/// <param name="ServerIp">Address.</param>
/// <param name="ServerPort">Port.</param>
public sealed record ServerFilterRow(
    [property: Description("Address of one end; absent when any.")] string? ServerIp,
    [property: Description("Port of that end; absent when any.")] int? ServerPort
);
