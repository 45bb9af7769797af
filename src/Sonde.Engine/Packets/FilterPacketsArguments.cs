using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Sonde.Engine;

/// <summary>The arguments of the question about chosen packets. All conditions must hold.</summary>
public sealed record FilterPacketsArguments : CaptureArguments
{
    /// <summary>Wireshark display filter.</summary>
    [Description("Wireshark display filter. Example: tcp.flags.syn == 1 && ip.addr == 10.0.0.0/8")]
    public string? DisplayFilter { get; init; }

    /// <summary>Sender.</summary>
    [Description("Source address or network, IPv4 or IPv6. Example: 10.0.0.0/8")]
    public string? SrcIp { get; init; }

    /// <summary>Receiver.</summary>
    [Description("Destination address or network, IPv4 or IPv6.")]
    public string? DstIp { get; init; }

    /// <summary>Either end.</summary>
    [Description("Address or network of either end.")]
    public string? Host { get; init; }

    /// <summary>Protocol.</summary>
    [Description("Protocol, Wireshark's name (dns, tcp, icmpv6) or a short one (HTTP, HTTPS/TLS, SSH), in any case.")]
    public string? Protocol { get; init; }

    /// <summary>Port.</summary>
    [Description("Port of either end, TCP, UDP or SCTP; 0 is a port.")]
    [Range(0, 65535)]
    public int? Port { get; init; }

    /// <summary>Earliest time.</summary>
    [Description("Only packets from this time on: ISO 8601, or seconds since 1970.")]
    public string? TimeFrom { get; init; }

    /// <summary>Latest time.</summary>
    [Description("Only packets before this time: ISO 8601, or seconds since 1970.")]
    public string? TimeTo { get; init; }

    /// <summary>Least octets.</summary>
    [Description("Only packets with at least this many octets on the wire.")]
    [Range(0, int.MaxValue)]
    public long? MinLength { get; init; }

    /// <summary>Most octets.</summary>
    [Description("Only packets with at most this many octets on the wire.")]
    [Range(0, int.MaxValue)]
    public long? MaxLength { get; init; }

    /// <summary>Fields to show.</summary>
    [Description("Fields to show of each packet, Wireshark's names. Example: [\"dns.qry.name\", \"ip.ttl\"]")]
    public IReadOnlyList<string>? Fields { get; init; }

    /// <summary>Field to count by.</summary>
    [Description("Count the matching packets by the values of this field. Example: ip.src")]
    public string? CountBy { get; init; }

    /// <summary>Packets to return.</summary>
    [Description("Packets, or with count_by values, to return at most.")]
    [DefaultValue(100)]
    [Range(0, 100_000)]
    public int? MaxResults { get; init; }

    /// <summary>Packets to skip.</summary>
    [Description("Packets or values to skip: next_offset of the answer before.")]
    [DefaultValue(0)]
    [Range(0, int.MaxValue)]
    public int? Offset { get; init; }
}
