using System.CommandLine;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde hierarchy</c>: which protocol carries which.</summary>
internal static class HierarchyCommand
{
    public static Command Create(Question question) =>
        question.Command(
            "hierarchy",
            "Which protocols a capture holds, and which carries which.",
            [],
            _ => new CaptureArguments(),
            ProtocolHierarchyQuestion.Ask,
            Show
        );

    private static View Show(ProtocolHierarchy answer) =>
        new()
        {
            Headline = answer.Summary,
            Tables = [Rows(answer.Tree, (above, node) => new string(' ', 2 * above.Count) + node.Protocol)],
            Rows = Rows(answer.Tree, (above, node) => string.Join(':', above.Append(node.Protocol))),
            Notes = CoverageNotes.Of(answer.Coverage),
        };

    private static Table Rows(
        IReadOnlyList<ProtocolNode> tree,
        Func<IReadOnlyList<string>, ProtocolNode, string> name
    ) =>
        new(
            "",
            [
                new Column("protocol"),
                new Column("packets"),
                new Column("% of packets", "packet_percent", Rank: 2),
                new Column("octets", "bytes"),
                new Column("% of octets", "byte_percent", Rank: 1),
            ],
            [.. Walk([], tree, name)]
        );

    private static IEnumerable<IReadOnlyList<object?>> Walk(
        IReadOnlyList<string> above,
        IReadOnlyList<ProtocolNode> nodes,
        Func<IReadOnlyList<string>, ProtocolNode, string> name
    ) =>
        nodes.SelectMany(node =>
            Walk([.. above, node.Protocol], node.Children, name)
                .Prepend([name(above, node), node.Packets, node.PacketPercent, node.Bytes, node.BytePercent])
        );
}
