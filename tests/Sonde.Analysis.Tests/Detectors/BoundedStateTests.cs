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
    public void AMillionSourcesAreBoundedAndWhatWasForgottenIsCounted()
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
