using System.Text;
using Sonde.Testing;
using Sonde.Wire;
using Xunit;

namespace Sonde.Analysis.Tests;

/// <summary>Attack traffic does not make the detectors grow without end, and what they forget is counted.</summary>
public sealed class BoundedStateTests
{
    private const int Many = 1_000_000;

    [Fact]
    public void AMillionSourcesAreBoundedWhatWasForgottenIsCountedAndAScanAfterwardsIsFound()
    {
        var watched = new Watched(flowLimit: 50_000);
        byte[] frame = Make.Tcp("10.0.0.1:1024", "192.0.2.1:80", 1, 0, TcpFlags.Syn, []);
        long memory = Fill(watched, frame, n => Number(frame, 26, (uint)n * 2_654_435_761 | 0x01000000));

        Assert.Contains(
            watched.Watch.Limits,
            limit => limit.Name == "groups_of_attempts_in_memory" && limit.Forgotten > 0
        );
        Assert.InRange(memory, 0, 600L << 20);
        ThreatFinding flood = Assert.Single(watched.Found(ThreatKinds.SynFlood));
        Assert.Equal(Many, flood.Count);

        for (int port = 0; port < 100; port++)
            watched.At(
                1_000 + port * 0.01,
                Make.Tcp($"198.51.100.66:{40_000 + port}", $"203.0.113.80:{1 + port}", 1, 0, TcpFlags.Syn, [])
            );
        ThreatFinding scan = watched.Found(ThreatKinds.PortScan).Single(one => one.Victim == "203.0.113.80");
        Assert.Equal(("198.51.100.66", 100L), (scan.Actor, scan.Count));
    }

    [Fact]
    public void AMillionTargetsOfOneScannerAreBounded()
    {
        var watched = new Watched(flowLimit: 50_000);
        byte[] frame = Make.Tcp("10.0.0.1:1024", "192.0.2.1:80", 1, 0, TcpFlags.Syn, []);
        long memory = Fill(
            watched,
            frame,
            n =>
            {
                Number(frame, 30, 0x0b000000 + (uint)n / 16);
                frame[36] = (byte)(n >> 8);
                frame[37] = (byte)n;
            }
        );

        Assert.Contains(watched.Watch.Limits, limit => limit.Forgotten > 0);
        Assert.InRange(memory, 0, 800L << 20);
        Assert.NotEmpty(watched.Found(ThreatKinds.PortScan));
    }

    [Fact]
    public void AMillionNamesAreBounded()
    {
        var watched = new Watched(flowLimit: 50_000);
        byte[] question =
        [
            0,
            1,
            1,
            0,
            0,
            1,
            0,
            0,
            0,
            0,
            0,
            0,
            12,
            .. Encoding.ASCII.GetBytes("aaaaaaaaaaaa"),
            6,
            .. Encoding.ASCII.GetBytes("domain"),
            4,
            .. Encoding.ASCII.GetBytes("test"),
            0,
            0,
            1,
            0,
            1,
        ];
        byte[] frame = Make.Udp("10.0.0.1:5000", "192.0.2.1:53", question);
        int name = 14 + 20 + 8 + 13;
        long memory = Fill(
            watched,
            frame,
            n =>
            {
                for (int at = 0; at < 10; at++)
                    frame[name + at] = (byte)('a' + (n * 31 + (n >> at) * 7 + at) % 26);
                frame[name + 14] = (byte)('a' + n % 26);
                frame[name + 15] = (byte)('a' + n / 26 % 26);
                frame[name + 16] = (byte)('a' + n / 676 % 26);
                frame[name + 17] = (byte)('a' + n / 17_576 % 26);
            }
        );

        Assert.Contains(watched.Watch.Limits, limit => limit.Name == "dns_domains_in_memory" && limit.Forgotten > 0);
        Assert.InRange(memory, 0, 600L << 20);
    }

    [Fact]
    public void AMillionAddressesThatAreSweptAreBounded()
    {
        var watched = new Watched(flowLimit: 50_000);
        byte[] message = new byte[16];
        Icmp.Write(message, Icmp.EchoRequest, 0, 1, new byte[8]);
        byte[] frame = Make.Ipv4("10.0.0.1", "192.0.2.1", IpProtocols.Icmp, message);
        long memory = Fill(
            watched,
            frame,
            n =>
            {
                Number(frame, 26, 0x0a000000 + (uint)n % 64);
                Number(frame, 30, 0x0b000000 + (uint)n);
            }
        );

        Assert.Contains(watched.Watch.Limits, limit => limit is { Name: "swept_addresses_in_memory", Forgotten: > 0 });
        Assert.InRange(memory, 0, 600L << 20);
        Assert.NotEmpty(watched.Found(ThreatKinds.AddressSweep));
    }

    [Fact]
    public void AMillionGeneratedNamesOfThousandsOfClientsAreBounded()
    {
        var watched = new Watched(flowLimit: 50_000);
        var random = new Random(7);
        byte[] question =
        [
            .. Make.Hex("0001 8183 0001 0000 0000 0000 10"),
            .. Encoding.ASCII.GetBytes("aaaaaaaaaaaaaaaa"),
            4,
            .. Encoding.ASCII.GetBytes("test"),
            .. Make.Hex("00 0001 0001"),
        ];
        byte[] frame = Make.Udp("192.0.2.1:53", "10.0.0.1:5000", question);
        int name = 14 + 20 + 8 + 13;
        // four letters and a label that is no special name
        Encoding.ASCII.GetBytes("shop").CopyTo(frame.AsSpan(name + 17));
        long memory = Fill(
            watched,
            frame,
            n =>
            {
                Number(frame, 30, 0x0a000000 + (uint)n % 5_000);
                for (int at = 0; at < 16; at++)
                    frame[name + at] = (byte)('a' + random.Next(26));
            }
        );

        Assert.Contains(watched.Watch.Limits, limit => limit is { Name: "generated_names_in_memory", Forgotten: > 0 });
        Assert.InRange(memory, 0, 600L << 20);
    }

    private static long Fill(Watched watched, byte[] frame, Action<int> change)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int n = 0; n < Many; n++)
        {
            change(n);
            watched.At(n * 0.0005, frame);
        }
        return GC.GetTotalMemory(forceFullCollection: true) - before;
    }

    private static void Number(byte[] frame, int at, uint value) =>
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(at), value);
}
