using Sonde.Analysis.Tests.Filter;
using Sonde.Testing;
using Sonde.Wire;
using Xunit;

namespace Sonde.Analysis.Tests;

/// <summary>Remote Desktop's layers in a TCP connection, named as Wireshark does.</summary>
public sealed class RemoteDesktopLayersTests
{
    [Theory]
    [InlineData("0300 0013 0e e0 0000 0000 00 01 00 0800 03000000", "tpkt cotp rdp")]
    [InlineData("0300 000b 06 d0 0000 1234 00", "tpkt cotp")]
    [InlineData("0300 000c 02 f0 80 0401000100", "tpkt cotp t125")]
    [InlineData("0300 0012 02 f0 80 680001 03eb 70 04 08081000", "tpkt cotp t125 rdp")]
    [InlineData("c405 010203", "tpkt rdp")]
    [InlineData("1603 0100 0501 0000 0103", "tpkt")]
    [InlineData("0300 0007 02 f0 80 0300 0007 02 f0 80", "tpkt cotp tpkt cotp")]
    public void EachMessageIsNamedByItsLayers(string hex, string layers)
    {
        List<string> names = [];
        ObserverOf.Feed(
            StandardProtocols.Create(),
            [Make.Tcp("10.0.0.1:40000", "10.0.0.2:3389", 1, 1, TcpFlags.Ack, Make.Hex(hex))],
            (in Packet packet) =>
            {
                foreach (LayerSpan layer in packet.Layers[3..])
                    names.Add(layer.Reader.Name);
            }
        );
        Assert.Equal(layers, string.Join(' ', names));
    }
}
