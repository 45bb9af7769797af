using System.Buffers.Binary;
using System.Net;
using Sonde.Native;

namespace Sonde.Host;

/// <summary>Reads what the kernel says of a neighbour: ndmsg (family 8, pad 24, index 32, state 16, flags 8, type 8), attributes.</summary>
public static class NeighbourMessage
{
    private const int Size = 12;
    private const byte Proxy = 0x08; // NTF_PROXY
    private const byte External = 0x10; // NTF_EXT_LEARNED
    private const byte Router = 0x80; // NTF_ROUTER

    /// <summary>Reads it; null when it is too short, of another family, or has no address.</summary>
    /// <param name="body">What follows the header of RTM_NEWNEIGH.</param>
    /// <param name="interfaceName">The name of an interface by its number; null when there is none.</param>
    public static HostNeighbour? Read(ReadOnlySpan<byte> body, Func<int, string?> interfaceName)
    {
        ArgumentNullException.ThrowIfNull(interfaceName);
        if (body.Length < Size || body[0] is not (AddressMessage.Ipv4 or AddressMessage.Ipv6))
            return null;
        IPAddress? address = null;
        string? link = null;
        for (var attributes = new NetlinkAttributes(body[Size..]); attributes.MoveNext(); )
        {
            if (attributes.Type == 1) // NDA_DST
                address = AddressMessage.Address(attributes.Value);
            else if (attributes.Type == 2) // NDA_LLADDR
                link = LinkMessage.LinkAddress(attributes.Value);
        }
        if (address is null)
            return null;
        int index = BinaryPrimitives.ReadInt32LittleEndian(body[4..]);
        byte flags = body[10];
        return new HostNeighbour
        {
            Address = address,
            LinkAddress = link,
            InterfaceIndex = index,
            Interface = interfaceName(index),
            State = LinuxNames.NeighbourState(BinaryPrimitives.ReadUInt16LittleEndian(body[8..])),
            IsRouter = (flags & Router) != 0,
            IsProxy = (flags & Proxy) != 0,
            IsExternal = (flags & External) != 0,
        };
    }
}
