using System.CommandLine;
using System.Globalization;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde packets</c>: packets by filter, their fields, and counts by a field.</summary>
internal static class PacketsCommand
{
    public static Command Create(Question question)
    {
        var page = new PageOptions(100, "--top");
        Option<string?> filter = Text("--filter", "EXPRESSION", "Wireshark display filter, such as 'tcp.port == 443'.");
        filter.Aliases.Add("-Y");
        Option<string?> scapy = Text(
            "--scapy",
            "EXPRESSION",
            "Expression over scapy's layers, such as 'pkt[TCP].dport == 443'."
        );
        Option<string?> source = Text("--src", "ADDRESS", "Source address or network.");
        Option<string?> destination = Text("--dst", "ADDRESS", "Destination address or network.");
        Option<string?> host = Text("--host", "ADDRESS", "Address or network of either end.");
        Option<string?> protocol = Text("--protocol", "NAME", "Protocol, such as dns or HTTPS/TLS.");
        Option<int?> port = Numbers.Option("--port", "Port of either end.", most: 65_535);
        Option<string?> from = Text("--from", "TIME", "Only from this time on: ISO 8601, or seconds since 1970.");
        Option<string?> to = Text("--to", "TIME", "Only before this time.");
        Option<int?> least = Numbers.Option("--min-length", "Only packets with at least so many octets on the wire.");
        Option<int?> most = Numbers.Option("--max-length", "Only packets with at most so many octets on the wire.");
        Option<string?> countBy = Text("--count-by", "FIELD", "Count packets and octets by the values of this field.");
        var fields = new Option<string[]>("--fields", "-e")
        {
            Description = "Fields to show, Wireshark's names, separated by commas or by repetition.",
            HelpName = "FIELD,…",
        };
        Option[] conditions = [source, destination, host, protocol, port, from, to, least, most, fields, countBy];
        return question.Command(
            "packets",
            "Packets that a filter selects, one a line; or their number by the values of a field.",
            [filter, scapy, .. conditions, .. page.All],
            (parsed, asked) =>
            {
                string[] names = Names(parsed.GetValue(fields));
                if (parsed.GetValue(scapy) is { } expression)
                    return asked.Answer(
                        () =>
                            ByScapy(
                                expression,
                                Array.Find([filter, .. conditions], other => parsed.GetResult(other) is not null),
                                page,
                                parsed
                            ),
                        CustomFilterQuestion.Ask,
                        answer => Show(answer, [])
                    );
                return asked.Answer(
                    () =>
                        new FilterPacketsArguments
                        {
                            DisplayFilter = parsed.GetValue(filter),
                            SrcIp = parsed.GetValue(source),
                            DstIp = parsed.GetValue(destination),
                            Host = parsed.GetValue(host),
                            Protocol = parsed.GetValue(protocol),
                            Port = parsed.GetValue(port),
                            TimeFrom = parsed.GetValue(from),
                            TimeTo = parsed.GetValue(to),
                            MinLength = parsed.GetValue(least),
                            MaxLength = parsed.GetValue(most),
                            Fields = names.Length > 0 ? names : null,
                            CountBy = parsed.GetValue(countBy),
                            MaxResults = page.Limit(parsed),
                            Offset = page.Offset(parsed),
                        },
                    FilterPacketsQuestion.Ask,
                    answer => Show(answer, names)
                );
            }
        );
    }

    private static CustomFilterArguments ByScapy(
        string expression,
        Option? other,
        PageOptions page,
        ParseResult parsed
    ) =>
        other is null
            ? new CustomFilterArguments
            {
                FilterExpression = expression,
                MaxResults = page.Limit(parsed),
                Offset = page.Offset(parsed),
            }
            : throw new EngineException(
                EngineFault.InvalidArgument,
                $"--scapy and {other.Name} do not go together.",
                "Put all conditions into one of them."
            );

    private static View Show(FilteredPackets answer, string[] fields)
    {
        Table table = answer.Counts is { } counts
            ? new Table(
                "",
                [new Column("value", Wraps: true), new Column("packets"), new Column("octets")],
                [.. counts.Select(count => (object?[])[count.Value, count.Packets, count.Octets])]
            )
            : PacketTable.Of("", answer.Packets, fields);
        return new View
        {
            Headline = answer.Summary,
            Tables = [table],
            Rows = table,
            Notes =
            [
                .. CoverageNotes.Of(answer.Coverage, answer.Returned, answer.Total, answer.NextOffset),
                .. answer.WithoutField is > 0 and var without
                    ? [string.Create(CultureInfo.InvariantCulture, $"{without} packets lack the field.")]
                    : (string[])[],
            ],
        };
    }

    private static Option<string?> Text(string name, string help, string description) =>
        new(name) { Description = description, HelpName = help };

    private static string[] Names(string[]? typed) =>
        [
            .. (typed ?? []).SelectMany(text =>
                text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            ),
        ];
}
