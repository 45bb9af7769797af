using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Net;
using Sonde.Analysis;
using Sonde.Wire;

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
    internal ServerSelection Selection() => ServerSelection.Of(ServerIp, ServerPort);
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

/// <summary>The end that is asked about: an address, a port, both, or neither.</summary>
internal sealed record ServerSelection(Address? Address, ushort? Port)
{
    public bool IsAll => Address is null && Port is null;

    /// <summary>The answer's echo of it; null when all connections are meant.</summary>
    public ServerFilterRow? Row => IsAll ? null : new ServerFilterRow(Address?.ToString(), Port);

    /// <summary>The display filter for it; null when all connections are meant.</summary>
    public string? DisplayFilter =>
        (Address, Port) switch
        {
            ({ } address, { } port) => $"tcp && {Field(address)} == {address} && tcp.port == {port}",
            ({ } address, null) => $"tcp && {Field(address)} == {address}",
            (null, { } port) => $"tcp.port == {port}",
            _ => null,
        };

    public static ServerSelection Of(string? ip, int? port)
    {
        if (port is < 0 or > ushort.MaxValue)
            throw new EngineException(
                EngineFault.InvalidArgument,
                $"server_port {port} does not exist.",
                "Ports go from 0 to 65535."
            );
        if (ip is null)
            return new ServerSelection(null, (ushort?)port);
        if (!IPAddress.TryParse(ip, out IPAddress? address) || ip.Contains('%', StringComparison.Ordinal))
            throw new EngineException(
                EngineFault.InvalidArgument,
                $"server_ip {Quote.Text(ip)} is no address.",
                "Give an IPv4 or IPv6 address, such as 192.0.2.80; get_endpoints lists those of a capture."
            );
        return new ServerSelection(Wire.Address.From(address), (ushort?)port);
    }

    public bool Matches(Endpoint end) =>
        (Address is not { } address || end.Address == address) && (Port is not { } port || end.Port == port);

    public override string ToString() =>
        (Address, Port) switch
        {
            ({ Version: 6 } address, { } port) => $"[{address}]:{port}",
            ({ } address, { } port) => $"{address}:{port}",
            ({ } address, null) => $"{address}",
            (null, { } port) => $"port {port}",
            _ => "any server",
        };

    private static string Field(Address address) => address.Version == 6 ? "ipv6.addr" : "ip.addr";
}

/// <summary>Which connections were asked about.</summary>
/// <param name="ServerIp">Address.</param>
/// <param name="ServerPort">Port.</param>
public sealed record ServerFilterRow(
    [property: Description("Address of one end; absent when any.")] string? ServerIp,
    [property: Description("Port of that end; absent when any.")] int? ServerPort
);
