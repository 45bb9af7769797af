using static Sonde.Wire.DhcpFields;

namespace Sonde.Wire;

/// <summary>Adds the fields of a DHCP message.</summary>
internal static class DhcpDescription
{
    private const int HardwareFieldSize = 16; // octets
    private const int EthernetSize = 6;
    private const int VendorAreaSize = 64; // RFC 951 §3

    /// <summary>Every field of the protocol.</summary>
    public static readonly IReadOnlyList<Field> Fields = [.. All, .. DhcpOptionTable.All];

    public static void Describe(scoped in Dhcp dhcp, FieldSink sink)
    {
        ReadOnlySpan<byte> octets = dhcp.Octets;
        sink.Add(DhcpFields.Type, 0, 1, dhcp.Operation);
        sink.Add(HwType, 1, 1, dhcp.HardwareType);
        sink.Add(HwLen, 2, 1, dhcp.HardwareLength);
        sink.Add(Hops, 3, 1, dhcp.Hops);
        sink.Add(Id, 4, 4, dhcp.TransactionId);
        sink.Add(Secs, 8, 2, SecondsOf(dhcp.Seconds));
        sink.Add(Flags, 10, 2, dhcp.Flags);
        sink.Add(FlagsBc, 10, 2, dhcp.IsBroadcast ? 1u : 0u);
        sink.Add(FlagsReserved, 10, 2, (ulong)(dhcp.Flags & 0x7fff));
        sink.Add(IpClient, 12, 4, dhcp.ClientAddress);
        sink.Add(IpYour, 16, 4, dhcp.YourAddress);
        sink.Add(IpServer, 20, 4, dhcp.ServerAddress);
        sink.Add(IpRelay, 24, 4, dhcp.RelayAddress);
        DescribeHardware(dhcp, sink);
        if (dhcp.MessageType == 0)
            sink.Add(Bootp, 0, 0, 1);
        int overload = dhcp.OverloadValue;
        if ((overload & 2) == 0 && !dhcp.ServerName.IsEmpty)
            sink.AddAscii(Server, Dhcp.ServerNamePosition, dhcp.ServerName);
        if ((overload & 1) == 0 && !dhcp.BootFile.IsEmpty)
            sink.AddAscii(DhcpFields.File, Dhcp.BootFilePosition, dhcp.BootFile);
        if (!dhcp.HasOptions)
        {
            if (octets.Length >= Dhcp.CookiePosition + VendorAreaSize)
                sink.Add(
                    VendorSpecificOptions,
                    Dhcp.CookiePosition,
                    VendorAreaSize,
                    octets.Slice(Dhcp.CookiePosition, VendorAreaSize)
                );
            return;
        }
        sink.Add(DhcpFields.Cookie, Dhcp.CookiePosition, 4, octets.Slice(Dhcp.CookiePosition, 4));
        DescribeOptions(octets, Dhcp.OptionsPosition, octets.Length, overload, sink);
    }

    /// <summary>A multiple of 256 is small seconds in the wrong octet order, as some Windows versions send them.</summary>
    private static ulong SecondsOf(ushort stored) => (stored & 0xff) == 0 ? (ulong)(stored >> 8) : stored;

    private static void DescribeHardware(scoped in Dhcp dhcp, FieldSink sink)
    {
        int length = dhcp.HardwareLength;
        if (length is 0 or > HardwareFieldSize)
            return;
        bool isEthernet = length == EthernetSize && dhcp.HardwareType is 1 or 6;
        sink.Add(isEthernet ? HwMacAddr : HwAddr, Dhcp.HardwarePosition, length, dhcp.HardwareAddress);
        int rest = HardwareFieldSize - length;
        if (rest > 0)
            sink.Add(
                HwAddrPadding,
                Dhcp.HardwarePosition + length,
                rest,
                dhcp.Octets.Slice(Dhcp.HardwarePosition + length, rest)
            );
    }

    /// <summary>Adds the options of one field; option 52 brings in those of the fields it names.</summary>
    private static void DescribeOptions(ReadOnlySpan<byte> message, int start, int end, int overload, FieldSink sink)
    {
        for (int at = start; at < end; )
        {
            int code = message[at];
            if (code == DhcpOptions.End)
            {
                sink.Add(OptionType, at, 1, 0); // Wireshark's own value for this one
                sink.Add(OptionEnd, at, 1, (ulong)code);
                if (at + 1 < end)
                    sink.Add(OptionPadding, at + 1, end - at - 1, message[(at + 1)..end]);
                return;
            }
            if (code == DhcpOptions.Pad)
            {
                int count = message[at..end].IndexOfAnyExcept((byte)0);
                count = count < 0 ? end - at : count;
                sink.Add(OptionType, at, count, 0);
                sink.Add(OptionPadding, at, count, message.Slice(at, count));
                at += count;
                continue;
            }
            if (at + 2 > end)
                return;
            int length = message[at + 1];
            sink.Add(OptionType, at, 2 + Math.Min(length, end - at - 2), (ulong)code);
            sink.Add(OptionLength, at + 1, 1, (ulong)length);
            at += 2;
            if (at + length > end)
                return;
            if (length > 0)
                sink.Add(OptionValue, at, length, message.Slice(at, length));
            var data = new FieldCursor(message, at, at + length, sink);
            DhcpOptionDescription.Describe(code, ref data);
            at += length;
            if (code != DhcpOptions.Overload)
                continue;
            if ((overload & 2) != 0)
                DescribeOptions(message, Dhcp.ServerNamePosition, Dhcp.BootFilePosition, 0, sink);
            if ((overload & 1) != 0)
                DescribeOptions(message, Dhcp.BootFilePosition, Dhcp.CookiePosition, 0, sink);
            overload = 0;
        }
    }
}
