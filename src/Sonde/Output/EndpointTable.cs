using Sonde.Engine;

namespace Sonde.Cli;

/// <summary>Addresses with what they sent and received.</summary>
internal static class EndpointTable
{
    public static Table Of(string title, IEnumerable<EndpointRow> endpoints) =>
        new(
            title,
            [
                new Column("address", "ip"),
                new Column("packets sent", "packets_sent"),
                new Column("received", "packets_received"),
                new Column("octets sent", "bytes_sent", Rank: 1),
                new Column("received", "bytes_received", Rank: 1),
                new Column("names", Wraps: true, Rank: 2),
            ],
            [
                .. endpoints.Select(row =>
                    (object?[])
                        [
                            row.Ip,
                            row.PacketsSent,
                            row.PacketsReceived,
                            row.BytesSent,
                            row.BytesReceived,
                            Names(row.Names),
                        ]
                ),
            ]
        );

    /// <summary>The names of an address, each with its source.</summary>
    public static string? Names(IReadOnlyList<NameRow>? names) =>
        names is null or [] ? null : string.Join(", ", names.Select(name => $"{name.Name} ({name.Source})"));
}
