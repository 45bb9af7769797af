using Sonde.Wire;
using Xunit;

namespace Sonde.Probes.Tests.Path;

public sealed class IcmpExtrasTests
{
    // version 2; one object of class 1, type 1 with the labels 16004 (ttl 1) and 24 (bottom, ttl 5); one of class 2, type 0x0a
    private static readonly byte[] Extensions = Summed([
        0x20,
        0,
        0,
        0,
        0,
        12,
        1,
        1,
        0x03,
        0xe8,
        0x40,
        0x01,
        0x00,
        0x01,
        0x81,
        0x05,
        0,
        8,
        2,
        0x0a,
        1,
        2,
        3,
        4,
    ]);

    [Fact]
    public void LabelsAreReadWhereTheSystemFoundThem()
    {
        byte[] quote = [.. new byte[104], .. Extensions];
        IcmpExtras extras = IcmpExtras.Read(quote, 104, 20)!;
        Assert.Equal([new MplsLabel(16004, 0, false, 1), new MplsLabel(24, 0, true, 5)], extras.Labels);
        Assert.Equal([((byte)2, (byte)10)], extras.Others);
    }

    [Fact]
    public void OldRoutersPutThemBehind128OctetsWithoutSayingSo()
    {
        byte[] quote = [.. new byte[128 - 28], .. Extensions];
        Assert.Equal(2, IcmpExtras.Read(quote, 0, 28)!.Labels.Count);
    }

    [Fact]
    public void AWrongChecksumIsNoExtension()
    {
        byte[] quote = [.. new byte[108], .. Extensions];
        quote[^1] ^= 1;
        Assert.Null(IcmpExtras.Read(quote, 108, 20));
    }

    [Fact]
    public void EveryPrefixAndEveryOctetIsReadWithoutThrowing()
    {
        byte[] quote = [.. new byte[108], .. Extensions];
        for (int length = 0; length <= quote.Length; length++)
            IcmpExtras.Read(quote.AsSpan(0, length), length % 2 == 0 ? 108 : 0, 20);
        for (int place = 108; place < quote.Length; place++)
        {
            byte[] changed = [.. quote];
            for (int value = 0; value < 256; value++)
            {
                changed[place] = (byte)value;
                changed[110] = changed[111] = 0; // no checksum, so that the objects are read
                IcmpExtras.Read(changed, 108, 20);
            }
        }
    }

    private static byte[] Summed(byte[] octets)
    {
        ushort sum = Checksum.Internet(octets);
        (octets[2], octets[3]) = ((byte)(sum >> 8), (byte)sum);
        return octets;
    }
}
