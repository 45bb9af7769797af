using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sonde.Analysis;
using Sonde.Capture;
using Sonde.Testing;
using Sonde.Wire;
using Xunit;

namespace Sonde.Engine.Tests;

/// <summary>What quic-go said over QUIC, with the keys in the file and beside it.</summary>
public sealed partial class QuicKeysTests : IDisposable
{
    private static readonly string Sample = Repo.Path("samples", "quic.pcapng");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void RequestsOfHttp3AreListedWithTheirResponses()
    {
        HttpRequests answer = Http(Sample, null);

        Assert.Equal(
            [
                ("/", "GET", 200, 61),
                ("/missing?token=[redacted]", "GET", 404, 19),
                ("/form", "POST", 201, 14),
                ("/packed.txt", "GET", 200, 1076), // three at once
                ("/", "GET", 200, 61),
                ("/old", "GET", 301, 36),
                ("/", "GET", 200, 61), // early data
                ("/long.txt", "GET", 200, 21092),
                ("/", "GET", 200, 61), // behind an update of keys
            ],
            answer.HttpRequestList.Select(row => (row.Uri!, row.Method!, row.Status!.Value, (int)row.ResponseBytes!))
        );
        Assert.All(
            answer.HttpRequestList,
            row =>
                Assert.Equal(
                    ("3", "www.example.test", true, true),
                    (row.Version, row.Host, row.Decrypted, row.Complete)
                )
        );
        Assert.Equal([0L, 4, 8, 12, 16, 20, 0, 0, 4], answer.HttpRequestList.Select(row => row.Http3Stream!.Value));
        Assert.Equal(3016, answer.HttpRequestList.Single(row => row.Method == "POST").RequestBytes);
        Assert.Equal("http || http3", answer.Evidence.DisplayFilter);
        DecryptionCoverage decryption = answer.Coverage.Decryption!;
        Assert.Equal(
            (3L, 0L, null, "capture", 3),
            (
                decryption.StreamsDecrypted,
                decryption.StreamsEncrypted,
                decryption.RecordsNotOpened,
                decryption.Keys,
                decryption.SessionsMet
            )
        );
    }

    [Fact]
    public void WithoutKeysTheStreamsStayClosedAndAKeyLogBesideOpensThem()
    {
        string plain = SampleEngine.Write(_folder, SampleEngine.FramesOf(Sample));
        HttpRequests closed = Http(plain, null);
        Assert.Empty(closed.HttpRequestList);
        Assert.Equal(
            (0L, 3L),
            (closed.Coverage.Decryption!.StreamsDecrypted, closed.Coverage.Decryption.StreamsEncrypted)
        );

        HttpRequests open = Http(plain, _folder.Write("quic.keys", KeyLines()));
        Assert.Equal((9, "tls_key_log"), (open.HttpRequestList.Count, open.Coverage.Decryption!.Keys));
    }

    [Fact]
    public void TheQuestionsAboutTlsNameWhatTheHandshakeHides()
    {
        var arguments = new PagedCaptureArguments { FilePath = Sample };
        TlsHandshakes handshakes = TlsHandshakesQuestion.Ask(Engine(), arguments, new());
        CertificateDetails certificates = CertificateQuestion.Ask(Engine(), arguments, new());

        Assert.Equal(3, handshakes.Handshakes.Count);
        Assert.All(
            handshakes.Handshakes,
            row => Assert.Equal(("quic", "h3", true), (row.Carrier, row.Alpn, row.Decrypted))
        );
        Assert.Contains(certificates.Certificates, row => row.Subject == "CN=www.example.test, O=Sonde samples");
    }

    [Fact]
    public void WhatRunsInsideIsNamedTimedAndSearched()
    {
        DetectedProtocols found = DetectQuestion.Ask(Engine(), new() { FilePath = Sample }, new());
        ResponseTimes times = ResponseTimesQuestion.Ask(Engine(), new() { FilePath = Sample }, new());
        var search = new SearchArguments { FilePath = Sample, SearchPattern = "A page to look at" };
        SearchResult searched = SearchQuestion.Ask(Engine(), search, new());

        Assert.Equal(3, found.ProtocolsInside!["http3"]);
        Assert.Equal(9, times.Questions);
        Assert.All(times.Transactions, row => Assert.Equal("http3", row.Protocol));
        Assert.Equal([11L, 30L, 47L, 85L], searched.Matches.Select(row => row.Frame).Order());
    }

