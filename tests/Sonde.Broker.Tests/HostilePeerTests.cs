using System.Net.Sockets;
using Sonde.Capture;
using Sonde.Native;
using Sonde.Testing;
using Xunit;

namespace Sonde.Broker.Tests;

public sealed class HostilePeerTests
{
    private static readonly CaptureRequest Loopback = new()
    {
        Device = "lo",
        SnapLength = 262_144,
        BufferOctets = 1 << 20,
        HardwareType = HardwareTypes.Loopback,
        Filter = [new FilterInstruction { Code = 0x06, Value = 262_144 }],
    };

    [Fact]
    public void ADaemonSaysWhatItGives()
    {
        using var daemon = new TestDaemon();
        Assert.Equal(new DaemonFacts("test", Offers.Capture | Offers.Icmp, 16, 256 << 20), daemon.Client.Describe());
        Assert.Contains(
            daemon.Client.Devices(),
            device => device is { Name: "lo", HardwareType: HardwareTypes.Loopback }
        );
        Assert.Contains(daemon.Log, line => line.EndsWith("describe -> granted", StringComparison.Ordinal));
        Assert.All(daemon.Log, line => Assert.StartsWith("uid=", line, StringComparison.Ordinal));
    }

    [Fact]
    public void WhereNobodyListensThereIsNoDaemon()
    {
        string path = Path.Combine(Path.GetTempPath(), "sonde-no-daemon.sock");
        Assert.Equal(BrokerFault.NotThere, Assert.Throws<BrokerException>(new BrokerClient(path).Describe).Fault);
        Assert.Equal(
            BrokerFault.NotThere,
            Assert.Throws<BrokerException>(new BrokerClient(new string('x', 200)).Describe).Fault
        );
    }

    [Fact]
    public void AStrangerIsRefusedBeforeItIsHeard()
    {
        Assert.SkipUnless(Environment.UserName != "root", "root may always ask; the program's test has a stranger");
        using var daemon = new TestDaemon(isOpen: false);
        using Socket stranger = daemon.Connect();
        Assert.Equal(RefusalCode.NotAllowed, TestDaemon.Refused(stranger).Code);
        Assert.Null(TestDaemon.Receive(stranger));
    }

    [Theory]
    [InlineData("00000000 01 00 0000", RefusalCode.Malformed)] // no such request
    [InlineData("00000000 01 44 0000", RefusalCode.Malformed)] // an answer
    [InlineData("00000000 02 01 0000", RefusalCode.OtherVersion)]
    [InlineData("00000000 01 01 0100", RefusalCode.Malformed)]
    [InlineData("ffffffff 01 03 0000", RefusalCode.Malformed)] // four gigabytes to come
    [InlineData("01000000 01 01 0000 00", RefusalCode.Malformed)] // more than the request has
    [InlineData("05000000 01 04 0000 0104000000", RefusalCode.Malformed)]
    [InlineData("04000000 01 04 0000 02040000", RefusalCode.Malformed)] // no such protocol
    [InlineData("00000000 01 03 0000", RefusalCode.Malformed)]
    [InlineData("474554202f20485454502f312e310d0a", RefusalCode.Malformed)] // GET / HTTP/1.1
    public void AMessageThatMakesNoSenseEndsThatConnectionOnly(string octets, RefusalCode expected)
    {
        using var daemon = new TestDaemon();
        using Socket bad = daemon.Connect();
        bad.Send(Convert.FromHexString(octets.Replace(" ", "", StringComparison.Ordinal)));
        RefusalCode code = TestDaemon.Refused(bad).Code;
        // what is no message at all is of another version first
        Assert.True(code == expected || octets.StartsWith("474554", StringComparison.Ordinal), code.ToString());
        Assert.Null(TestDaemon.Receive(bad));
        Assert.NotNull(daemon.Client.Describe());
    }

    [Fact]
    public void ARequestThatStopsHalfWayIsGivenUpAtTheDeadline()
    {
        using var daemon = new TestDaemon(new BrokerLimits { Deadline = TimeSpan.FromMilliseconds(300) });
        using Socket half = daemon.Connect();
        half.Send(Loopback.Message().AsSpan(0, 20));
        using Socket silent = daemon.Connect();
        Assert.NotNull(daemon.Client.Describe());
        Assert.Null(TestDaemon.Receive(half));
        Assert.Null(TestDaemon.Receive(silent));
        daemon.WaitForLog("open_capture -> closed: the request stopped half-way");
    }

