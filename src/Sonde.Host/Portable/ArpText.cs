using System.Globalization;
using System.Net;

namespace Sonde.Host;

/// <summary>Reads what <c>arp</c> and <c>ndp</c> print on macOS and Windows.</summary>
public static class ArpText
{
    /// <summary>A row of <c>arp -an</c> on macOS: <c>? (192.0.2.1) at 0:1c:42:0:0:18 on en0 ifscope [ethernet]</c>.</summary>
    public static HostNeighbour? MacRow(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (
            words is not [_, ['(', .. var text, ')'], "at", var link, "on", var name, ..]
            || !AddressText.TryParse(text, out IPAddress address, out _)
        )
            return null;
        string? known = LinkAddress(link, ':');
        return new HostNeighbour
        {
            Address = address,
            LinkAddress = known,
            Interface = name,
            State =
                known is null ? "INCOMPLETE"
                : words.Contains("permanent") ? "PERMANENT"
                : null,
            IsProxy = words.Contains("published"),
        };
    }

    /// <summary>A row of <c>ndp -an</c> on macOS: address, link address, interface, expiry, state, flags.</summary>
    public static HostNeighbour? NdpRow(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (
            words is not [var text, var link, var name, _, ..]
            || !AddressText.TryParse(text, out IPAddress address, out _)
        )
            return null;
        string? state = words.Length > 4 ? State(words[4]) : null;
        return new HostNeighbour
        {
            Address = address,
            LinkAddress = LinkAddress(link, ':'),
            Interface = name,
            State = words[3] == "permanent" ? "PERMANENT" : state,
            IsRouter = words.Length > 5 && words[5].Contains('R', StringComparison.Ordinal),
        };
    }

    /// <summary>Reads <c>arp -a</c> of Windows in any language: an interface's address heads its rows.</summary>
    /// <param name="lines">The program's lines.</param>
    /// <param name="interfaceOf">The interface that has an address; null when none has it.</param>
    public static IEnumerable<HostNeighbour> Windows(
        IEnumerable<string> lines,
        Func<IPAddress, (int Index, string Name)?> interfaceOf
    )
    {
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(interfaceOf);
        int index = 0;
        string? name = null;
        foreach (string line in lines)
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words is [_, var own, "---", _] && AddressText.TryParse(own, out IPAddress heading, out _))
                (index, name) = interfaceOf(heading) ?? (0, own);
            else if (
                words is [var text, var link, ..]
                && AddressText.TryParse(text, out IPAddress address, out _)
                && LinkAddress(link, '-') is { } known
            )
                yield return new HostNeighbour
                {
                    Address = address,
                    LinkAddress = known,
                    InterfaceIndex = index,
                    Interface = name,
                    State = words.Length > 2 ? words[2].ToUpperInvariant() : null,
                };
        }
    }

    private static string? State(string letter) =>
        letter switch
        {
            "N" => "NONE",
            "W" or "I" => "INCOMPLETE",
            "R" => "REACHABLE",
            "S" => "STALE",
            "D" => "DELAY",
            "P" => "PROBE",
            _ => null,
        };

    // Octets with or without their leading zero.
    private static string? LinkAddress(string text, char separator)
    {
        string[] octets = text.Split(separator);
        Span<byte> address = stackalloc byte[octets.Length];
        for (int each = 0; each < octets.Length; each++)
        {
            if (
                octets.Length is < 6 or > 20
                || !byte.TryParse(octets[each], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out address[each])
            )
                return null;
        }
        return LinkMessage.LinkAddress(address);
    }
}
