using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.App.Netbios;

public sealed class NbnsTests : LayerLaws<Nbns>
{
    private const string Host = "20 4549 4550 4644 4645 4341 4341 4341 4341 4341 4341 4341 4341 4341 4341 4341 4143 00"; // HOST<02>

    // a registration: the name, and as an additional record its address
    protected override byte[] Sample { get; } =
        Make.Hex($"1234 2910 0001 0000 0000 0001 {Host} 0020 0001 c00c 0020 0001 000493e0 0006 6000 c0a80105");

    [Fact]
    public void DescribesNamesAndAddresses()
    {
        Assert.Equal(["5"], Values("nbns.flags.opcode"));
        Assert.Equal(["1"], Values("nbns.flags.broadcast"));
        Assert.Equal(["HOST<02>", "HOST<02> (Workstation/Redirector)"], Values("nbns.name"));
        Assert.Equal(["3"], Values("nbns.nb_flags.ont"));
        Assert.Equal(["192.168.1.5"], Values("nbns.addr"));
        Assert.Empty(Values("nbns.flags.rcode"));
    }

    [Fact]
    public void ItIsFoundByItsPortWhateverTheOther()
    {
        Assert.Equal(["nbns"], Layers.Of(Sample, new NextLayer(NextSpace.UdpPort, 88, 137)));
        Assert.Equal(["kerberos"], Layers.Of(Make.Hex("6a81 0000 0000"), new NextLayer(NextSpace.UdpPort, 88, 137)));
    }

    [Fact]
    public void ANameIsReadWithItsSuffix()
    {
        Nbns.TryRead(Sample, out Nbns nbns);
        DnsReader reader = nbns.Message.Read();
        Assert.True(reader.TryReadRecord(out DnsRecord record));
        char[] name = new char[64];
        Assert.True(
            NetbiosName.TryRead(nbns.Message.Octets, record.NamePosition, name, out int length, out byte suffix)
        );
        Assert.Equal(("HOST", 2), (new string(name, 0, length), suffix));
    }

    [Theory]
    [InlineData("20 434b414141414141414141414141414141414141414141414141414141414141 00", "*" + Zeros + "<00>")]
    [InlineData("20 6141414141414141414141414141414141414141414141414141414141414141 00", First)]
    [InlineData("20 4161414141414141414141414141414141414141414141414141414141414141 00", Second)]
    [InlineData("04 41414141 00", "Illegal NetBIOS name (2 bytes long)")]
    [InlineData("03 414141 00", "Illegal NetBIOS name (odd number of bytes)")]
    [InlineData("00", First)]
    public void OddNamesAreShownAsTheyAre(string name, string expected)
    {
        var sink = new RecordingSink();
        byte[] query = Make.Hex($"1234 0110 0001 0000 0000 0000 {name} 0020 0001");
        new LayerReader<Nbns>().Describe(query, sink);
        Assert.Equal([expected], sink.Values("nbns.name"));
    }

    [Fact]
    public void AStatusAnswerHoldsNamesAndTheHardwareAddress()
    {
        byte[] answer =
        [
            .. Make.Hex($"1234 8400 0000 0001 0000 0000 {Host} 0021 0001 00000000 0041 01"),
            .. "PC             "u8,
            .. Make.Hex("20 0400 02000000000a"),
            .. new byte[40],
        ];
        var sink = new RecordingSink();
        new LayerReader<Nbns>().Describe(answer, sink);
        Assert.Equal(["PC"], sink.Values("nbns.netbios_name"));
        Assert.Equal(["1"], sink.Values("nbns.name_flags.act"));
        Assert.Equal(["02000000000a"], sink.Values("nbns.unit_id"));
        Assert.Equal(["0"], sink.Values("nbns.session_data_packet_size"));
    }

    private const string Zeros = "<00><00><00><00><00><00><00><00><00><00><00><00><00><00>";
    private const string First = "Illegal NetBIOS name (1st character not between A and Z in first-level encoding)";
    private const string Second = "Illegal NetBIOS name (2nd character not between A and Z in first-level encoding)";
}