    [Fact]
    public void MoreConnectionsThanAllowedAreRefusedAndThoseThatAreOpenGoOn()
    {
        using var daemon = new TestDaemon(new BrokerLimits { Connections = 3 });
        Socket[] open = [daemon.Connect(), daemon.Connect(), daemon.Connect()];
        using Socket further = daemon.Connect();
        Assert.Equal(RefusalCode.LimitReached, TestDaemon.Refused(further).Code);
        open[1].Send(MessageHeader.Message(MessageType.Describe, []));
        Assert.Equal(MessageType.Described, TestDaemon.Receive(open[1])?.Header.Type);
        foreach (Socket one in open)
            one.Dispose();
    }

    [Fact]
    public void AFloodOfRequestsIsRefusedAndThatConnectionEnds()
    {
        using var daemon = new TestDaemon(new BrokerLimits { Burst = 5, RequestsPerSecond = 0.001 });
        using Socket flood = daemon.Connect();
        byte[] one = MessageHeader.Message(MessageType.Describe, []);
        flood.Send(Enumerable.Repeat(one, 10).SelectMany(octets => octets).ToArray());
        int granted = 0;
        while (TestDaemon.Receive(flood) is ({ Type: MessageType.Described }, _))
            granted++;
        Assert.Equal(4, granted); // the connection was the first
    }

    [Fact]
    public void WhatIsNotOfferedIsRefused()
    {
        using var daemon = new TestDaemon(offers: Offers.Icmp);
        using Socket client = daemon.Connect();
        client.Send(Loopback.Message());
        Assert.Equal(RefusalCode.NotOffered, TestDaemon.Refused(client).Code);
        var tcp = new ProbeRequest(SocketKind.RawTcp, AddressFamily.InterNetwork, 443);
        BrokerException refused = Assert.Throws<BrokerException>(() => daemon.Client.Probe(tcp));
        Assert.Equal(RefusalCode.NotOffered, refused.Code);
        using Socket kernel = daemon.Connect();
        kernel.Send(
            KernelOrder.Message(new KernelRequest(KernelOperation.Rate) { Interface = 1, InterfaceName = "lo" })
        );
        Assert.Equal(RefusalCode.NotOffered, TestDaemon.Refused(kernel).Code);
    }

    [Fact]
    public void AnInterfaceThatThereIsNotIsRefused() =>
        Assert.Equal(RefusalCode.NoSuchDevice, Ask(Loopback with { Device = "no-such-one" }));

    [Fact]
    public void AFilterForAnotherKindOfInterfaceIsRefused()
    {
        Assert.Equal(RefusalCode.OtherHardware, Ask(Loopback with { HardwareType = 1 }));
        Assert.Equal(RefusalCode.OtherHardware, Ask(Loopback with { Device = CaptureRequest.AnyDevice }));
    }

    [Fact]
    public void AFilterThatIsNotSoundIsRefused()
    {
        Assert.Equal(RefusalCode.BadFilter, Ask(Loopback with { Filter = [] }));
        Assert.Equal(RefusalCode.BadFilter, Ask(Loopback with { Filter = [new FilterInstruction { Code = 0x85 }] }));
    }

    [Fact]
    public void ALongerFilterThanTheKernelTakesIsRefused()
    {
        FilterInstruction[] filter = new FilterInstruction[FilterVerifier.MostInstructions + 3];
        Array.Fill(filter, new FilterInstruction { Code = 0x06 });
        Assert.Equal(RefusalCode.Malformed, Ask(Loopback with { Filter = filter })); // longer than any request
        Assert.Equal(RefusalCode.BadFilter, Ask(Loopback with { Filter = filter[2..] }));
    }

    [Theory]
    [InlineData(0, 1 << 20)]
    [InlineData(262_145, 1 << 20)]
    [InlineData(64, 0)]
    [InlineData(64, int.MaxValue)]
    public void LengthsOutOfRangeAreRefused(int snapLength, int buffer) =>
        Assert.Equal(RefusalCode.Malformed, Ask(Loopback with { SnapLength = snapLength, BufferOctets = buffer }));

