using Sonde.Testing;

namespace Sonde.Wire.Tests.Link;

/// <summary>What link layers carry in these tests, and the layers that come out.</summary>
internal static class LinkFrames
{
    /// <summary>An IPv4 datagram with UDP and no data.</summary>
    public static byte[] Ip => Make.Udp("10.0.0.1:5000", "10.0.0.2:5001", [])[14..];

    /// <summary>An IPv6 datagram without a next header.</summary>
    public static byte[] Ipv6 =>
        Make.Hex("60000000 0000 3b 40 20010db8000000000000000000000001 20010db8000000000000000000000002");

    /// <summary>An Ethernet frame with <see cref="Ip"/>.</summary>
    public static byte[] Ethernet => Make.Ethernet(EtherTypes.Ipv4, Ip);

    /// <summary>The layers of a captured frame: hexadecimal text, then octets.</summary>
    public static string Layers(int linkType, string hex, params ReadOnlySpan<byte> rest) =>
        string.Join(
            ':',
            Tests.Layers.Of([.. Make.Hex(hex), .. rest], new NextLayer(NextSpace.LinkType, (uint)linkType))
        );

    /// <summary>The layers of an Ethernet frame of a type: hexadecimal text, then octets.</summary>
    public static string Typed(ushort type, string hex, params ReadOnlySpan<byte> rest) =>
        string.Join(
            ':',
            Tests.Layers.Of(
                Make.Ethernet(type, [.. Make.Hex(hex), .. rest]),
                new NextLayer(NextSpace.LinkType, LinkTypes.Ethernet)
            )
        );

    /// <summary>The layers of an Ethernet frame with LLC: hexadecimal text, then octets.</summary>
    public static string Logical(string hex, params ReadOnlySpan<byte> rest)
    {
        byte[] octets = [.. Make.Hex(hex), .. rest];
        return Typed((ushort)octets.Length, "", octets);
    }
}
