using Sonde.Analysis.Tests.Filter;
using Sonde.Testing;
using Sonde.Wire;
using Xunit;

namespace Sonde.Analysis.Tests;

/// <summary>Packets that carry several others.</summary>
public sealed class BundleTests
{
    private readonly Pass _pass;
    private readonly List<(string Layers, string Flows)> _seen = [];

    public BundleTests() => _pass = new Pass(StandardProtocols.Create(), new ObserverOf(Note));

    [Fact]
    public void EverySampledPacketIsReadAndCountsInNoConversation()
    {
        byte[] tcp = Make.Tcp("10.0.0.1:1000", "10.0.0.2:80", 7, 0, TcpFlags.Syn, []);
        byte[] echo = Make.Ipv4("10.0.0.1", "10.0.0.3", IpProtocols.Icmp, Make.Hex("0800 0000 0001 0001 6162"));
        Feed(Make.Udp("10.9.9.1:5000", "10.9.9.2:6343", Sampled(echo, tcp)));

        Assert.Equal("eth:ip:udp:sflow:eth:ip:icmp:data:eth:ip:tcp", _seen[0].Layers);
        Assert.Equal("17:False 6:True", _seen[0].Flows);
        Assert.Equal([1L, 0L], _pass.Flows.Flows.Select(flow => flow.Packets));
        Assert.Equal(1, _pass.Flows.Streams(IpProtocols.Tcp));
    }

    [Fact]
    public void MessagesInOneSctpPacketStandOneAfterTheOther()
    {
        byte[] sctp = Make.Hex(
            "9c40 0b59 00000001 00000000"
                + "00 03 0018 00000007 0001 0002 00000003 0100000000000008"
                + "00 03 0018 00000008 0001 0003 00000003 0100000000000008"
        );
        Feed(Make.Ipv4("10.0.0.1", "10.0.0.2", IpProtocols.Sctp, sctp));

        Assert.Equal("eth:ip:sctp:m3ua:m3ua", _seen[0].Layers);
    }

    [Fact]
    public void BundlesInBundlesComeToAnEnd()
    {
        byte[] inner = Make.Udp("10.9.9.1:5000", "10.9.9.2:6343", "no sFlow"u8);
        for (int depth = 0; depth < 200; depth++)
            inner = Make.Udp("10.9.9.1:5000", "10.9.9.2:6343", Sampled(inner));
        Feed(inner);

        Assert.InRange(_seen[0].Layers.Split(':').Length, 100, 256);
    }

    [Fact]
    public void ABundleMayHoldMoreSegmentsThanAreFollowed()
    {
        var segments = new Segments();
        var messages = new List<byte>(Make.Hex("0004 0338 00000000000000000000 000c"));
        for (byte i = 0; i < 100; i++)
        {
            byte[] segment = Make.Tcp($"10.0.0.1:{1000 + i}", "10.0.0.2:80", i, 0, TcpFlags.Syn, [])[14..];
            messages.AddRange(Make.Hex("40000000 0004 0000 00000000 00000000 0200002a 2c000900"));
            messages.AddRange(segment);
        }
        Feed(new Pass(StandardProtocols.Create(), segments), [.. messages], LinkTypes.Netlink);

        Assert.InRange(segments.Count, 40, 100);
    }

    [Theory]
    [InlineData("0050 0051 00000001 00000000 2002 ffff", 1)] // says that it is 8 octets long
    [InlineData("0050 0051 00000001 00000000 2002", 1)]
    [InlineData("0050 0051 00000001 00000000 50", 0)]
    public void ATcpHeaderOpensAStreamWhenItsFlagsAreThere(string header, int streams)
    {
        Feed(Make.Ipv4("10.0.0.1", "10.0.0.2", IpProtocols.Tcp, Make.Hex(header)));

        Assert.Equal(streams, _pass.Flows.Streams(IpProtocols.Tcp));
    }

    [Fact]
    public void UdpLiteConversationsAreCountedAmongThoseOfUdp()
    {
        Feed(Make.Ipv4("10.0.0.1", "10.0.0.2", 136, Make.Hex("9c40 9c41 0008 0000 01020304")));

        Assert.Equal(1, _pass.Flows.Streams(IpProtocols.Udp));
    }

    private static byte[] Sampled(params byte[][] packets)
    {
        var datagram = new List<byte>(Make.Hex("00000005 00000001 0a000001 00000000 00000007 00001000 00000001"));
        var records = new List<byte>(
            Make.Hex("00000001 00000002 00000003 00000004 00000005 00000006 00000007") // sequence to output interface
        );
        AddNumber(records, packets.Length);
        foreach (byte[] packet in packets)
        {
            int padding = -packet.Length & 3;
            AddNumber(records, 1, 16 + packet.Length + padding, 1, packet.Length, 0, packet.Length);
            records.AddRange(packet);
            records.AddRange(new byte[padding]);
        }
        AddNumber(datagram, 1, records.Count);
        datagram.AddRange(records);
        return [.. datagram];
    }

    private static void AddNumber(List<byte> octets, params ReadOnlySpan<int> numbers)
    {
        foreach (int number in numbers)
            octets.AddRange([(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number]);
    }

    private void Feed(byte[] octets) => Feed(_pass, octets, LinkTypes.Ethernet);

    private void Feed(Pass pass, byte[] octets, int linkType) =>
        pass.Feed(
            new Frame
            {
                Octets = octets,
                At = new Timestamp(1_700_000_000 * Timestamp.PerSecond),
                OriginalLength = octets.Length,
                LinkType = linkType,
                Number = _seen.Count + 1,
            }
        );

    private void Note(in Packet packet)
    {
        string layers = string.Join(':', packet.Layers.ToArray().Select(layer => layer.Reader.Name));
        string flows = string.Join(
            ' ',
            packet.Flows.ToArray().Select(mark => $"{mark.Flow.Key.Protocol}:{mark.IsQuoted}")
        );
        _seen.Add((layers, flows));
    }

    private sealed class Segments : ITcpObserver
    {
        public int Count { get; private set; }

        public void OnSegment(in TcpSegment segment, in Packet packet) => Count++;

        public void OnPacket(in Packet packet) { }
    }
}
