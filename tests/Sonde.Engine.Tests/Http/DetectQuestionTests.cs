using System.Text;
using Sonde.Testing;
using Sonde.Wire;
using Xunit;

namespace Sonde.Engine.Tests;

public sealed class DetectQuestionTests : IDisposable
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void HttpOnItsPortIsNoDisagreement()
    {
        DetectedProtocols answer = Ask(new() { FilePath = Repo.Path("samples", "http.pcapng") });

        DetectedConnection[] http = [.. answer.Connections.Where(row => row.ProtocolDetected == "http")];
        Assert.NotEmpty(http);
        Assert.All(http, row => Assert.Equal((80, "content", 1.0), (row.Port, row.FoundBy, row.Confidence)));
        Assert.Equal(0, answer.Disagreements);
    }

    [Fact]
    public void HttpOnThePortOfAnotherIsFoundAndTheDisagreementSaid()
    {
        DetectedConnection row = Assert.Single(Ask(new() { FilePath = Made(443, Get) }).Connections);

        Assert.Equal(("http", "tls", "10.0.0.1:40000"), (row.ProtocolDetected, row.PortSuggests, row.Client));
        Assert.Contains("port 443 is usual for tls", row.Disagreement, StringComparison.Ordinal);
    }

    [Fact]
    public void WhereTsharkShowsDataContentStillCounts()
    {
        DetectedConnection row = Assert.Single(Ask(new() { FilePath = Made(9999, Get[..8], Get[8..]) }).Connections);

        Assert.Equal(("http", null), (row.ProtocolDetected, row.Wireshark));
        Assert.Contains("data only", row.Disagreement, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatNobodyKnowsIsUnknown()
    {
        DetectedConnection row = Assert.Single(Ask(new() { FilePath = Made(9999, "\0\u0001noise") }).Connections);

        Assert.Equal(("unknown", 0.0, null), (row.ProtocolDetected, row.Confidence, row.Disagreement));
    }

    [Fact]
    public void APortChoosesConversations() =>
        Assert.Empty(Ask(new() { FilePath = Repo.Path("samples", "http.pcapng"), Port = 81 }).Connections);

    private string Made(int port, params string[] segments)
    {
        List<byte[]> frames = [];
        uint sequence = 100;
        foreach (string text in segments)
        {
            byte[] data = Encoding.ASCII.GetBytes(text);
            frames.Add(Make.Tcp("10.0.0.1:40000", $"10.0.0.2:{port}", sequence, 1, TcpFlags.Ack, data));
            sequence += (uint)data.Length;
        }
        return SampleEngine.Write(_folder, [.. frames]);
    }

    private DetectedProtocols Ask(DetectArguments arguments) =>
        DetectQuestion.Ask(SampleEngine.Over(_folder.Path), arguments, new AskContext());
}
