namespace Sonde.Wire;

/// <summary>Wake on LAN: | FF six times 6 | address of the machine sixteen times 96 | password 0, 4 or 6 |.</summary>
public readonly ref struct WakeOnLan : ILayer<WakeOnLan>
{
    private const int AddressSize = 6; // octets
    private const int Size = 17 * AddressSize;

    private static readonly Field SyncField = new("wol.sync", "Sync stream", FieldKind.Octets);
    private static readonly Field AddressField = new("wol.mac", "MAC", FieldKind.Ether);
    private static readonly Field[] AllFields = [SyncField, AddressField];

    private static ReadOnlySpan<byte> Sync => [0xff, 0xff, 0xff, 0xff, 0xff, 0xff];

    private readonly ReadOnlySpan<byte> _octets; // [0..102) magic, then perhaps a password

    private WakeOnLan(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "wol";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => 0;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.None;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out WakeOnLan layer)
    {
        layer = default;
        int at = octets.IndexOf(Sync);
        if (at < 0 || octets.Length < at + Size)
            return ReadStatus.NotMine;
        ReadOnlySpan<byte> address = octets.Slice(at + AddressSize, AddressSize);
        if (address.SequenceEqual(Sync)) // filler, and no machine's address
            return ReadStatus.NotMine;
        for (int copy = 2; copy <= 16; copy++)
        {
            if (!octets.Slice(at + copy * AddressSize, AddressSize).SequenceEqual(address))
                return ReadStatus.NotMine;
        }
        layer = new WakeOnLan(octets[at..]);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(SyncField, 0, AddressSize, _octets[..AddressSize]);
        sink.Add(AddressField, AddressSize, AddressSize, _octets.Slice(AddressSize, AddressSize));
    }
}
