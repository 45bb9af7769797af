using System.Text.Json.Nodes;
using Sonde.Engine;
using Xunit;

namespace Sonde.Mcp.Tests;

public sealed class ArgumentCheckTests
{
    private static readonly JsonObject Schema = (JsonObject)
        JsonNode.Parse(
            """
            {"type":"object","additionalProperties":false,"required":["path"],"properties":{
              "path":{"type":"string","description":"Where."},
              "count":{"type":"integer","minimum":1,"maximum":10},
              "least":{"type":"integer","minimum":0},
              "share":{"type":"number"},
              "order":{"type":"string","enum":["packets","bytes"]},
              "kinds":{"type":"array","items":{"type":"string","enum":["tcp","udp"]}},
              "limits":{"type":"array","items":{"type":"integer"}},
              "exact":{"type":"boolean"}}}
            """
        )!;

    [Theory]
    [InlineData("""{"path":"x"}""")]
    [InlineData(
        """{"path":"x","count":10,"share":1,"order":"bytes","kinds":["tcp","udp"],"exact":false,"limits":[1,2]}"""
    )]
    [InlineData("""{"path":"x","count":null,"kinds":[]}""")]
    public void WhatFitsTheSchemaPasses(string arguments)
    {
        JsonObject given = Parse(arguments);
        ArgumentCheck.ThrowIfWrong("ask", Schema, given);
        Assert.DoesNotContain(given, argument => argument.Value is null);
    }

    [Theory]
    [InlineData("""{}""", "ask needs the argument path.")]
    [InlineData("""{"path":null}""", "ask needs the argument path.")]
    [InlineData("""{"path":5}""", "ask: path must be a string; got '5'.")]
    [InlineData("""{"path":"x","pth":1}""", "There is no argument of ask named 'pth'.")]
    [InlineData("""{"path":"x","count":"5"}""", "ask: count must be an integer; got '\"5\"'.")]
    [InlineData("""{"path":"x","count":5.5}""", "ask: count must be an integer; got '5.5'.")]
    [InlineData("""{"path":"x","count":1e400}""", "ask: count must be an integer; got '1e400'.")]
    [InlineData("""{"path":"x","count":11}""", "ask: count must be from 1 to 10; got 11.")]
    [InlineData("""{"path":"x","least":-1}""", "ask: least must be 0 or more; got -1.")]
    [InlineData("""{"path":"x","exact":"yes"}""", "ask: exact must be a boolean; got '\"yes\"'.")]
    [InlineData("""{"path":"x","order":"size"}""", "ask: order cannot be '\"size\"'.")]
    [InlineData("""{"path":"x","kinds":"tcp"}""", "ask: kinds must be an array; got '\"tcp\"'.")]
    [InlineData("""{"path":"x","kinds":["tcp",null]}""", "ask: kinds must be a string; got 'null'.")]
    [InlineData("""{"path":"x","kinds":["icmp"]}""", "ask: kinds cannot be '\"icmp\"'.")]
    [InlineData("""{"path":"x","kinds":[["tcp"]]}""", "ask: kinds must be a string; got '[\"tcp\"]'.")]
    public void WhatDoesNotFitIsNamed(string arguments, string message)
    {
        var fault = Assert.Throws<EngineException>(() => ArgumentCheck.ThrowIfWrong("ask", Schema, Parse(arguments)));
        Assert.Equal(EngineFault.InvalidArgument, fault.Fault);
        Assert.Equal(message, fault.Message);
    }

    [Fact]
    public void AWholeNumberMayBeWrittenWithAFractionOfZero()
    {
        JsonObject given = Parse("""{"path":"x","count":5.0,"limits":[2.0,3e1]}""");
        ArgumentCheck.ThrowIfWrong("ask", Schema, given);
        Assert.Equal("""{"path":"x","count":5,"limits":[2,30]}""", given.ToJsonString());
    }

    [Fact]
    public void AHugeArgumentIsNotRepeatedWhole()
    {
        var given = new JsonObject
        {
            ["path"] = new JsonArray([.. Enumerable.Range(0, 100_000).Select(i => JsonValue.Create(i))]),
        };
        var fault = Assert.Throws<EngineException>(() => ArgumentCheck.ThrowIfWrong("ask", Schema, given));
        Assert.InRange(fault.Message.Length, 1, 300);
    }

    private static JsonObject Parse(string json) => (JsonObject)JsonNode.Parse(json)!;
}
