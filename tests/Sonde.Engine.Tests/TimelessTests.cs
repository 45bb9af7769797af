using System.Buffers.Binary;
using Sonde.Testing;
using Xunit;

namespace Sonde.Engine.Tests;

/// <summary>A frame without a time is not one of 1970.</summary>
public sealed class TimelessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AnIcmpMessageHasNoTime()
    {
        PagedCaptureArguments asked = Asked(Make.Ipv4("10.0.0.1", "10.0.0.2", 1, Make.Hex("0800000000010001")));

        IcmpAnalysis answer = IcmpQuestion.Ask(SampleEngine.Over(_folder.Path), asked, new AskContext());

        Assert.Null(Assert.Single(answer.Packets).Timestamp);
    }

    [Fact]
    public void ADnsMessageHasNoTime()
    {
        byte[] query = Make.Hex("1234 0100 0001 0000 0000 0000 016101 6200 0001 0001");
        var asked = new DnsPacketsArguments { FilePath = Written(Make.Udp("10.0.0.1:40000", "10.0.0.2:53", query)) };

        DnsPackets answer = DnsPacketsQuestion.Ask(SampleEngine.Over(_folder.Path), asked, new AskContext());

        DnsPacketRow row = Assert.Single(answer.Packets);
        Assert.Null(row.Timestamp);
        Assert.Null(row.TimestampEpoch);
    }

    [Fact]
    public void ADhcpMessageHasNoTime()
    {
        byte[] discover = new byte[244];
        (discover[0], discover[1], discover[2]) = (1, 1, 6);
        BinaryPrimitives.WriteUInt32BigEndian(discover.AsSpan(236), 0x63825363);
        Make.Hex("350101ff").CopyTo(discover, 240);
        PagedCaptureArguments asked = Asked(Make.Udp("10.0.0.1:68", "10.0.0.2:67", discover));

        DhcpAnalysis answer = DhcpQuestion.Ask(SampleEngine.Over(_folder.Path), asked, new AskContext());

        Assert.Null(Assert.Single(answer.Packets).TimestampIso);
        Assert.Null(Assert.Single(answer.Statistics.Transactions).Value[0].Timestamp);
    }

    private PagedCaptureArguments Asked(byte[] frame) => new() { FilePath = Written(frame) };

    private string Written(byte[] frame) => SampleEngine.WriteTimeless(_folder, frame);
}
