using System.Buffers.Binary;
using System.Net;

namespace Sonde.Native;

/// <summary>An ICMP error that the system kept for a socket, RFC 792 and RFC 4443 §3.</summary>
/// <param name="IsVersion6">It is one of ICMPv6.</param>
/// <param name="Type">Its type.</param>
/// <param name="Code">Its code.</param>
/// <param name="From">Who sent it; null when the system does not say.</param>
public readonly record struct ConnectError(bool IsVersion6, byte Type, byte Code, IPAddress? From)
{
    private const byte OriginIcmp = 2;
    private const byte OriginIcmp6 = 3;

    /// <summary>Reads the first ICMP error of a socket's error queue.</summary>
    /// <param name="socket">The descriptor, with IP_RECVERR or IPV6_RECVERR set.</param>
    /// <param name="error">The error.</param>
    /// <returns>Whether there was one.</returns>
    public static unsafe bool TryTake(int socket, out ConnectError error)
    {
        error = default;
        byte* control = stackalloc byte[256];
        byte* name = stackalloc byte[28];
        byte* data = stackalloc byte[64];
        nint* vector = stackalloc nint[2];
        vector[0] = (nint)data;
        vector[1] = 64;
        var header = new ConnectCalls.MessageHeader
        {
            Name = name,
            NameLength = 28,
            Vectors = vector,
            VectorCount = 1,
            Control = control,
            ControlLength = 256,
        };
        if (ConnectCalls.Receive(socket, &header, ConnectCalls.ErrorQueue | ConnectCalls.DoNotWait) < 0)
            return false;
        return TryRead(new ReadOnlySpan<byte>(control, (int)Math.Min(header.ControlLength, 256)), out error);
    }

    /// <summary>Reads struct cmsghdr entries, 8-aligned, until one holds struct sock_extended_err.</summary>
    private static bool TryRead(ReadOnlySpan<byte> control, out ConnectError error)
    {
        error = default;
        while (control.Length >= 16)
        {
            int length = (int)Math.Min(BitConverter.ToUInt64(control), (ulong)control.Length);
            if (length < 16)
                return false;
            ReadOnlySpan<byte> data = control[16..length];
            int level = BitConverter.ToInt32(control[8..]);
            int type = BitConverter.ToInt32(control[12..]);
            bool isError =
                level == ConnectCalls.IpLevel && type == ConnectCalls.IpReceiveErrors
                || level == ConnectCalls.Ip6Level && type == ConnectCalls.Ip6ReceiveErrors;
            // [0..4) errno, 4 origin, 5 type, 6 code, [8..16) info and data, [16..) the sender's address
            if (isError && data.Length >= 16 && data[4] is OriginIcmp or OriginIcmp6)
            {
                error = new ConnectError(data[4] == OriginIcmp6, data[5], data[6], AddressOf(data[16..]));
                return true;
            }
            control = control[Math.Min((length + 7) & ~7, control.Length)..];
        }
        return false;
    }

    private static IPAddress? AddressOf(ReadOnlySpan<byte> name)
    {
        if (name.Length < 8)
            return null;
        int family = BitConverter.ToUInt16(name);
        if (family == ConnectCalls.Inet)
            return new IPAddress(name.Slice(4, 4));
        if (family != ConnectCalls.Inet6 || name.Length < 28)
            return null;
        var address = new IPAddress(name.Slice(8, 16), BinaryPrimitives.ReadUInt32LittleEndian(name[24..]));
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }
}
