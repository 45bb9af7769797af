using System.Text;
using Sonde.Testing;
using Sonde.Wire;
using Xunit;

namespace Sonde.Engine.Tests;

public sealed class HttpQuestionTests : IDisposable
{
    private const string Client = "10.0.0.1:40000";
    private const string Server = "10.0.0.2:9999";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void RequestsAndResponsesAreThoseThatTsharkSees()
    {
        Assert.SkipUnless(TsharkProgram.IsThere, "tshark is not installed");
        string[] requests = Reference("http.request", "http.request.method", "http.host", "http.request.uri");
        HttpRequests answer = Requests(new() { FilePath = Sample });

        Assert.Equal(requests, answer.HttpRequestList.Select(row => string.Join('\t', row.Method, row.Host, row.Uri)));
        Assert.Equal(
            Reference("http.response", "http.response.code").Order(),
            answer.HttpRequestList.Select(row => $"{row.Status}").Order()
        );
    }

    [Fact]
    public void TheLimitIsOfRowsAndNotOfPacketsRead()
    {
        HttpRequests answer = Requests(
            new()
            {
                FilePath = Sample,
                Limit = 1,
                Offset = 12,
            }
        );

        Assert.Equal((13L, 1, 125L), (answer.TotalFound, answer.Returned, answer.HttpRequestList[0].Frame));
    }

