using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Finds the host names that clients give with DHCP, each for the address that the client is granted (RFC 2132 §3.14).</summary>
/// <remarks>Memory: about 100 octets a client that gave a name, at most <see cref="ClientLimit"/>; the names of further ones are
/// only known when the server repeats them.</remarks>
internal sealed class DhcpNames
{
    public const int ClientLimit = 10_000;

    private const int LongestName = 255; // one option; a name in several is no host name

    private readonly Dictionary<UInt128, byte[]> _names = [];

    /// <summary>Reads a message; true when it grants an address to a client whose name is known.</summary>
    public bool TryRead(ReadOnlySpan<byte> octets, Span<char> name, out Address address, out int length)
    {
        (address, length) = (default, 0);
        if (Dhcp.TryRead(octets, out Dhcp message) > ReadStatus.Cut || message.HardwareAddress.IsEmpty)
            return false;
        UInt128 client = KeyOf(message.HardwareAddress);
        bool isNamed = message.TryGet(DhcpOptions.HostName, out ReadOnlySpan<byte> given) && given.Length > 0;
        if (message.Operation == 1)
        {
            if (isNamed && (_names.Count < ClientLimit || _names.ContainsKey(client)))
                Keep(client, given);
            return false;
        }
        if (message.MessageType != DhcpMessageTypes.Ack)
            return false;
        if (!isNamed)
            given = _names.GetValueOrDefault(client);
        // an INFORM is answered without an address of the client's: it has one
        ReadOnlySpan<byte> granted = message.YourAddress.ContainsAnyExcept((byte)0)
            ? message.YourAddress
            : message.ClientAddress;
        if (given.IsEmpty || !granted.ContainsAnyExcept((byte)0))
            return false;
        address = Address.From(granted);
        length = DhcpText.WriteValue(DhcpOptions.HostName, given, name);
        return length > 0;
    }

    private void Keep(UInt128 client, ReadOnlySpan<byte> name)
    {
        name = name[..Math.Min(name.Length, LongestName)];
        if (!name.SequenceEqual(_names.GetValueOrDefault(client)))
            _names[client] = name.ToArray();
    }

    // at most 16 octets, by the header's layout
    private static UInt128 KeyOf(ReadOnlySpan<byte> hardwareAddress)
    {
        UInt128 key = (UInt128)hardwareAddress.Length;
        foreach (byte octet in hardwareAddress)
            key = key << 8 | octet;
        return key;
    }
}
