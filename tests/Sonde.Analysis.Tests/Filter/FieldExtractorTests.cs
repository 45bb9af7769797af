using Sonde.Wire;
using Xunit;

namespace Sonde.Analysis.Tests.Filter;

public sealed class FieldExtractorTests
{
    private readonly Protocols _protocols = StandardProtocols.Create();
    private readonly FieldCatalog _catalog;

    public FieldExtractorTests() => _catalog = new FieldCatalog(_protocols);

    [Fact]
    public void EveryOccurrenceIsTaken() =>
        Assert.Equal(
            ["10.0.0.1,10.0.0.2|40000,80", "10.0.0.2,10.0.0.1|80,40000"],
            Extract("ip.addr", "tcp.port").Take(2)
        );

    [Fact]
    public void AFieldThatAPacketHasNotGivesNothing() =>
        Assert.Equal(["", "", "", "5000", "6000", ""], Extract("udp.srcport"));

    [Fact]
    public void AFieldMayBeChosenTwice() => Assert.Equal("80|80", Extract("tcp.dstport", "tcp.dstport")[0]);

    [Fact]
    public void AProtocolGivesItsName() =>
        Assert.Equal(
            ["tcp||frame", "tcp||frame", "tcp||frame", "|udp|frame", "|udp|frame", "||frame"],
            Extract("tcp", "udp", "frame")
        );

    [Fact]
    public void FieldsOfTheFrameAreTaken() =>
        Assert.Equal(
            "3|0.001000000|0.002000000|1700000000.003000000|Nov 14, 2023 22:13:20.003000000 UTC|0",
            Extract(
                "frame.number",
                "frame.time_delta",
                "frame.time_relative",
                "frame.time_epoch",
                "frame.time",
                "tcp.stream"
            )[2]
        );

    [Fact]
    public void ValuesArePrintedAsTsharkPrintsThem() =>
        Assert.Equal(
            "02:00:00:00:00:0a|0x0800|0x0002|1|0|020405b401010402|2,1,1,4",
            Extract(
                "eth.src",
                "eth.type",
                "tcp.flags",
                "tcp.flags.syn",
                "tcp.flags.ack",
                "tcp.options",
                "tcp.option_kind"
            )[0]
        );

    [Fact]
    public void ACounterCountsEachPacketOncePerValue()
    {
        var counter = new FieldCounter(_catalog, _catalog.Find("ip.addr")!);
        ObserverOf.Feed(_protocols, Traffic.Packets, counter.Add);
        Assert.Equal(
            ["10.0.0.1 5", "10.0.0.2 3", "192.0.2.7 2"],
            counter.Rows.Select(row => $"{row.Value} {row.Packets}")
        );
        Assert.Equal(Traffic.Packets.Take(5).Sum(packet => packet.Length), counter.Rows.First().Octets);
        Assert.Equal((1, 0, 3), (counter.Without, counter.Beyond, counter.Count));
    }

    [Fact]
    public void ACounterKeepsToItsLimitAndSaysSo()
    {
        var counter = new FieldCounter(_catalog, _catalog.Find("frame.number")!, 4);
        ObserverOf.Feed(_protocols, Traffic.Packets, counter.Add);
        Assert.Equal((4, 2), (counter.Count, counter.Beyond));
    }

    [Fact]
    public void FilteringExtractingAndCountingAllocateNothingPerPacket()
    {
        CatalogEntry[] entries =
        [
            _catalog.Find("ip.src")!,
            _catalog.Find("tcp.payload")!,
            _catalog.Find("frame.time")!,
        ];
        var extractor = new FieldExtractor(_catalog, entries);
        var counter = new FieldCounter(_catalog, _catalog.Find("ip.addr")!);
        PacketFilter[] filters =
        [
            .. new[]
            {
                "tcp.port == 80 and ip.src in {10.0.0.0/8, 11.0.0.1}",
                "frame contains \"x\" or tcp.payload matches \"^get|post\"",
                "string(ip.src) contains \"10\" and upper(frame.protocols)[0:2] == \"ET\"",
                "len(udp.payload) + 2 > max(udp.port) or ip.src == ip.dst or tcp.flags & 2",
            }.Select(text => new PacketFilter(DisplayFilter.Parse(text, _catalog).Condition!, _catalog)),
        ];
        long allocated = 0;
        void Use(in Packet packet)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            extractor.Read(packet);
            counter.Add(packet);
            foreach (PacketFilter filter in filters)
                filter.Matches(packet);
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        }
        // regular expressions build their automaton while they run, so the steady state may come some rounds later
        for (int round = 0; round < 10; round++)
        {
            allocated = 0;
            ObserverOf.Feed(_protocols, Enumerable.Repeat(Traffic.Packets, 50).SelectMany(packets => packets), Use);
            if (allocated == 0)
                break;
        }
        Assert.Equal(0, allocated);
    }

    private List<string> Extract(params string[] names)
    {
        var extractor = new FieldExtractor(_catalog, [.. names.Select(name => _catalog.Find(name)!)]);
        var lines = new List<string>();
        ObserverOf.Feed(
            _protocols,
            Traffic.Packets,
            (in Packet packet) =>
            {
                extractor.Read(packet);
                lines.Add(
                    string.Join(
                        '|',
                        Enumerable.Range(0, names.Length).Select(i => string.Join(',', extractor.ValuesOf(i)))
                    )
                );
            }
        );
        return lines;
    }
}