    [Fact]
    public void RequestsAreChosenByMethodHostAndStatus()
    {
        Assert.Equal(1, Requests(new() { FilePath = Sample, Method = "post" }).Total);
        Assert.Equal(1, Requests(new() { FilePath = Sample, Host = "OTHER" }).Total);
        Assert.Equal(
            ["/broken"],
            Requests(new() { FilePath = Sample, Status = 500 }).HttpRequestList.Select(row => row.Uri)
        );
        Assert.Contains(
            "No HTTP request",
            Requests(new() { FilePath = Repo.Path("samples", "dns.pcapng") }).Summary,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void ResponseTimesRunFromTheQuestionToItsAnswer()
    {
        HttpRequests requests = Requests(new() { FilePath = Sample });
        ResponseTimes answer = Times(new() { FilePath = Sample });

        Assert.Equal((13L, 0L, 2L), (answer.Questions, answer.Unanswered, answer.Errors));
        Assert.Equal(requests.HttpRequestList.Max(row => row.TotalMs), answer.Transactions[0].TotalMs);
        Assert.Equal(2, answer.Servers.Count);
    }

    [Fact]
    public void DnsHasResponseTimesToo()
    {
        ResponseTimes answer = Times(new() { FilePath = Repo.Path("samples", "dns.pcapng"), Protocol = "dns" });

        Assert.True(answer.Questions > 0);
        Assert.All(answer.Transactions, row => Assert.True(row.TotalMs > 0));
    }

    [Fact]
    public void AProtocolWithoutPairsSaysWhichThereAre()
    {
        ResponseTimes answer = Times(new() { FilePath = Sample, Protocol = "ftp" });

        Assert.Empty(answer.Transactions);
        Assert.Contains("response times of http", answer.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("WWW.Example.Test", false, true)]
    [InlineData("WWW.Example.Test", true, false)]
    [InlineData("www.example.test", true, true)]
    public void CaseMattersOnlyWhenAsked(string pattern, bool caseSensitive, bool isFound)
    {
        SearchResult answer = Search(
            new()
            {
                FilePath = Sample,
                SearchPattern = pattern,
                CaseSensitive = caseSensitive,
            }
        );

        Assert.Equal(isFound, answer.TotalMatches > 0);
    }

    [Fact]
    public void AQuoteIsALiteralQuote()
    {
        string path = Made("say \"x\" || tcp", "end");
        Assert.Equal(1, Search(new() { FilePath = path, SearchPattern = "\"x\" || tcp" }).TotalMatches);
        Assert.Equal(0, Search(new() { FilePath = path, SearchPattern = "\" || tcp.port == 9999 || \"" }).TotalMatches);
    }

    [Fact]
    public void AMatchAcrossSegmentsIsFoundInTheStreamAndOnlyOnce()
    {
        string path = Made("a nee", "dle, a needle");
        SearchResult answer = Search(new() { FilePath = path, SearchPattern = "needle" });

        Assert.Equal(["packet", "stream"], answer.Matches.Select(match => match.Where).Order());
        SearchMatch across = answer.Matches.Single(match => match.Where == "stream");
        Assert.Equal((2L, 2L, 6), (across.Offset, across.Frame, across.Length));
        Assert.Equal(
            2,
            Search(
                new()
                {
                    FilePath = path,
                    SearchPattern = "needle",
                    Scope = "streams",
                }
            ).TotalMatches
        );
        Assert.Equal(
            1,
            Search(
                new()
                {
                    FilePath = path,
                    SearchPattern = "needle",
                    Scope = "packets",
                }
            ).TotalMatches
        );
        Assert.Equal(
            2,
            Search(
                new()
                {
                    FilePath = path,
                    SearchPattern = "NE+DLE",
                    Mode = "regex",
                }
            ).TotalMatches
        );
    }

    [Theory]
    [InlineData("6e 65 65 64")]
    [InlineData("6E:65:65:64")]
    [InlineData("0x6e656564")]
    public void OctetsAreFoundByTheirHexadecimal(string pattern) =>
        Assert.Equal(
            1,
            Search(
                new()
                {
                    FilePath = Made("a need", "b"),
                    SearchPattern = pattern,
                    Mode = "hex",
                }
            ).TotalMatches
        );

    [Theory]
    [InlineData("(a", "regex")]
    [InlineData("6e6", "hex")]
    [InlineData("xyz!", "hex")]
    [InlineData("", "text")]
    public void AWrongPatternIsAClearFault(string pattern, string mode)
    {
        EngineException fault = Assert.Throws<EngineException>(() =>
            Search(
                new()
                {
                    FilePath = Sample,
                    SearchPattern = pattern,
                    Mode = mode,
                }
            )
        );
        Assert.Equal(EngineFault.InvalidArgument, fault.Fault);
    }

    [Fact]
    public void ARegularExpressionThatRunsTooLongIsStopped()
    {
        string path = Made(new string('a', 60) + "!", "b");
        EngineException fault = Assert.Throws<EngineException>(() =>
            Search(
                new()
                {
                    FilePath = path,
                    SearchPattern = "(?=(a+)+$)(a|aa)+$",
                    Mode = "regex",
                }
            )
        );
        Assert.Contains("too long", fault.Message, StringComparison.Ordinal);
    }

    private static string[] Reference(string filter, params string[] fields) =>
        TsharkProgram
            .Run([
                "-n",
                "-r",
                Sample,
                "-Y",
                filter,
                "-T",
                "fields",
                .. fields.SelectMany(field => new[] { "-e", field }),
            ])
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string Sample => Repo.Path("samples", "http.pcapng");

    private string Made(params string[] segments)
    {
        List<byte[]> frames = [];
        uint sequence = 100;
        foreach (string text in segments)
        {
            byte[] data = Encoding.ASCII.GetBytes(text);
            frames.Add(Make.Tcp(Client, Server, sequence, 1, TcpFlags.Ack, data));
            sequence += (uint)data.Length;
        }
        return SampleEngine.Write(_folder, [.. frames]);
    }

    private HttpRequests Requests(HttpRequestsArguments arguments) =>
        HttpRequestsQuestion.Ask(Engine, arguments, new AskContext());

    private ResponseTimes Times(ResponseTimesArguments arguments) =>
        ResponseTimesQuestion.Ask(Engine, arguments, new AskContext());

    private SearchResult Search(SearchArguments arguments) => SearchQuestion.Ask(Engine, arguments, new AskContext());

    private CaptureEngine Engine => SampleEngine.Over(_folder.Path);
}
