using System.Text.Json.Nodes;
using Sonde.Testing;
using Xunit;

namespace Sonde.Engine.Tests;

/// <summary>Every display filter in the answers about TCP selects in tshark exactly the frames that the answer names.</summary>
public sealed class TcpEvidenceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Captures =>
        [
            "cooked-v1.pcap", // everything is there twice
            "http.pcapng", // a refused connection
            "traceroute.pcapng", // ICMP errors that quote segments
        ];

    [Theory]
    [MemberData(nameof(Captures))]
    public void FiltersOfEvidenceSelectTheSameFramesInTshark(string capture)
    {
        Assert.SkipUnless(TsharkProgram.IsThere, "needs tshark");
        string path = Repo.Path("samples", capture);

        (string Filter, string Frames)[] shown = [.. Answers(path).SelectMany(Shown).Distinct()];

        Assert.NotEmpty(shown);
        Assert.All(shown, one => Assert.Equal(one.Frames, Selected(path, one.Filter)));
    }

    [Theory]
    [MemberData(nameof(Captures))]
    public void CountsAreThoseOfTshark(string capture)
    {
        Assert.SkipUnless(TsharkProgram.IsThere, "needs tshark");
        string path = Repo.Path("samples", capture);
        CaptureEngine engine = SampleEngine.Over(_folder.Path);
        var arguments = new TcpRetransmissionsArguments { FilePath = path };

        TcpRetransmissions again = TcpRetransmissionsQuestion.Ask(engine, arguments, new AskContext());
        TcpTimingAnswer timing = TcpTimingQuestion.Ask(engine, arguments, new AskContext());
        TcpScalingAnswer scaling = TcpScalingQuestion.Ask(engine, arguments, new AskContext());

        Assert.Equal(Count("tcp && !icmp && !icmpv6"), again.TotalPackets);
        Assert.Equal(Count("tcp.analysis.retransmission"), again.TotalRetransmissions);
        Assert.Equal(Count("tcp.len > 0 && !icmp && !icmpv6"), again.DataSegments);
        Assert.Equal(Count("tcp.analysis.out_of_order"), timing.TotalOutOfOrder);
        Assert.Equal(Count("tcp.analysis.duplicate_ack"), timing.TotalDuplicates);
        Assert.Equal(Count("tcp.options.wscale.shift && !icmp && !icmpv6"), scaling.TotalEvents);

        long Count(string filter) => Selected(path, filter) is { Length: > 0 } frames ? frames.Split(' ').Length : 0;
    }

    private IEnumerable<JsonNode> Answers(string path)
    {
        CaptureEngine engine = SampleEngine.Over(_folder.Path);
        var arguments = new TcpRetransmissionsArguments { FilePath = path };
        var context = new AskContext();
        yield return Node(AnswerSerializer.Text(TcpIssuesQuestion.Ask(engine, arguments, context)));
        yield return Node(AnswerSerializer.Text(TcpRetransmissionsQuestion.Ask(engine, arguments, context)));
        yield return Node(AnswerSerializer.Text(TcpZeroWindowQuestion.Ask(engine, arguments, context)));
        yield return Node(AnswerSerializer.Text(TcpScalingQuestion.Ask(engine, arguments, context)));
        yield return Node(AnswerSerializer.Text(TcpTimingQuestion.Ask(engine, arguments, context)));
        yield return Node(AnswerSerializer.Text(TcpCongestionQuestion.Ask(engine, arguments, context)));
    }

    private static JsonNode Node(string text) => JsonNode.Parse(text)!;

    // A filter with the frames that it is said to select; those beyond the first 20 are only counted.
    private static IEnumerable<(string Filter, string Frames)> Shown(JsonNode? node) =>
        node switch
        {
            JsonObject { } evidence when evidence["display_filter"] is { } filter => (int)evidence["frames_total"]!
            <= 20
                ? [((string)filter!, string.Join(' ', evidence["frames"]!.AsArray()))]
                : [],
            JsonObject members => members.SelectMany(member => Shown(member.Value)),
            JsonArray items => items.SelectMany(Shown),
            _ => [],
        };

    private static string Selected(string path, string filter) => string.Join(' ', TsharkProgram.Frames(path, filter));
}
