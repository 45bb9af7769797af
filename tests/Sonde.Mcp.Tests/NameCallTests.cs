using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using Sonde.Testing;
using Xunit;

namespace Sonde.Mcp.Tests;

/// <summary>The tools that ask name servers, as clients call them.</summary>
public sealed class NameCallTests
{
    [Fact]
    public async Task AnswersFitTheirSchemasAndFailuresAreAnswers()
    {
        await using var server = new TinyDns(query =>
            [
                query.Name == "nope.example."
                    ? query.Reply(3)
                    : query.Reply(records: TinyRecord.A(query.Name, "192.0.2.80")),
            ]
        );
        await using Harness harness = await Harness.StartAsync();

        JsonObject found = await Call(harness, "dns_lookup", new { query = "www.example", nameserver = server.Text });
        JsonObject missing = await Call(
            harness,
            "dns_lookup",
            new { query = "nope.example", nameserver = server.Text }
        );
        JsonObject batch = await Call(
            harness,
            "batch_dns_lookup",
            new { queries = new[] { "www.example", "nope.example", "-x" }, nameserver = server.Text }
        );
        JsonObject asn = await Call(harness, "asn_lookup", new { ip = "10.0.0.1" });

        Assert.Equal("192.0.2.80", (string?)found["records"]![0]!["value"]);
        Assert.Equal("NXDOMAIN", (string?)missing["rcode"]);
        Assert.Equal("not_found", (string?)missing["error_type"]);
        Assert.Equal("invalid_argument", (string?)batch["results"]![2]!["error_type"]);
        Assert.Equal("not_found", (string?)asn["error_type"]);
    }

    [Theory]
    [InlineData("dns_lookup", """{"query":"a.example","record_type":"AAAAA"}""", "invalid_argument")]
    [InlineData("dns_lookup", """{"query":"a.example","timeout":0}""", "invalid_argument")]
    [InlineData("dns_lookup", """{"query":"a.example","timeout":-1}""", "invalid_argument")]
    [InlineData("dns_lookup", """{"query":"-x"}""", "invalid_argument")]
    [InlineData("dns_lookup", """{"query":""}""", "invalid_argument")]
    [InlineData("dns_lookup", """{"query":"a.example","nameserver":"169.254.169.254"}""", "blocked_by_policy")]
    [InlineData("dns_lookup", """{"query":"metadata.google.internal"}""", "blocked_by_policy")]
    [InlineData("dns_lookup", """{"query":"a.example","trace":true,"nameserver":"127.0.0.1"}""", "invalid_argument")]
    [InlineData("batch_dns_lookup", """{"queries":["a.example"],"max_concurrent":0}""", "invalid_argument")]
    [InlineData("batch_dns_lookup", """{"queries":"a.example"}""", "invalid_argument")]
    [InlineData("asn_lookup", """{"ip":"example.com"}""", "invalid_argument")]
    [InlineData("asn_lookup", """{"ip":"169.254.169.254"}""", "blocked_by_policy")]
    public async Task WhatIsAskedWronglyIsAFault(string tool, string arguments, string errorType)
    {
        await using Harness harness = await Harness.StartAsync();

        CallToolResult result = await harness.Client.CallToolAsync(
            tool,
            JsonSerializer.Deserialize<Dictionary<string, object?>>(arguments)!,
            cancellationToken: TestContext.Current.CancellationToken
        );

        Assert.True(result.IsError);
        Assert.Equal(errorType, result.StructuredContent!.Value.GetProperty("error_type").GetString());
    }

    private static async Task<JsonObject> Call(Harness harness, string tool, object arguments)
    {
        CallToolResult result = await harness.Client.CallToolAsync(
            tool,
            JsonSerializer.SerializeToElement(arguments).Deserialize<Dictionary<string, object?>>()!,
            cancellationToken: TestContext.Current.CancellationToken
        );
        Assert.NotEqual(true, result.IsError);
        JsonObject answer = JsonObject.Create(result.StructuredContent!.Value)!;
        Assert.Empty(SchemaCheck.Problems(new ToolCatalog().Find(tool).OutputSchema, answer));
        return answer;
    }
}
