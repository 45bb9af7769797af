using System.Text;
using System.Text.Json;
using Sonde.Testing;
using Xunit;

namespace Sonde.Cli.Tests;

public sealed class ResolveTests
{
    [Fact]
    public async Task OneNameGivesItsRecordsAndSeveralGiveARowEach()
    {
        await using TinyDns server = Server();

        Ran one = BuiltProgram.Run("resolve", "www.example", "-s", server.Text);
        Ran many = BuiltProgram.Run("resolve", "b.example", "nope.example", "a.example", "-s", server.Text, "--csv");

        Assert.Equal(0, one.Code);
        Assert.Contains("www.example.  300  A     192.0.2.80", one.Output, StringComparison.Ordinal);
        Assert.Equal(0, many.Code);
        Assert.Equal(
            ["query", "b.example", "nope.example", "a.example"],
            many.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(',')[0])
        );
    }

    [Fact]
    public async Task NamesMayComeFromStandardInput()
    {
        await using TinyDns server = Server();

        Ran ran = BuiltProgram.Run(
            ["resolve", "-", "-s", server.Text, "--json"],
            Encoding.UTF8.GetBytes("a.example\n\n  b.example  \r\na.example\n")
        );

        JsonElement answer = JsonElement.Parse(ran.Output);
        Assert.Equal(3, answer.GetProperty("total_queries").GetInt32());
        Assert.Equal(2, answer.GetProperty("unique_queries").GetInt32());
        Assert.Equal(3, answer.GetProperty("successful").GetInt32());
    }

    [Fact]
    public async Task ANameThatIsNotThereEndsWithOne()
    {
        await using TinyDns server = Server();

        Ran ran = BuiltProgram.Run("resolve", "nope.example", "-s", server.Text, "--json");

        Assert.Equal(1, ran.Code);
        Assert.Equal("NXDOMAIN", JsonElement.Parse(ran.Output).GetProperty("rcode").GetString());
    }

    [Theory]
    [InlineData("resolve", "a.example", "-t", "AAAX")]
    [InlineData("resolve", "a.example", "--timeout", "0")]
    [InlineData("resolve", "a.example", "--timeout", "-1")]
    [InlineData("resolve", "a.example", "--retries", "-1")]
    [InlineData("resolve", "--", "-a.example")]
    [InlineData("resolve", "")]
    [InlineData("resolve", "a.example", "-s", "192.0.2.1#65536")]
    [InlineData("resolve", "a.example", "b.example", "--trace")]
    [InlineData("resolve", "a.example", "b.example", "-s", "127.0.0.1#9", "--concurrency", "0")]
    [InlineData("asn", "example.com")]
    [InlineData("asn", "")]
    public void WhatIsTypedWronglyEndsWithTwo(params string[] words)
    {
        Ran ran = BuiltProgram.Run(words);

        Assert.Equal(2, ran.Code);
        Assert.StartsWith("sonde: ", ran.Error, StringComparison.Ordinal);
        Assert.Equal("", ran.Output);
    }

    [Fact]
    public async Task AskingNeedsNoRights()
    {
        await using TinyDns server = Server();

        Assert.Equal(0, BuiltProgram.RunAsAnybody("resolve", "www.example", "-s", server.Text).Code);
    }

    [Fact]
    public void APrivateAddressIsNotSentOut()
    {
        Ran ran = BuiltProgram.Run("asn", "10.0.0.1", "--json");

        Assert.Equal(1, ran.Code);
        Assert.Equal(0, JsonElement.Parse(ran.Output).GetProperty("coverage").GetProperty("probes_sent").GetInt32());
    }

    private static TinyDns Server() =>
        new(query =>
            [
                query.Name == "nope.example."
                    ? query.Reply(3)
                    : query.Reply(records: TinyRecord.A(query.Name, "192.0.2.80")),
            ]
        );
}
