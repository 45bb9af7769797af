using Sonde.Engine;

namespace Sonde.Cli;

/// <summary>Packets, one a line.</summary>
internal static class PacketTable
{
    /// <summary>The packets, with a column for each field that was asked for.</summary>
    public static Table Of(string title, IReadOnlyList<PacketRow> packets, IReadOnlyList<string>? fields = null) =>
        new(
            title,
            [
                new Column("frame", "packet_number", IsId: true),
                new Column("time", Rank: 3),
                new Column("file", Wraps: true, Rank: 5),
                new Column("from", "src_ip", Rank: 1),
                new Column("to", "dst_ip", Rank: 1),
                new Column("protocol"),
                new Column("length", Rank: 2),
                new Column("info", Wraps: true, Rank: fields is null or [] ? 0 : 4),
                .. (fields ?? []).Select(field => new Column(field, Wraps: true)),
            ],
            [.. packets.Select(packet => Row(packet, fields ?? []))]
        );

    private static object?[] Row(PacketRow packet, IReadOnlyList<string> fields) =>
        [
            packet.PacketNumber,
            packet.Time,
            packet.File,
            packet.SrcIp,
            packet.DstIp,
            packet.Protocol,
            packet.Length,
            packet.Info,
            .. fields.Select(field =>
                packet.Fields is { } given && given.TryGetValue(field, out IReadOnlyList<string>? values)
                    ? string.Join(", ", values)
                    : null
            ),
        ];
}
