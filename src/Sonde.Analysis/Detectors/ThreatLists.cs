using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Names and addresses that a user calls malicious.</summary>
public sealed class ThreatLists
{
    private readonly Dictionary<string, string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(Address Network, int Bits), string> _networks = [];
    private readonly SortedSet<int> _bits4 = [];
    private readonly SortedSet<int> _bits6 = [];

    /// <summary>Names in the lists.</summary>
    public int Names => _names.Count;

    /// <summary>Addresses and networks in the lists.</summary>
    public int Networks => _networks.Count;

    /// <summary>Adds a name: it and everything below it.</summary>
    /// <param name="name">Without a trailing dot.</param>
    /// <param name="source">The list and line that names it.</param>
    public void AddName(string name, string source)
    {
        ArgumentNullException.ThrowIfNull(name);
        _names.TryAdd(name, source);
    }

    /// <summary>Adds a network.</summary>
    /// <param name="network">Its address.</param>
    /// <param name="bits">Length of its prefix; 32 or 128 for one address.</param>
    /// <param name="source">The list and line that names it.</param>
    public void AddNetwork(Address network, int bits, string source)
    {
        _networks.TryAdd((Mask(network, bits), bits), source);
        (network.Version == 4 ? _bits4 : _bits6).Add(bits);
    }

    /// <summary>The entry that a name falls under: itself or a name above it.</summary>
    public bool TryFindName(ReadOnlySpan<char> name, out string entry, out string source)
    {
        var names = _names.GetAlternateLookup<ReadOnlySpan<char>>();
        name = name.TrimEnd('.');
        while (!name.IsEmpty && _names.Count > 0)
        {
            if (names.TryGetValue(name, out string? known, out string? from))
            {
                (entry, source) = (known, from);
                return true;
            }
            int dot = name.IndexOf('.');
            if (dot < 0)
                break;
            name = name[(dot + 1)..];
        }
        (entry, source) = ("", "");
        return false;
    }

    /// <summary>The entry that an address falls under, the narrowest network first.</summary>
    public bool TryFindAddress(Address address, out string entry, out string source)
    {
        foreach (int bits in (address.Version == 4 ? _bits4 : _bits6).Reverse())
        {
            Address network = Mask(address, bits);
            if (!_networks.TryGetValue((network, bits), out string? from))
                continue;
            bool isOne = bits == (address.Version == 4 ? 32 : 128);
            (entry, source) = (isOne ? address.ToString() : $"{network}/{bits}", from);
            return true;
        }
        (entry, source) = ("", "");
        return false;
    }

    private static Address Mask(Address address, int bits)
    {
        if (address.Version == 4)
            return new Address(0, bits == 0 ? 0 : address.Low & (uint.MaxValue << 32 - bits), 4);
        ulong high =
            bits == 0 ? 0
            : bits >= 64 ? ulong.MaxValue
            : ulong.MaxValue << 64 - bits;
        ulong low =
            bits <= 64 ? 0
            : bits == 128 ? ulong.MaxValue
            : ulong.MaxValue << 128 - bits;
        return new Address(address.High & high, address.Low & low, 6);
    }
}
