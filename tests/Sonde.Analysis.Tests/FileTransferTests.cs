using Sonde.Analysis.Tests.Filter;
using Sonde.Testing;
using Sonde.Wire;
using Xunit;

namespace Sonde.Analysis.Tests;

/// <summary>TFTP moves to a port of the server's choice.</summary>
public sealed class FileTransferTests
{
    private static readonly byte[] Request = Make.Udp("10.0.0.1:4000", "10.0.0.2:69", "\0\u0001f\0octet\0"u8);

    [Theory]
    [InlineData("10.0.0.2:5000", "10.0.0.1:4000", "tftp")]
    [InlineData("10.0.0.1:4000", "10.0.0.2:5000", "tftp")]
    [InlineData("10.0.0.3:5000", "10.0.0.1:4000", "data")]
    [InlineData("10.0.0.1:4001", "10.0.0.2:5000", "data")]
    public void WhatGoesBetweenTheClientsPortAndTheServerIsTheTransfer(string source, string target, string protocol) =>
        Assert.Equal(["tftp", protocol], LastLayers(Request, Make.Udp(source, target, Make.Hex("0004 0001"))));

    [Fact]
    public void WithoutARequestThereIsNoTransfer() =>
        Assert.Equal(["data"], LastLayers(Make.Udp("10.0.0.2:5000", "10.0.0.1:4000", Make.Hex("0004 0001"))));

    private static string[] LastLayers(params byte[][] frames)
    {
        List<string> names = [];
        ObserverOf.Feed(
            StandardProtocols.Create(),
            frames,
            (in Packet packet) => names.Add(packet.Layers[^1].Reader.Name)
        );
        return [.. names];
    }
}
