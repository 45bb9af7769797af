using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>The arguments of questions about TCP.</summary>
public record TcpArguments : PagedCaptureArguments
{
    /// <summary>Address of one end.</summary>
    [Description("Only connections with an end at this address, IPv4 or IPv6.")]
    public string? ServerIp { get; init; }

    /// <summary>Port of one end.</summary>
    [Description("Only connections with an end at this port (of server_ip, when both are given).")]
    [Range(0, ushort.MaxValue)]
    public int? ServerPort { get; init; }

    /// <summary>The connections that are meant.</summary>
    /// <exception cref="EngineException">The address is none, or the port is out of range.</exception>
    internal TcpSelection Selection() => TcpSelections.Of(ServerIp, ServerPort);
}

/// <summary>The arguments of the question about retransmissions.</summary>
public sealed record TcpRetransmissionsArguments : TcpArguments
{
    /// <summary>Share from which a connection counts as bad.</summary>
    [Description("Share of data segments sent again (0 to 1) above which a rate counts as exceeded.")]
    [DefaultValue(TcpRetransmissionsQuestion.DefaultThreshold)]
    [Range(0.0, 1.0)]
    public double? Threshold { get; init; }
}
