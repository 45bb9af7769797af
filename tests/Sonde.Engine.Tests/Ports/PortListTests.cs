using System.Text.Json;
using Xunit;

namespace Sonde.Engine.Tests;

public sealed class PortListTests
{
    [Theory]
    [InlineData("[22,80]", "22,80")]
    [InlineData("[\"1-3\",2,\"80,443\"]", "1-3,80,443")]
    [InlineData("[\"8000-8002 9\"]", "9,8000-8002")]
    [InlineData("[\"1-65535\"]", "1-65535")]
    [InlineData("[443,80,443]", "80,443")]
    public void PortsAndRangesAreReadOnceEachInOrder(string written, string expected) =>
        Assert.Equal(expected, PortList.Text(PortList.Parse(Elements(written))));

    [Theory]
    [InlineData("[]")]
    [InlineData("[0]")]
    [InlineData("[65536]")]
    [InlineData("[-1]")]
    [InlineData("[1.5]")]
    [InlineData("[\"\"]")]
    [InlineData("[\"http\"]")]
    [InlineData("[\"10-5\"]")]
    [InlineData("[\"0-10\"]")]
    [InlineData("[\"1-65536\"]")]
    [InlineData("[\"1-2-3\"]")]
    [InlineData("[\"-\"]")]
    [InlineData("[null]")]
    [InlineData("[{}]")]
    [InlineData("[99999999999999999999]")]
    public void WhatIsNoPortIsRefused(string written)
    {
        var fault = Assert.Throws<EngineException>(() => PortList.Parse(Elements(written)));

        Assert.Equal(EngineFault.InvalidArgument, fault.Fault);
        Assert.Contains("1-1024", fault.Suggestion, StringComparison.Ordinal);
    }

    [Fact]
    public void WordsOfACommandLineAreQuotedAsJson() =>
        Assert.Equal("\"a\\\"b", PortList.Words(["\"a\\\"b"])[0].GetString());

    private static JsonElement[] Elements(string json) => [.. JsonElement.Parse(json).EnumerateArray()];
}
