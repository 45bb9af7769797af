using System.Globalization;
using Sonde.Testing;
using Xunit;

namespace Sonde.Engine.Tests;

public sealed class FollowQuestionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Samples =>
        [.. Directory.GetFiles(Repo.Path("samples"), "*.pcap*").Select(path => Path.GetFileName(path)!)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void ContentIsWhatTsharkFollows(string sample)
    {
        Assert.SkipUnless(TsharkProgram.IsThere, "tshark is not installed");
        foreach (string protocol in new[] { "tcp", "udp" })
        {
            if (!ConversationsTests.AreCountedAlike(sample, protocol))
                continue;
            for (int stream = 0; stream < 3; stream++)
            {
                if (Follow(Repo.Path("samples", sample), protocol, stream) is not { } answer)
                    continue;
                if (answer.Segments.Any(segment => segment.Gap == "cut"))
                    continue; // docs/differences.md
                (List<string> wanted, List<string> got) = (Reference(sample, protocol, stream), Content(answer));
                if (sample == "tunnels.pcapng") // tshark tells directions by the innermost addresses
                    Assert.Equal(AllOf(wanted), AllOf(got));
                else
                    Assert.Equal(wanted, got);
            }
        }
    }

    [Fact]
    public void AStreamThatDoesNotExistIsAFaultThatSaysHowManyThereAre()
    {
        var fault = Assert.Throws<EngineException>(() => Ask(new() { Stream = 99, FilePath = Http }));

        Assert.Equal(EngineFault.NotFound, fault.Fault);
        Assert.Contains("no TCP stream 99", fault.Message, StringComparison.Ordinal);
        Assert.Contains("11 TCP streams, numbered from 0 to 10", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NeitherAStreamNorAnEndIsAFault() =>
        Assert.Equal(
            EngineFault.InvalidArgument,
            Assert.Throws<EngineException>(() => Ask(new() { FilePath = Http })).Fault
        );

    [Fact]
    public void EndsSelectTheFirstStreamBetweenThemAndNameTheOthers()
    {
        FollowedStream answer = Ask(
            new()
            {
                FilePath = Http,
                SrcIp = "192.0.2.80",
                SrcPort = 80,
                DstIp = "192.0.2.10",
            }
        );

        Assert.Equal(0, answer.Stream);
        Assert.True(answer.MatchingStreamsTotal > 1);
        Assert.Equal(answer.MatchingStreamsTotal, answer.MatchingStreams!.Count);
    }

    [Fact]
    public void PagesTogetherAreTheWhole()
    {
        FollowedStream whole = Ask(new() { FilePath = Http, Stream = 0 });
        List<StreamSegment> pages = [];
        for (int? offset = 0; offset is not null; )
        {
            FollowedStream page = Ask(
                new()
                {
                    FilePath = Http,
                    Stream = 0,
                    Limit = 4,
                    Offset = offset,
                    MaxBytes = 2_000,
                }
            );
            Assert.Equal(whole.Total, page.Total);
            pages.AddRange(page.Segments);
            offset = page.NextOffset;
        }

        Assert.Equal(
            whole.Segments.Select(one => (one.Frame, one.Offset, one.Length)),
            pages.Select(one => (one.Frame, one.Offset, one.Length))
        );
    }

    [Fact]
    public void TextFromTheWireIsEscaped()
    {
        byte[] hostile = [.. "a\u001b[2J\r\n\u202eb\\ä"u8, 0xff];
        string path = SampleEngine.Write(_folder, Make.Udp("10.0.0.1:5000", "10.0.0.2:6000", hostile));

        FollowedStream answer = Ask(
            new()
            {
                FilePath = path,
                Protocol = "udp",
                Stream = 0,
                Format = "both",
            }
        );

        Assert.Equal(@"a\x1b[2J\r\n\u{202e}b\ä\xff", answer.Segments[0].Text);
        Assert.Equal(Convert.ToHexStringLower(hostile), answer.Segments[0].Hex);
    }

    [Fact]
    public void GapsAndRepeatedOctetsAreReportedWithTheirFrames()
    {
        byte[] Segment(uint sequence, string data) =>
            Make.TcpData("10.0.0.1:5000", "10.0.0.2:80", sequence, 1, System.Text.Encoding.ASCII.GetBytes(data));
        string path = SampleEngine.Write(
            _folder,
            Segment(100, "abc"),
            Segment(100, "abc"),
            Segment(110, "xyz"),
            Make.TcpData("10.0.0.2:80", "10.0.0.1:5000", 1, 113, [])
        );

        FollowedStream answer = Ask(new() { FilePath = path, Stream = 0 });

        Assert.Equal((1, 7, 3), (answer.Gaps, answer.MissingBytes, answer.RepeatedBytes));
        Assert.Equal([2], answer.Repeated!.Frames);
        Assert.Equal("frame.number in {2}", answer.Repeated.DisplayFilter);
        StreamSegment gap = Assert.Single(answer.Segments, one => one.Gap is not null);
        Assert.Equal((3L, 3L, 7L, "acknowledged"), (gap.Frame, gap.Offset, gap.Length, gap.Gap));
        Assert.Equal("tcp.stream == 0", answer.Evidence.DisplayFilter);
        Assert.Equal(4, answer.Evidence.FramesTotal);
    }

    private static string Http => Repo.Path("samples", "http.pcapng");

    private FollowedStream Ask(FollowArguments arguments) =>
        FollowQuestion.Ask(SampleEngine.Over(_folder.Path), arguments, new AskContext());

    private FollowedStream? Follow(string path, string protocol, int stream)
    {
        try
        {
            return Ask(
                new()
                {
                    FilePath = path,
                    Protocol = protocol,
                    Stream = stream,
                    Format = "hex",
                    Limit = int.MaxValue,
                    MaxBytes = 1_000_000,
                }
            );
        }
        catch (EngineException fault) when (fault.Fault is EngineFault.NotFound or EngineFault.UnsupportedFormat)
        {
            return null;
        }
    }

    // Each end's octets in turn; gaps as tshark writes them. What nobody acknowledged tshark leaves out.
    private static List<string> Content(FollowedStream answer)
    {
        List<string> turns = [];
        foreach (StreamSegment segment in answer.Segments)
        {
            if (segment.Gap == "ended")
                break;
            string octets =
                segment.Gap is null ? segment.Hex!
                : segment.Gap == "cut" ? ""
                : Convert.ToHexStringLower(
                    System.Text.Encoding.ASCII.GetBytes($"[{segment.Length} bytes missing in capture file]\0")
                );
            Append(turns, segment.Direction == "client_to_server" ? '>' : '<', octets);
        }
        return turns;
    }

    private static List<string> Reference(string sample, string protocol, int stream)
    {
        List<string> turns = [];
        string text = TsharkProgram.Run(
            "-n",
            "-q",
            "-r",
            Repo.Path("samples", sample),
            "-z",
            string.Create(CultureInfo.InvariantCulture, $"follow,{protocol},hex,{stream}")
        );
        foreach (
            string line in text.Split('\n')
                .SkipWhile(line => !line.StartsWith("Node 1", StringComparison.Ordinal))
                .Skip(1)
        )
        {
            string row = line.TrimStart('\t');
            if (row.Length < 58 || row[0] == '=')
                continue;
            Append(turns, line[0] == '\t' ? '<' : '>', row[10..58].Replace(" ", "", StringComparison.Ordinal));
        }
        return turns;
    }

    private static string AllOf(List<string> turns) => string.Concat(turns.Select(turn => turn[1..]));

    private static void Append(List<string> turns, char mark, string octets)
    {
        if (octets.Length == 0)
            return;
        if (turns.Count > 0 && turns[^1][0] == mark)
            turns[^1] += octets;
        else
            turns.Add(mark + octets);
    }
}
