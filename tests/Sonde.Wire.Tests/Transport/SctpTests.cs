using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.Transport;

public sealed class SctpTests : BundleLaws<Sctp>
{
    protected override byte[] Sample =>
        Make.Hex(
            "9c40 0b59 00000001 00000000"
                + "03 00 0010 00000005 0000ffff 0000 0000"
                + "00 03 0013 00000007 0001 0002 00000003 010203 00"
                + "00 03 0014 00000008 0001 0003 00000003 01020304"
        );

    [Fact]
    public void EveryChunkIsNamed()
    {
        Assert.Equal(["3", "0", "0"], Values("sctp.chunk_type"));
        Assert.Equal(["7", "8"], Values("sctp.data_tsn_raw"));
        Assert.Equal(["3", "3"], Values("sctp.data_payload_proto_id"));
    }

    [Fact]
    public void EveryWholeMessageIsAPart() =>
        Assert.Equal(
            [(44, 47, new NextLayer(NextSpace.SctpPayload, 3)), (64, 68, new NextLayer(NextSpace.SctpPayload, 3))],
            Layers.PartsOf<Sctp>(Sample)
        );

    [Fact]
    public void PortsDecideWhenNoProtocolIsGiven()
    {
        byte[] octets = Sample;
        octets[43] = 0;
        Assert.Equal(new NextLayer(NextSpace.SctpPort, 2905, 40000), Layers.PartsOf<Sctp>(octets)[0].Next);
    }

    [Fact]
    public void APieceOfAMessageIsNotAPart() =>
        Assert.Empty(
            Layers.PartsOf<Sctp>(Make.Hex("9c400b590000000100000000 00020014 00000007 00010002 00000003 01020304"))
        );

    [Fact]
    public void AChunkBeyondTheOctetsIsCut() => Assert.Equal(ReadStatus.Cut, Sctp.TryRead(Sample.AsSpan(0, 56), out _));
}

public sealed class UdpLiteTests : LayerLaws<UdpLite>
{
    protected override byte[] Sample => Make.Hex("9c40 9c41 0008 0000 01020304");

    [Fact]
    public void TheCoverageIsNotALength()
    {
        UdpLite.TryRead(Sample, out UdpLite udp);
        Assert.Equal(4, udp.PayloadLength);
        Assert.Equal(["8"], Values("udp.checksum_coverage"));
    }
}