    [Fact]
    public void PacketsAndStreamsAreThoseThatTsharkDecrypts()
    {
        Assert.SkipUnless(TsharkProgram.IsThere, "needs tshark");
        var ours = new SortedDictionary<string, StringBuilder>(StringComparer.Ordinal);
        long opened = 0;
        var sinks = new ApplicationSinks
        {
            Keys = Keys(),
            Tls = connection => opened += connection.RecordsOpened,
            ClearText = (stream, fromClient, octets, _) =>
                Add(ours, stream.Flow.Stream, fromClient, Convert.ToHexStringLower(octets)),
        };
        var pass = new Pass(StandardProtocols.Create(), [.. StandardApplications.Observe(sinks)]);
        using (CaptureReader reader = CaptureReader.Open(Sample))
        {
            while (reader.TryRead(out Frame frame))
                pass.Feed(frame);
        }
        pass.Finish();

        var theirs = new SortedDictionary<string, StringBuilder>(StringComparer.Ordinal);
        long packets = 0;
        foreach (
            string line in Tshark(
                "quic",
                "udp.stream",
                "udp.dstport",
                "quic.packet_number",
                "quic.long.packet_type",
                "quic.stream_data"
            )
        )
        {
            string[] fields = line.Split('\t');
            packets += fields[2].Split(',', StringSplitOptions.RemoveEmptyEntries).Length;
            packets -= fields[3].Split(',').Count(type => type == "0"); // Initial packets need no keys
            Add(
                theirs,
                int.Parse(fields[0], null),
                fields[1] == "443",
                fields[4].Replace(",", "", StringComparison.Ordinal).Replace("<MISSING>", "", StringComparison.Ordinal)
            );
        }
        Assert.Equal(packets, opened);
        Assert.Equal(
            theirs.Select(one => (one.Key, one.Value.ToString())),
            ours.Select(one => (one.Key, one.Value.ToString()))
        );
    }

    [Fact]
    public void FactsCountWhatTsharkCounts()
    {
        Assert.SkipUnless(TsharkProgram.IsThere, "needs tshark");
        using var octets = new MemoryStream();
        using (var json = new Utf8JsonWriter(octets))
            new FactsFile().Write(json, Sample);
        using JsonDocument facts = JsonDocument.Parse(octets.ToArray());

        JsonElement tls = facts.RootElement.GetProperty("tls");
        Assert.Equal(
            TsharkProgram.Frames(Sample, "http3").Length,
            facts.RootElement.GetProperty("protos").GetProperty("http3").GetInt32()
        );
        Assert.Equal(TsharkProgram.Frames(Sample, "tls").Length, tls.GetProperty("frames").GetInt32());
        Assert.Equal(
            Tshark("tls", "tls.handshake.type")
                .SelectMany(line => line.Split(','))
                .CountBy(type => type)
                .Select(pair => (pair.Key, pair.Value))
                .Order(),
            tls.GetProperty("handshake_types")
                .EnumerateArray()
                .Select(pair => (pair[0].GetString()!, pair[1].GetInt32()))
                .Order()
        );
        Assert.False(facts.RootElement.TryGetProperty("http", out _));
    }

    [Fact]
    public void WhicheverFrameIsMissingOrDamagedNothingWrongIsShown()
    {
        byte[][] frames = SampleEngine.FramesOf(Sample);
        string keys = _folder.Write("quic.keys", KeyLines());
        HashSet<string> known = ["/", "/missing?token=[redacted]", "/form", "/packed.txt", "/old", "/long.txt"];
        foreach (byte[][] some in SampleEngine.Amiss(frames))
        {
            HttpRequests answer = Http(SampleEngine.Write(_folder, some), keys);
            Assert.All(answer.HttpRequestList, row => Assert.True(row.Uri is null || known.Contains(row.Uri)));
            Assert.All(answer.HttpRequestList, row => Assert.True(row.Status is null or 200 or 201 or 301 or 404));
        }
    }

    [GeneratedRegex("(?:CLIENT|SERVER)_[A-Z_0-9]+ [0-9a-f]{64} [0-9a-f]{64,96}")]
    private static partial Regex KeyLine();

    private static void Add(SortedDictionary<string, StringBuilder> to, int flow, bool fromClient, string hex)
    {
        string key = $"{flow} {fromClient}";
        if (!to.TryGetValue(key, out StringBuilder? text))
            to.Add(key, text = new StringBuilder());
        text.Append(hex);
    }

    // the block with the keys is text
    private static string KeyLines() =>
        string.Concat(
            KeyLine().Matches(Encoding.Latin1.GetString(File.ReadAllBytes(Sample))).Select(line => line.Value + "\n")
        );

    private static TlsKeyLog Keys()
    {
        var log = new TlsKeyLog();
        log.Add(Encoding.ASCII.GetBytes(KeyLines()));
        return log;
    }

    private static string[] Tshark(string filter, params string[] fields) =>
        TsharkProgram
            .Run([
                .. (string[])["-r", Sample, "-Y", filter, "-T", "fields"],
                .. fields.SelectMany(field => (string[])["-e", field]),
            ])
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private CaptureEngine Engine() => SampleEngine.Over(_folder.Path);

    private HttpRequests Http(string path, string? keys) =>
        HttpRequestsQuestion.Ask(Engine(), new() { FilePath = path, TlsKeyLog = keys }, new AskContext());
}
