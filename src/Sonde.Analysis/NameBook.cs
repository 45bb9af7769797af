using System.Runtime.InteropServices;
using Sonde.Wire;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Analysis;

/// <summary>Where a name of an address stands.</summary>
public enum NameSource : byte
{
    /// <summary>An answer of DNS.</summary>
    Dns,

    /// <summary>An answer of multicast DNS.</summary>
    Mdns,

    /// <summary>An answer of LLMNR.</summary>
    Llmnr,

    /// <summary>An answer or registration of the NetBIOS name service.</summary>
    Nbns,

    /// <summary>The host name that a client gave with DHCP, for the address that it got.</summary>
    Dhcp,
}

/// <summary>A name of an address.</summary>
/// <param name="Name">The name, odd octets escaped; written by whoever sent the packet.</param>
/// <param name="Source">Where it stands.</param>
public readonly record struct AddressName(string Name, NameSource Source);

/// <summary>The names that a capture itself gives its addresses: A and AAAA answers, NetBIOS names, host names in DHCP.</summary>
/// <remarks>
/// An answer that was reached over CNAME records names the name that was asked. Memory: at most <see cref="AddressLimit"/>
/// addresses with <see cref="NamesEach"/> names; further ones are counted. Packets without such a message cost one comparison.
/// </remarks>
public sealed class NameBook : IObserver
{
    /// <summary>Most addresses with names.</summary>
    public const int AddressLimit = 100_000;

    /// <summary>Most names of an address.</summary>
    public const int NamesEach = 8;

    private const int LongestChain = 16; // CNAME records followed; resolvers give up at about as many

    private readonly LayerReader?[] _readers; // in the order of NameSource
    private readonly DhcpNames _dhcp = new();
    private readonly bool[] _hasNames; // by reader
    private readonly Dictionary<Address, AddressName[]> _names = [];
    private readonly char[] _asked = new char[DnsName.LongestText];
    private readonly char[] _canonical = new char[DnsName.LongestText];
    private readonly char[] _owner = new char[DnsName.LongestText];

    /// <summary>An empty book.</summary>
    public NameBook(Protocols protocols)
    {
        ArgumentNullException.ThrowIfNull(protocols);
        _readers =
        [
            protocols.Find("dns"),
            protocols.Find("mdns"),
            protocols.Find("llmnr"),
            protocols.Find("nbns"),
            protocols.Find("dhcp"),
        ];
        _hasNames = new bool[protocols.Readers.Count];
        foreach (LayerReader? reader in _readers)
        {
            if (reader is not null)
                _hasNames[reader.Id] = true;
        }
    }

    /// <summary>Names that came after a limit.</summary>
    public long NotKept { get; private set; }

    /// <summary>The names of an address, in the order they were first seen.</summary>
    public IReadOnlyList<AddressName> Of(Address address) => _names.GetValueOrDefault(address) ?? [];

    /// <inheritdoc/>
    public IReadOnlyCollection<string> StreamProtocols => ["dns"];

    /// <inheritdoc/>
    public IReadOnlyCollection<string> PacketProtocols =>
        [.. _readers.OfType<LayerReader>().Select(reader => reader.Name)];

    /// <inheritdoc/>
    public void OnPacket(in Packet packet)
    {
        // Nothing can stand behind such a message but another one.
        if (packet.Layers.IsEmpty || !_hasNames[packet.Layers[^1].Reader.Id])
            return;
        if (packet.Flows.IsEmpty || packet.Flows[^1].IsQuoted)
            return;
        foreach (ref readonly LayerSpan layer in packet.Layers)
        {
            int index = Array.IndexOf(_readers, layer.Reader);
            if (index >= 0)
                Read(packet.GivenTo(layer), (NameSource)index);
        }
    }

    private void Read(ReadOnlySpan<byte> octets, NameSource source)
    {
        if (source == NameSource.Dhcp)
        {
            if (_dhcp.TryRead(octets, _asked, out Address address, out int length))
                Add(address, _asked.AsSpan(0, length), source);
        }
        else if (DnsMessage.TryRead(octets, out DnsMessage message) != ReadStatus.Ok)
            return;
        else if (source == NameSource.Nbns)
            ReadNetbios(message);
        else if (message is { IsResponse: true, AnswerCount: > 0 })
            Read(message, source);
    }

