using System.Text;
using Sonde.Testing;
using Sonde.Wire;
using Xunit;

namespace Sonde.Analysis.Tests;

/// <summary>Detectors for which no real program was recorded: they find what they name, and its ordinary neighbour is quiet.</summary>
public sealed class OtherDetectorTests
{
    [Theory]
    [InlineData("203.0.113.5", "203.0.113.5:8443", true)]
    [InlineData("shop.example", "203.0.113.5:8443", false)]
    [InlineData("10.0.0.9", "10.0.0.9:8443", false)]
    public void DataPostedToABareAddressOutsideIsFound(string host, string server, bool isFound)
    {
        var watched = new Watched();
        watched.At(0, Make.Tcp("10.0.0.1:5000", server, 100, 0, TcpFlags.Syn, []));
        watched.At(
            0.1,
            Make.TcpData(
                "10.0.0.1:5000",
                server,
                101,
                501,
                Encoding.ASCII.GetBytes($"POST /gate HTTP/1.1\r\nHost: {host}\r\n\r\nabc")
            )
        );

        Assert.Equal(isFound ? 1 : 0, watched.Found(ThreatKinds.NumericHost).Count);
    }

    [Theory]
    [InlineData("367abb81-9844-35f1-ad32-98f038001003", ThreatSeverity.Medium)] // svcctl
    [InlineData("c681d488-d850-11d0-8c52-00c04fd90f7e", ThreatSeverity.High)] // efsrpc
    [InlineData("e1af8308-5d1f-11c9-91a4-08002b14a0fa", null)] // the endpoint mapper, which everybody asks
    public void ABindToWhatRunsMachinesFromAfarIsFound(string uuid, ThreatSeverity? severity)
    {
        byte[] bind =
        [
            .. Make.Hex("05000b03 10000000 4800 0000 01000000 d016d016 00000000 01000000 0000 0100"),
            .. Guid.Parse(uuid).ToByteArray(),
            .. Make.Hex("0100 0000 045d888aeb1cc9119fe808002b104860 02000000"),
        ];
        var watched = new Watched();
        watched.At(0, Make.Tcp("10.0.0.1:5000", "10.0.0.2:49152", 100, 0, TcpFlags.Syn, []));
        watched.At(0.1, Make.TcpData("10.0.0.1:5000", "10.0.0.2:49152", 101, 501, bind));

        Assert.Equal(severity, watched.Found(ThreatKinds.RemoteControl).SingleOrDefault()?.Severity);
    }

    [Fact]
    public void AnAddressThatAnotherMachineTakesOverOnceIsADuplicateAndNoForgery()
    {
        var watched = new Watched();
        for (int n = 0; n < 3; n++)
        {
            watched.At(n, Claim("02:00:00:00:00:01", isRequest: true));
            watched.At(10 + n, Claim("02:00:00:00:00:02", isRequest: true));
        }

        Assert.Empty(watched.Found(ThreatKinds.ArpSpoofing));
        ThreatFinding found = Assert.Single(watched.Found(ThreatKinds.DuplicateAddress));
        Assert.Equal(("02:00:00:00:00:02", "10.0.0.7"), (found.Actor, found.Victim));
        Assert.Equal(3, found.Frames.Count);
    }

    [Fact]
    public void SegmentsThatBeginNothingAreAFloodWhenThereAreThousands()
    {
        var watched = new Watched();
        for (int n = 0; n < 1_500; n++)
        {
            watched.At(
                n / 3_000.0,
                Make.Tcp($"198.51.{n / 250}.{1 + n % 250}:{2_000 + n}", "192.0.2.1:80", 1, 1, TcpFlags.Ack, [])
            );
            if (n % 10 == 0)
                watched.At(n / 3_000.0, Make.Tcp($"198.51.100.1:{9_000 + n}", "192.0.2.2:80", 1, 1, TcpFlags.Ack, []));
        }

        ThreatFinding flood = Assert.Single(watched.Found(ThreatKinds.TcpFlood));
        Assert.Equal(("192.0.2.1", 1_500), (flood.Victim, flood.Count));
    }

    [Fact]
    public void ALargeTransferIsTold()
    {
        var watched = new Watched(new() { LargeTransferOctets = 50_000 });
        for (int n = 0; n < 40; n++)
        {
            watched.Talk(n, $"10.0.0.1:{40_000 + n}", "10.0.0.9:445", ask: 100, answer: 1_400);
            watched.Talk(n, $"10.0.0.1:{50_000 + n}", "10.0.0.8:445", ask: 100, answer: 1_000);
        }

        ThreatFinding found = Assert.Single(watched.Found(ThreatKinds.LargeTransfer));
        Assert.Equal(("10.0.0.9", ThreatSeverity.Info), (found.Victim, found.Severity));
    }

    private static byte[] Claim(string machine, bool isRequest)
    {
        byte[] hardware = Make.Hex(machine);
        byte[] address = [10, 0, 0, 7];
        byte[] frame =
        [
            .. Make.Hex("ffffffffffff"),
            .. hardware,
            .. Make.Hex("0806 0001 0800 06 04 00"),
            (byte)(isRequest ? 1 : 2),
            .. hardware,
            .. address,
            .. new byte[6],
            10,
            0,
            0,
            1,
        ];
        return frame;
    }
}
