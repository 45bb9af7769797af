using System.Net;
using System.Net.Sockets;
using System.Numerics;

namespace Sonde.Engine;

/// <summary>Turns a list of hosts, blocks and ranges into hosts, each once, in the order given.</summary>
public static class TargetExpansion
{
    /// <summary>Whether the text stands for several hosts: a block or a range of addresses.</summary>
    public static bool IsSeveral(string typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        try
        {
            return ReadRange(typed) is not null;
        }
        catch (EngineException)
        {
            return true; // a block or range that is wrong, and whoever expands it says why
        }
    }

    /// <summary>The hosts of the list.</summary>
    /// <param name="typed">Host names, addresses, blocks (10.0.0.0/24) and ranges (10.0.0.1-20, 10.0.0.1-10.0.1.5).</param>
    /// <param name="gate">Knows how many hosts one question may ask about; counted before any is made.</param>
    /// <exception cref="EngineException">There are too many, none, or an entry is no block.</exception>
    public static IReadOnlyList<string> Expand(IReadOnlyList<string> typed, ProbeGate gate)
    {
        ArgumentNullException.ThrowIfNull(typed);
        ArgumentNullException.ThrowIfNull(gate);
        if (typed.Count == 0)
            throw new EngineException(EngineFault.InvalidArgument, "No targets were given.");
        gate.RefuseTooMany(typed.Count, "targets");
        (string Text, Range? Range)[] entries = [.. typed.Select(one => (one.Trim(), ReadRange(one.Trim())))];
        BigInteger total = 0;
        foreach ((_, Range? range) in entries)
            total += range?.Count ?? 1;
        gate.RefuseTooMany(total, "hosts");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        List<string> hosts = [];
        foreach ((string text, Range? range) in entries)
        {
            if (range is not { } block)
            {
                Add(text);
                continue;
            }
            for (UInt128 number = block.First; ; number++)
            {
                Add(block.Address(number));
                if (number == block.Last)
                    break;
            }
        }
        return hosts;

        // two spellings of one host are one host
        void Add(string host)
        {
            string key = Target.TryParse(host, out Target target, out _) ? target.Text : host;
            if (seen.Add(key))
                hosts.Add(host);
        }
    }

    private readonly record struct Range(AddressFamily Family, UInt128 First, UInt128 Last)
    {
        public BigInteger Count => (BigInteger)(Last - First) + 1;

        public string Address(UInt128 number)
        {
            Span<byte> octets = stackalloc byte[16];
            for (int octet = 15; octet >= 0; octet--, number >>= 8)
                octets[octet] = (byte)number;
            return new IPAddress(Family == AddressFamily.InterNetwork ? octets[12..] : octets).ToString();
        }
    }

    private static Range? ReadRange(string text)
    {
        if (text.Contains('/', StringComparison.Ordinal))
            return Block(text);
        int dash = text.IndexOf('-', StringComparison.Ordinal);
        if (dash <= 0 || !TryAddress(text[..dash], out IPAddress first))
            return null;
        // a name may begin with an address as well: 192.0.2.1-static.example.com
        string end = text[(dash + 1)..];
        return end.All(char.IsAsciiDigit) || TryAddress(end, out _) ? FromTo(text, first, end) : null;
    }

    // Of an IPv4 block the network and the broadcast address are no hosts; blocks of one and two addresses have none (RFC 3021).
    private static Range Block(string text)
    {
        if (!CidrText.TryParse(text, out WrittenCidr written, out string problem))
            throw new EngineException(EngineFault.InvalidArgument, $"{Quote.Text(text)} {problem}.");
        CidrBlock block = written.Block;
        UInt128 edge = block.HasBroadcast ? UInt128.One : UInt128.Zero;
        return new Range(
            block.Version == 4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6,
            block.First + edge,
            block.Last - edge
        );
    }

    private static Range FromTo(string text, IPAddress first, string end)
    {
        UInt128 low = Number(first);
        bool is4 = first.AddressFamily == AddressFamily.InterNetwork;
        UInt128? high =
            TryAddress(end, out IPAddress last) && last.AddressFamily == first.AddressFamily ? Number(last)
            : is4 && byte.TryParse(end, out byte octet) ? (low & ~(UInt128)0xff) | octet
            : null;
        return high is { } found && found >= low
            ? new Range(first.AddressFamily, low, found)
            : throw new EngineException(
                EngineFault.InvalidArgument,
                $"{Quote.Text(text)} is no range of addresses.",
                "Write 10.0.0.1-20, 10.0.0.1-10.0.1.5 or 2001:db8::1-2001:db8::ff."
            );
    }

    // Only the plain spelling: "1-2" is no range of addresses.
    private static bool TryAddress(string text, out IPAddress address) =>
        IPAddress.TryParse(text, out address!)
        && (address.AddressFamily == AddressFamily.InterNetworkV6 || address.ToString() == text);

    private static UInt128 Number(IPAddress address)
    {
        UInt128 number = 0;
        foreach (byte octet in address.GetAddressBytes())
            number = number << 8 | octet;
        return number;
    }
}
