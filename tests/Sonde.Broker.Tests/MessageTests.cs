using System.Net.Sockets;
using Sonde.Native;
using Xunit;

namespace Sonde.Broker.Tests;

public sealed class MessageTests
{
    private static readonly CaptureRequest Request = new()
    {
        Device = "eth0",
        SnapLength = 262_144,
        BufferOctets = 64 << 20,
        HardwareType = 1,
        IsPromiscuous = true,
        Filter = [new FilterInstruction { Code = 0x06, Value = 262_144 }],
    };

    [Fact]
    public void ACaptureRequestArrivesAsItWasSent()
    {
        CaptureRequest? read = CaptureRequest.Read(Payload(Request.Message()));
        Assert.NotNull(read);
        Assert.Equal(Request with { Filter = [] }, read with { Filter = Request.Filter[..0] });
        Assert.Equal(Request.Filter, read.Filter);
    }

    [Fact]
    public void AProbeRequestArrivesAsItWasSent()
    {
        foreach (SocketKind kind in (SocketKind[])[SocketKind.RawIcmp, SocketKind.RawTcp, SocketKind.RawUdp])
        {
            var request = new ProbeRequest(kind, AddressFamily.InterNetworkV6, 443);
            Assert.Equal(request, ProbeRequest.Read(Payload(request.Message())));
        }
    }

    [Fact]
    public void AnswersArriveAsTheyWereSent()
    {
        var facts = new DaemonFacts("0.1.0", Offers.Capture | Offers.Icmp, 16, 256 << 20);
        Assert.Equal(facts, DaemonFacts.Read(Payload(facts.Message())));
        PacketDevice[] devices = [new("lo", 1, 772, true), new("tun0", 7, 65_534, false)];
        Assert.Equal(devices, DeviceList.Read(Payload(DeviceList.Message(devices))));
        var grant = new CaptureGrant(64 << 20, 1);
        Assert.Equal(grant, CaptureGrant.Read(Payload(grant.Message())));
        var counters = new CaptureCounters(long.MaxValue, 3, 4);
        Assert.Equal(counters, CaptureCounters.Read(Payload(counters.Message())));
        var refusal = new Refusal(RefusalCode.BadFilter, "no");
        Assert.Equal(refusal, Refusal.Read(Payload(refusal.Message())));
    }

    [Fact]
    public void AMessageThatIsCutOrTooLongIsMalformed()
    {
        byte[] whole = Payload(Request.Message());
        for (int length = 0; length < whole.Length; length++)
            Assert.Null(CaptureRequest.Read(whole.AsSpan(0, length)));
        Assert.Null(CaptureRequest.Read([.. whole, 0]));
    }

    [Fact]
    public void NoOctetsMakeAReaderThrow()
    {
        var random = new Random(3);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] octets = new byte[random.Next(64)];
            random.NextBytes(octets);
            CaptureRequest.Read(octets);
            ProbeRequest.Read(octets);
            KernelOrder.Read(octets);
            KernelGrant.Read(octets);
            DaemonFacts.Read(octets);
            DeviceList.Read(octets);
            CaptureGrant.Read(octets);
            CaptureCounters.Read(octets);
            Refusal.Read(octets);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("../../etc/pwd")]
    [InlineData("a b")]
    [InlineData("a\nb")]
    [InlineData("a\u001b[31m")]
    [InlineData("sixteen-octets-x")]
    public void ANameThatNoInterfaceCanHaveIsMalformed(string name) =>
        Assert.Null(CaptureRequest.Read(Payload((Request with { Device = name }).Message())));

    private static ReadOnlySpan<byte> Span(byte[] message) => message.AsSpan(MessageHeader.Size);

    private static byte[] Payload(byte[] message)
    {
        Assert.Equal(Span(message).Length, (int)MessageHeader.Read(message).Length);
        return Span(message).ToArray();
    }
}