    // Names of groups are nobody's. RFC 1002 §4.2: registrations (5) and refreshes (8, 9) tell addresses in requests as well.
    private void ReadNetbios(scoped in DnsMessage message)
    {
        bool tells = message.IsResponse
            ? message.ResponseCode == 0 && message.Opcode is 0 or 5 or 8 or 9
            : message.Opcode is 5 or 8 or 9;
        if (!tells)
            return;
        DnsReader reader = message.Read();
        while (reader.TryReadRecord(out DnsRecord record))
        {
            if (
                record is not { Type: Nbns.AddressType, DataLength: >= 6 }
                || !NetbiosName.TryRead(message.Octets, record.NamePosition, _owner, out int length, out _)
            )
                continue;
            ReadOnlySpan<byte> data = message.Octets.Slice(record.DataPosition, record.DataLength);
            for (; data.Length >= 6; data = data[6..])
            {
                if ((data[0] & 0x80) == 0)
                    Add(Address.From(data.Slice(2, 4)), _owner.AsSpan(0, length), NameSource.Nbns);
            }
        }
    }

    private static ReadOnlySpan<char> Decode(scoped in DnsMessage message, int position, char[] text) =>
        text.AsSpan(0, DnsName.Decode(message.Octets, position, text, DnsNameStyle.Escaped));

    // As StringComparison.OrdinalIgnoreCase does it; what that is made of depends on the processor, so that the first name
    // would wait for a compiler.
    private static bool IsSame(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        if (one.Length != other.Length)
            return false;
        for (int i = 0; i < one.Length; i++)
        {
            if (one[i] != other[i] && char.ToUpperInvariant(one[i]) != char.ToUpperInvariant(other[i]))
                return false;
        }
        return true;
    }

    private void Read(scoped in DnsMessage message, NameSource source)
    {
        DnsReader reader = message.Read();
        ReadOnlySpan<char> asked = reader.TryReadQuestion(out DnsQuestion question)
            ? Decode(message, question.NamePosition, _asked)
            : default;
        ReadOnlySpan<char> canonical = asked.IsEmpty ? asked : Follow(message, asked);
        bool isDirect = !asked.IsEmpty && asked.SequenceEqual(canonical);
        while (reader.TryReadRecord(out DnsRecord record) && record.Section == DnsSection.Answer)
        {
            if ((record.Type, record.DataLength) is not ((DnsTypes.A, 4) or (DnsTypes.Aaaa, 16)))
                continue;
            bool isAsked = isDirect && PointsTo(message.Octets[record.NamePosition..], question.NamePosition);
            ReadOnlySpan<char> owner = isAsked ? asked : Decode(message, record.NamePosition, _owner);
            Add(
                Address.From(message.Octets.Slice(record.DataPosition, record.DataLength)),
                isAsked || IsSame(owner, canonical) ? asked : owner,
                source
            );
        }
    }

    // Nearly every record repeats the question's name so (RFC 1035 §4.1.4).
    private static bool PointsTo(ReadOnlySpan<byte> name, int position) =>
        name.Length >= 2 && ReadUInt16BigEndian(name) == (0xc000 | position);

    // The name at the end of the chain of CNAME records that begins at the name asked; usually in order, so one trip is enough.
    private ReadOnlySpan<char> Follow(scoped in DnsMessage message, ReadOnlySpan<char> asked)
    {
        asked.CopyTo(_canonical);
        int length = asked.Length;
        for (int step = 0; step < LongestChain; step++)
        {
            bool moved = false;
            DnsReader reader = message.Read();
            while (reader.TryReadRecord(out DnsRecord record) && record.Section == DnsSection.Answer)
            {
                if (
                    record.Type != DnsTypes.Cname
                    || !IsSame(Decode(message, record.NamePosition, _owner), _canonical.AsSpan(0, length))
                )
                    continue;
                length = Decode(message, record.DataPosition, _canonical).Length;
                moved = true;
            }
            if (!moved)
                break;
        }
        return _canonical.AsSpan(0, length);
    }

    private void Add(Address address, ReadOnlySpan<char> name, NameSource source)
    {
        if (name.IsEmpty)
            return;
        if (_names.Count >= AddressLimit && !_names.ContainsKey(address))
        {
            NotKept++;
            return;
        }
        ref AddressName[]? names = ref CollectionsMarshal.GetValueRefOrAddDefault(_names, address, out _);
        foreach (AddressName known in names ?? [])
        {
            if (known.Source == source && IsSame(known.Name, name))
                return;
        }
        if (names?.Length == NamesEach)
            NotKept++;
        else
            names = [.. names ?? [], new AddressName(name.ToString(), source)];
    }
}
