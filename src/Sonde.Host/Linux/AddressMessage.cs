using System.Buffers.Binary;
using System.Net;
using Sonde.Native;

namespace Sonde.Host;

/// <summary>Reads what the kernel says of an address: ifaddrmsg (family 8, prefix length 8, flags 8, scope 8, index 32), attributes.</summary>
public static class AddressMessage
{
    /// <summary>AF_INET.</summary>
    internal const byte Ipv4 = 2;

    /// <summary>AF_INET6.</summary>
    internal const byte Ipv6 = 10;

    private const int Size = 8;
    private const uint Forever = uint.MaxValue;

    private enum Attribute : ushort
    {
        Address = 1,
        Local = 2,
        Broadcast = 4,
        Lifetimes = 6,
        Flags = 8,
    }

    /// <summary>Reads it; null when it is too short, of another family, or names no address.</summary>
    /// <param name="body">What follows the header of RTM_NEWADDR.</param>
    public static HostAddress? Read(ReadOnlySpan<byte> body)
    {
        if (body.Length < Size || body[0] is not (Ipv4 or Ipv6))
            return null;
        bool isIpv6 = body[0] == Ipv6;
        IPAddress? address = null;
        IPAddress? local = null;
        IPAddress? broadcast = null;
        long? valid = null;
        long? preferred = null;
        uint flags = body[2];
        for (var attributes = new NetlinkAttributes(body[Size..]); attributes.MoveNext(); )
        {
            ReadOnlySpan<byte> value = attributes.Value;
            switch ((Attribute)attributes.Type)
            {
                case Attribute.Address:
                    address = Address(value);
                    break;
                case Attribute.Local:
                    local = Address(value);
                    break;
                case Attribute.Broadcast:
                    broadcast = Address(value);
                    break;
                case Attribute.Flags:
                    flags = (uint)(attributes.Number ?? flags);
                    break;
                case Attribute.Lifetimes when value.Length >= 8:
                    preferred = Seconds(BinaryPrimitives.ReadUInt32LittleEndian(value));
                    valid = Seconds(BinaryPrimitives.ReadUInt32LittleEndian(value[4..]));
                    break;
                default:
                    break;
            }
        }
        // on a point-to-point link "address" is the other end and "local" is ours
        if ((local ?? address) is not { } own)
            return null;
        return new HostAddress
        {
            InterfaceIndex = BinaryPrimitives.ReadInt32LittleEndian(body[4..]),
            Address = own,
            PrefixLength = body[1],
            Peer = local is not null && address is not null && !local.Equals(address) ? address : null,
            Broadcast = broadcast,
            Scope = LinuxNames.Scope(body[3]),
            Flags = LinuxNames.OfAddress(flags, isIpv6),
            ValidSeconds = valid,
            PreferredSeconds = preferred,
        };
    }

    /// <summary>An address of four or sixteen octets; null for any other length.</summary>
    internal static IPAddress? Address(ReadOnlySpan<byte> octets) =>
        octets.Length is 4 or 16 ? new IPAddress(octets) : null;

    private static long? Seconds(uint seconds) => seconds == Forever ? null : seconds;
}