    [Fact]
    public void CapturesBeyondTheLimitAreRefusedUntilOneIsClosed()
    {
        Assert.SkipUnless(Namespaces.WhyNot.Length == 0, Namespaces.WhyNot);
        using var daemon = new TestDaemon(new BrokerLimits { Captures = 1 });
        Socket first = daemon.Connect();
        first.Send(Loopback.Message());
        Assert.Equal(MessageType.CaptureOpened, TestDaemon.Receive(first)?.Header.Type);
        Assert.Equal(RefusalCode.LimitReached, Ask(Loopback, daemon));
        first.Dispose(); // as when its process is killed
        daemon.WaitForLog("capture device=lo -> ended");
        MessageType? answer = null;
        for (int tries = 0; tries < 100 && answer != MessageType.CaptureOpened; tries++)
        {
            Thread.Sleep(20); // it is given back right after it is logged
            using Socket next = daemon.Connect();
            next.Send(Loopback.Message());
            answer = TestDaemon.Receive(next)?.Header.Type;
        }
        Assert.Equal(MessageType.CaptureOpened, answer);
    }

    [Fact]
    public void AClientThatSpeaksWhileItCapturesIsClosed()
    {
        Assert.SkipUnless(Namespaces.WhyNot.Length == 0, Namespaces.WhyNot);
        using var daemon = new TestDaemon();
        using Socket client = daemon.Connect();
        client.Send(Loopback.Message());
        Assert.Equal(MessageType.CaptureOpened, TestDaemon.Receive(client)?.Header.Type);
        client.Send(MessageHeader.Message(MessageType.Describe, []));
        daemon.WaitForLog("capture device=lo -> ended");
    }

    [Fact]
    public void ADescriptorThatAClientSendsIsClosed()
    {
        using var daemon = new TestDaemon();
        Assert.Equal(0, LocalSocket.TryConnect(daemon.Path, out LocalSocket? client));
        using LocalSocket connection = client!;
        int before = Directory.GetFiles("/proc/self/fd").Length;
        byte[] request = MessageHeader.Message(MessageType.Describe, []);
        for (int i = 0; i < 50; i++)
        {
            Assert.True(connection.TrySendAll(request, TimeSpan.FromSeconds(10), connection.Descriptor));
            byte[] answer = new byte[256];
            Assert.True(connection.WaitToReceive(TimeSpan.FromSeconds(10)));
            connection.Receive(answer, out _, out _);
        }
        Assert.InRange(Directory.GetFiles("/proc/self/fd").Length, 0, before + 25);
    }

    [Fact]
    public void ASocketThatIsGivenAwayCannotForgeItsSource()
    {
        Assert.SkipUnless(Namespaces.WhyNot.Length == 0, Namespaces.WhyNot);
        foreach (AddressFamily family in (AddressFamily[])[AddressFamily.InterNetwork, AddressFamily.InterNetworkV6])
        {
            int error = GuardedSocket.TryOpen(
                family,
                protocol: 17,
                [new FilterInstruction { Code = 0x06 }],
                out GuardedSocket? made
            );
            Assert.Equal(0, error); // it was tried, and failed as it should
            using GuardedSocket socket = made!;
            // what a holder can do to the filter: nothing
            using var holder = new Socket(new SafeSocketHandle(socket.Descriptor, ownsHandle: false));
            byte[] program = new byte[16];
            Assert.ThrowsAny<SocketException>(() => holder.SetRawSocketOption(1, 27, program.AsSpan(0, 4))); // SO_DETACH_FILTER
            Assert.ThrowsAny<SocketException>(() => holder.SetRawSocketOption(1, 44, program.AsSpan(0, 4))); // SO_LOCK_FILTER off
        }
    }

    private static RefusalCode Ask(CaptureRequest request)
    {
        using var daemon = new TestDaemon();
        return Ask(request, daemon);
    }

    private static RefusalCode Ask(CaptureRequest request, TestDaemon daemon)
    {
        using Socket client = daemon.Connect();
        client.Send(request.Message());
        return TestDaemon.Refused(client).Code;
    }
}
