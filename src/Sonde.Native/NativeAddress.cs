using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Sonde.Native;

/// <summary>Addresses as struct sockaddr_in and sockaddr_in6 lay them out.</summary>
internal static class NativeAddress
{
    /// <summary>Octets of the larger of the two.</summary>
    public const int Size = 28;

    /// <summary>Writes an address. Returns its octets.</summary>
    public static int Write(Span<byte> target, IPAddress address, int port)
    {
        target.Clear();
        bool isVersion4 = address.AddressFamily == AddressFamily.InterNetwork;
        short family = (short)(isVersion4 ? SocketNumbers.Inet : SocketNumbers.Inet6);
        MemoryMarshal.Write(target, in family);
        BinaryPrimitives.WriteUInt16BigEndian(target[2..], (ushort)port);
        if (isVersion4)
        {
            address.TryWriteBytes(target[4..], out _);
            return 16;
        }
        address.TryWriteBytes(target[8..], out _);
        uint scope = (uint)address.ScopeId;
        MemoryMarshal.Write(target[24..], in scope);
        return Size;
    }

    /// <summary>Reads an address; null when it is of another family, as "none" is.</summary>
    public static IPAddress? Read(ReadOnlySpan<byte> octets, out int port)
    {
        port = 0;
        if (octets.Length < 16)
            return null;
        short family = MemoryMarshal.Read<short>(octets);
        port = BinaryPrimitives.ReadUInt16BigEndian(octets[2..]);
        if (family == SocketNumbers.Inet)
            return new IPAddress(octets.Slice(4, 4));
        if (family != SocketNumbers.Inet6 || octets.Length < Size)
            return null;
        // the zone is part of a link-local address only
        var address = new IPAddress(octets.Slice(8, 16));
        uint scope = MemoryMarshal.Read<uint>(octets[24..]);
        return address.IsIPv6LinkLocal ? new IPAddress(octets.Slice(8, 16), scope) : address;
    }
}
