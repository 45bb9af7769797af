using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using Sonde.Engine;
using Xunit;

namespace Sonde.Mcp.Tests;

/// <summary>What the tools that compute with addresses answer, and what they refuse.</summary>
public sealed class PlanningCallTests
{
    [Theory]
    [InlineData("cidr_info", """{"cidr":"nonsense"}""")]
    [InlineData("ip_in_subnet", """{"ip":"x","cidr":"y"}""")]
    [InlineData("subnet_split", """{"cidr":"10.0.0.0/24"}""")]
    [InlineData("subnet_split", """{"cidr":"10.0.0.0/24","count":3}""")]
    [InlineData("cidr_summarize", """{"cidrs":["x"]}""")]
    [InlineData("check_overlaps", """{"cidrs":["x"]}""")]
    [InlineData("validate_vlan_map", """{"vlan_map":{"5000":"10.0.0.0/24","7":7}}""")]
    [InlineData("find_vlan_for_ip", """{"ip":"x","vlan_map":null}""")]
    [InlineData("ip_in_vlan", """{"ip":"10.0.0.1","vlan_id":10}""")]
    [InlineData("plan_subnets", """{"parent_cidr":"x","requirements":[]}""")]
    [InlineData("plan_subnets", """{"parent_cidr":"10.0.0.0/24","requirements":[{}]}""")]
    [InlineData("plan_subnets", """{"parent_cidr":"10.0.0.0/24","requirements":[{}],"offset":5,"free_offset":0}""")]
    public void WhatCannotBeComputedIsAnAnswer(string name, string arguments)
    {
        ITool tool = new ToolCatalog().Find(name);
        JsonElement answer = Run(name, arguments);
        Assert.False(answer.GetProperty("success").GetBoolean());
        Assert.False(answer.TryGetProperty("error_type", out _));
        Assert.NotEmpty(answer.GetProperty("summary").GetString()!);
        Assert.Empty(SchemaCheck.Problems(tool.OutputSchema, JsonObject.Create(answer)));
    }

    [Theory]
    [InlineData("cidr_info", """{}""")]
    [InlineData("cidr_info", """{"cidr":7}""")]
    [InlineData("subnet_split", """{"cidr":"10.0.0.0/24","new_prefix":"26"}""")]
    [InlineData("subnet_split", """{"cidr":"10.0.0.0/24","new_prefix":26,"limit":5000}""")]
    [InlineData("subnet_split", """{"cidr":"10.0.0.0/24","new_prefix":26,"offset":4}""")]
    [InlineData("subnet_split", """{"cidr":"::/0","new_prefix":128,"offset":9223372036854775807}""")]
    [InlineData("cidr_summarize", """{"cidrs":"10.0.0.0/24"}""")]
    [InlineData("cidr_summarize", """{"cidrs":[null]}""")]
    [InlineData("check_overlaps", """{"cidrs":[7]}""")]
    [InlineData("validate_vlan_map", """{"vlan_map":[]}""")]
    [InlineData("ip_in_vlan", """{"ip":"10.0.0.1","vlan_id":true,"vlan_map":{}}""")]
    [InlineData("plan_subnets", """{"parent_cidr":"10.0.0.0/24","requirements":[null]}""")]
    [InlineData("plan_subnets", """{"parent_cidr":"10.0.0.0/24","requirements":[{"needed_hosts":"many"}]}""")]
    [InlineData("plan_subnets", """{"parent_cidr":"10.0.0.0/24","requirements":[{"need_hosts":5}]}""")]
    [InlineData("plan_subnets", """{"parent_cidr":"10.0.0.0/24","requirements":[{"vlan_id":[]}]}""")]
    public void AnArgumentOfTheWrongTypeIsAFault(string name, string arguments) =>
        Assert.Equal(EngineFault.InvalidArgument, Assert.Throws<EngineException>(() => Run(name, arguments)).Fault);

    [Fact]
    public async Task AVlanThatStandsTwiceInTheJsonIsSeen()
    {
        await using Harness harness = await Harness.StartAsync();
        using var map = JsonDocument.Parse("""{"10":"10.0.0.0/24","10":"10.0.1.0/24"}""");
        CallToolResult result = await harness.Client.CallToolAsync(
            "validate_vlan_map",
            new Dictionary<string, object?> { ["vlan_map"] = map.RootElement }
        );
        JsonNode answer = CallTests.Structured(result);
        Assert.NotEqual(true, result.IsError);
        Assert.False((bool)answer["success"]!);
        Assert.Contains("more than once", (string)answer["errors"]![0]!, StringComparison.Ordinal);
    }

    private static JsonElement Run(string name, string arguments) =>
        new ToolCatalog()
            .Find(name)
            .Run(Harness.Engine(), (JsonObject)JsonNode.Parse(arguments)!, new AskContext())
            .Structured;
}
