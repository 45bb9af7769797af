using System.Buffers.Binary;
using System.Globalization;
using System.Net;

namespace Sonde.Host;

/// <summary>Reads lines of <c>/proc/net/tcp</c>, <c>tcp6</c>, <c>udp</c> and <c>udp6</c> (proc_net(5)).</summary>
public static class ProcSockets
{
    /// <summary>Reads a line; null for the heading and for what is no socket.</summary>
    public static HostSocket? Read(string line, bool isTcp)
    {
        ArgumentNullException.ThrowIfNull(line);
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        // sl local remote state queues timer retransmits uid timeout inode
        if (
            words.Length < 10
            || End(words[1]) is not var (local, localPort)
            || End(words[2]) is not var (remote, remotePort)
            || !byte.TryParse(words[3], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out byte state)
        )
            return null;
        string[] queues = words[4].Split(':');
        bool isConnected = remotePort != 0;
        return new HostSocket
        {
            IsTcp = isTcp,
            LocalAddress = local,
            LocalPort = localPort,
            RemoteAddress = isConnected ? remote : null,
            RemotePort = isConnected ? remotePort : null,
            State = isTcp ? SocketMessage.StateName(state) : null,
            SendQueue = Hex(queues[0]),
            ReceiveQueue = queues.Length > 1 ? Hex(queues[1]) : null,
            UserId = long.TryParse(words[7], CultureInfo.InvariantCulture, out long user) ? user : null,
            Inode = ulong.TryParse(words[9], CultureInfo.InvariantCulture, out ulong inode) ? inode : 0,
        };
    }

    // The address in words of 32 bits, each in the machine's order; the port as a number.
    private static (IPAddress Address, int Port)? End(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        if (
            colon is not (8 or 32)
            || !ushort.TryParse(
                text.AsSpan(colon + 1),
                NumberStyles.HexNumber,
                CultureInfo.InvariantCulture,
                out ushort port
            )
        )
            return null;
        Span<byte> octets = stackalloc byte[colon / 2];
        for (int word = 0; word < colon / 8; word++)
        {
            if (
                !uint.TryParse(
                    text.AsSpan(word * 8, 8),
                    NumberStyles.HexNumber,
                    CultureInfo.InvariantCulture,
                    out uint value
                )
            )
                return null;
            BinaryPrimitives.WriteUInt32LittleEndian(octets[(word * 4)..], value);
        }
        return (new IPAddress(octets), port);
    }

    private static long? Hex(string text) =>
        long.TryParse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out long value) ? value : null;
}
