using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.App;

public sealed class DtlsTests : LayerLaws<Dtls>
{
    // a ServerHello and an alert
    protected override byte[] Sample { get; } =
        Make.Hex(
            "16 fefd 0000 000000000001 0032 02 000026 0001 000000 000026 fefd "
                + "0707070707070707070707070707070707070707070707070707070707070707 00 c02b 00"
                + "15 fefd 0000 000000000002 0002 02 28"
        );

    [Fact]
    public void RecordsAndMessagesAreNamedAsWiresharkDoes()
    {
        Assert.Equal(["22", "21"], Values("dtls.record.content_type"));
        Assert.Equal(["2"], Values("dtls.handshake.type"));
        Assert.Equal(["1"], Values("dtls.handshake.message_seq"));
        Assert.Equal(["40"], Values("dtls.alert_message.desc"));
    }
}
