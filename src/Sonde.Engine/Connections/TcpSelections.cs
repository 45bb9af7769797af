using System.Net;
using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Which connections a question is about: read from its arguments, said in its answer.</summary>
internal static class TcpSelections
{
    /// <exception cref="EngineException">The address is none, or the port does not exist.</exception>
    public static TcpSelection Of(string? ip, int? port)
    {
        if (port is < 0 or > ushort.MaxValue)
            throw new EngineException(
                EngineFault.InvalidArgument,
                $"server_port {port} does not exist.",
                "Ports go from 0 to 65535."
            );
        if (ip is null)
            return new TcpSelection(null, (ushort?)port);
        if (!IPAddress.TryParse(ip, out IPAddress? address) || ip.Contains('%', StringComparison.Ordinal))
            throw new EngineException(
                EngineFault.InvalidArgument,
                $"server_ip {Quote.Text(ip)} is no address.",
                "Give an IPv4 or IPv6 address, such as 192.0.2.80; names are not looked up, get_endpoints lists the addresses of a capture."
            );
        return new TcpSelection(Wire.Address.From(address), (ushort?)port);
    }

    /// <summary>The answer's echo of it; null when all connections are meant.</summary>
    public static ServerFilterRow? Row(this TcpSelection selection) =>
        selection.IsAll ? null : new ServerFilterRow(selection.Address?.ToString(), selection.Port);

    /// <summary>The display filter for it; null when all connections are meant.</summary>
    public static string? DisplayFilter(this TcpSelection selection) =>
        selection.IsAll ? null : selection.Narrow("tcp");

    /// <summary>A display filter narrowed to these connections.</summary>
    public static string Narrow(this TcpSelection selection, string filter)
    {
        string ip = selection.Address is { Version: 6 } ? "ipv6" : "ip";
        return (selection.Address, selection.Port) switch
        {
            (null, null) => filter,
            ({ } address, null) => $"{filter} && {ip}.addr == {address}",
            (null, { } port) => $"{filter} && tcp.port == {port}",
            ({ } address, { } port) => $"{filter} && (({ip}.src == {address} && tcp.srcport == {port}) || "
                + $"({ip}.dst == {address} && tcp.dstport == {port}))",
        };
    }
}
