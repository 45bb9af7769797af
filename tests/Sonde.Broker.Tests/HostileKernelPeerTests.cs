using System.Net.Sockets;
using Sonde.Capture;
using Sonde.Native;
using Xunit;

namespace Sonde.Broker.Tests;

/// <summary>Orders to watch the kernel that are refused, whoever gives them and whatever rights there are.</summary>
public sealed class HostileKernelPeerTests
{
    private static readonly KernelRequest Loopback = new(KernelOperation.Rate)
    {
        Interface = 1,
        InterfaceName = "lo",
        Asker = NetworkNamespace.Own(),
        Longest = TimeSpan.FromSeconds(5),
    };

    // | operation | place | port | namespace | asker | interface | seconds | length | name |
    [Theory]
    [InlineData("13000000 01 05 0000 0000 0000 00000000 00000000 00000000 0100 00")] // no such operation
    [InlineData("13000000 01 05 0000 0a00 0000 00000000 00000000 00000000 0100 00")]
    [InlineData("13000000 01 05 0000 ff00 0000 00000000 00000000 00000000 0100 00")]
    [InlineData("13000000 01 05 0000 0203 0000 00000000 00000000 00000000 0100 00")] // no such place
    [InlineData("13000000 01 05 0000 0200 0000 00000000 00000000 00000000 0000 00")] // no time at all
    [InlineData("13000000 01 05 0000 0200 0000 00000000 00000000 00000000 ffff 00")] // 18 hours
    [InlineData("13000000 01 05 0000 0200 0000 00000000 00000000 00000000 110e 00")] // an hour and a second
    [InlineData("13000000 01 05 0000 0100 0000 00000000 00000000 01000000 0100 00")] // no name
    [InlineData("13000000 01 05 0000 0100 0000 00000000 00000000 01000000 0100 ff")] // a name that does not come
    [InlineData("15000000 01 05 0000 0100 0000 00000000 00000000 ffffffff 0100 02 6c6f")]
    [InlineData("15000000 01 05 0000 0100 0000 00000000 00000000 01000000 0100 02 2e2f")] // a path
    [InlineData("15000000 01 05 0000 0200 0000 00000000 00000000 01000000 0100 02 6c6f")] // none is needed
    [InlineData("01000000 01 06 0000 01")] // a look at nothing
    public void AnOrderThatMakesNoSenseEndsTheConnection(string message)
    {
        using var daemon = new TestDaemon(offers: Offers.Kernel);
        using Socket client = daemon.Connect();
        client.Send(Convert.FromHexString(message.Replace(" ", "", StringComparison.Ordinal)));
        Assert.Equal(RefusalCode.Malformed, TestDaemon.Refused(client).Code);
        Assert.Null(TestDaemon.Receive(client));
        Assert.Equal(Offers.Kernel, daemon.Client.Describe().Offers);
    }

    [Fact]
    public void NothingIsAttachedToADriver() =>
        Assert.Equal(RefusalCode.NotOffered, Ask(Loopback with { Mode = XdpMode.Native }));

    [Fact]
    public void AnInterfaceOfAnotherNetworkIsNotCounted()
    {
        Assert.Equal(RefusalCode.OtherNetwork, Ask(Loopback with { Asker = 0 }));
        Assert.Equal(RefusalCode.OtherNetwork, Ask(Loopback with { Asker = Loopback.Asker + 1 }));
    }

    [Fact]
    public void AnInterfaceWhoseNameAndNumberDifferIsNotCounted()
    {
        Assert.Equal(RefusalCode.NoSuchDevice, Ask(Loopback with { InterfaceName = "no-such-one" }));
        Assert.Equal(RefusalCode.NoSuchDevice, Ask(Loopback with { Interface = 1_000_000 }));
    }

    [Fact]
    public void WatchesOfOneUserAndOfAllAreBounded()
    {
        var clock = TimeProvider.System;
        var limits = new BrokerLimits { Watches = 1, AllWatches = 2 };
        var admission = new Admission(new BrokerPolicy(null, Offers.Kernel, ""), limits, clock);
        Assert.Null(admission.BeginWatch(1));
        Assert.Equal(RefusalCode.LimitReached, admission.BeginWatch(1)?.Code);
        Assert.Null(admission.BeginWatch(2));
        Assert.Equal(RefusalCode.LimitReached, admission.BeginWatch(3)?.Code);
        admission.EndWatch(1);
        Assert.Null(admission.BeginWatch(3));
    }

    private static RefusalCode Ask(KernelRequest request)
    {
        using var daemon = new TestDaemon(offers: Offers.Kernel);
        using Socket client = daemon.Connect();
        client.Send(KernelOrder.Message(request));
        return TestDaemon.Refused(client).Code;
    }
}
