namespace Sonde.Testing;

/// <summary>What tests of live frames share that compare them with tcpdump's: what is sent, and how files are shown.</summary>
public static class TcpdumpPeer
{
    /// <summary>A program in Python that sends echo requests to 10.98.7.1 in VLANs 7 and 8 by turns. The kernel takes the tags out of frames when they arrive.</summary>
    public const string Tagged = """
        import socket, struct
        s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
        s.bind(('to-c', 0))
        for i in range(100):
            tag = struct.pack('!HHH', 0x8100, 0x6000 | (7 if i % 2 else 8), 0x0800)
            ip = struct.pack('!BBHHHBBH4s4s', 0x45, 0, 36, i, 0, 64, 1, 0, bytes([10, 98, 7, 2]), bytes([10, 98, 7, 1]))
            s.send(b'\x02' * 6 + b'\x06' * 6 + tag + ip + struct.pack('!BBHHH', 8, 0, 0, 1, i) + bytes(8))
        """;

    /// <summary>A program in Python that sends 200 datagrams, each an octet longer, to port 9 of its own host.</summary>
    public const string Datagrams = """
        import socket
        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        for i in range(200): s.sendto(bytes(200 + i), ('127.0.0.1', 9))
        """;

    private const string Sent =
        "(icmp[icmptype] = icmp-echo or icmp[icmptype] = icmp-echoreply or (icmp6 and ip6[40] & 0xfe = 128) or udp)";

    /// <summary>tcpdump's words for writing the frames of a device, to the nanosecond and cooked as Sonde does, into a file.</summary>
    /// <param name="device">The interface, or <c>any</c>.</param>
    /// <param name="file">The file.</param>
    /// <param name="filter">Which frames; null for all.</param>
    /// <param name="snapLength">Octets kept of each; null for all.</param>
    public static string[] Words(string device, string file, string? filter, int? snapLength = null) =>
        [
            .. (string[])["-i", device, "-U", "-Z", "root", "--time-stamp-precision=nano", "-w", file],
            .. device == "any" ? (string[])["-y", "LINUX_SLL"] : [],
            .. snapLength is { } octets ? (string[])["-s", $"{octets}"] : [],
            .. filter is null ? (string[])[] : [filter],
        ];

    /// <summary>tcpdump has begun to write: the header of its file is there.</summary>
    public static bool HasBegun(string file) => File.Exists(file) && new FileInfo(file).Length >= 24;

    /// <summary>Times, lengths and octets of what was sent for the test; neighbours' talk may fall between the beginnings.</summary>
    /// <param name="net">The hosts.</param>
    /// <param name="host">Where tcpdump runs.</param>
    /// <param name="file">A capture.</param>
    /// <param name="device">What it is of: cooked captures and tunnels have no VLANs to select.</param>
    public static string Shown(Namespaces net, string host, string file, string device)
    {
        ArgumentNullException.ThrowIfNull(net);
        string[] how = ["-nn", "-tt", "--time-stamp-precision=nano", "-xx", "-e", "-r", file];
        string which = device is "any" or "tunnel" ? Sent : Sent + " or (vlan and icmp)";
        return net.Run(host, "tcpdump", [.. how, which]).Output;
    }

    /// <summary>Frames in what was shown: a line for each, and octets below it.</summary>
    public static int CountOf(string shown)
    {
        ArgumentNullException.ThrowIfNull(shown);
        return shown.Split('\n').Count(line => line.Length > 0 && char.IsAsciiDigit(line[0]));
    }
}
