using System.Globalization;
using System.Net;

namespace Sonde.Host;

/// <summary>Reads the sockets that <c>netstat</c> prints on Windows (<c>-ano</c>, <c>-an</c>) and macOS (<c>-anv</c>).</summary>
public static class NetstatSockets
{
    /// <summary>A row of Windows: protocol, local, foreign, for TCP the state, and with <c>-o</c> the process.</summary>
    public static HostSocket? WindowsRow(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (
            words is not ["TCP" or "UDP", var near, var far, ..]
            || End(near, ':') is not ({ } local, var localPort)
            || End(far, ':') is not var (remote, remotePort)
        )
            return null;
        bool isTcp = words[0] == "TCP";
        int processColumn = isTcp ? 4 : 3;
        int? process =
            words.Length > processColumn
            && int.TryParse(words[processColumn], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                ? number
                : null;
        bool isConnected = remote is not null && remotePort != 0;
        return new HostSocket
        {
            IsTcp = isTcp,
            LocalAddress = local,
            LocalPort = localPort,
            RemoteAddress = isConnected ? remote : null,
            RemotePort = isConnected ? remotePort : null,
            // the words are translated, but a listener has no other side in any language
            State = !isTcp ? null : SocketState.Of(words.Length > 3 ? words[3] : "") ?? (isConnected ? null : "LISTEN"),
            Owners = process is { } known ? [new SocketOwner(known, null)] : [],
        };
    }

    /// <summary>Reads what macOS prints: the heading says where the process stands.</summary>
    public static IEnumerable<HostSocket> Mac(IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        string[] heads = [];
        foreach (string line in lines)
        {
            string[] words = line.Replace("(state)", "state", StringComparison.Ordinal)
                .Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words is ["Proto", ..])
                heads = [.. string.Join(' ', words).Replace(" Address", "", StringComparison.Ordinal).Split(' ')];
            else if (MacRow(words, heads) is { } socket)
                yield return socket;
        }
    }

    private static HostSocket? MacRow(string[] words, string[] heads)
    {
        if (
            words is not [var protocol, _, _, var near, var far, ..]
            || !protocol.StartsWith("tcp", StringComparison.Ordinal)
                && !protocol.StartsWith("udp", StringComparison.Ordinal)
            || End(near, '.', isIpv6: protocol[^1] == '6') is not ({ } local, var localPort)
            || End(far, '.', isIpv6: protocol[^1] == '6') is not var (remote, remotePort)
        )
            return null;
        bool isTcp = protocol[0] == 't';
        bool isConnected = remote is not null && remotePort != 0;
        // rows of UDP have no state, so what follows stands one column further left
        int shift = isTcp ? 0 : 1;
        int column = Array.FindIndex(heads, head => head is "pid" or "process:pid");
        string owner = column >= 0 && column - shift < words.Length ? words[column - shift] : "";
        int colon = owner.LastIndexOf(':');
        return new HostSocket
        {
            IsTcp = isTcp,
            LocalAddress = local,
            LocalPort = localPort,
            RemoteAddress = isConnected ? remote : null,
            RemotePort = isConnected ? remotePort : null,
            State = isTcp && words.Length > 5 ? SocketState.Of(words[5]) : null,
            ReceiveQueue = long.TryParse(words[1], CultureInfo.InvariantCulture, out long waiting) ? waiting : null,
            SendQueue = long.TryParse(words[2], CultureInfo.InvariantCulture, out long sending) ? sending : null,
            Owners =
                int.TryParse(owner.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int process)
                && process > 0
                    ? [new SocketOwner(process, colon > 0 ? owner[..colon] : null)]
                    : [],
        };
    }

    // 192.0.2.1:80, [::1]:80, *:*; with dots before the port on macOS. No address at all: nobody is at the other side.
    private static (IPAddress? Address, int Port)? End(string text, char separator, bool isIpv6 = false)
    {
        int at = text.LastIndexOf(separator);
        if (at < 0)
            return null;
        int port = 0;
        if (
            text[(at + 1)..] != "*"
            && (
                !int.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port)
                || port > 65535
            )
        )
            return null;
        string host = text[..at].Trim('[', ']');
        if (host == "*")
            return separator == ':' ? (null, port) : (isIpv6 ? IPAddress.IPv6Any : IPAddress.Any, port);
        return AddressText.TryParse(host, out IPAddress address, out _) ? (address, port) : null;
    }
}
