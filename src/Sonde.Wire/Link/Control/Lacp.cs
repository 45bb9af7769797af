using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>
/// Link aggregation control, IEEE 802.1AX §6.4.2: | version 1 |, then items of | type 1 | length 1 | value … |, the actor's and the
/// partner's being | system priority 2 | system 6 | key 2 | port priority 2 | port 2 | state 1 | zero 3 |, big-endian.
/// </summary>
public readonly ref struct Lacp : ILayer<Lacp>
{
    private const int ActorAt = 1; // octets
    private const int PartnerAt = 21;
    private const int PartyLength = 20;

    private static readonly Field VersionField = new("lacp.version", "LACP Version", @base: FieldBase.Hex);
    private static readonly Field[] ActorFields = PartyFields("actor", "Actor");
    private static readonly Field[] PartnerFields = PartyFields("partner", "Partner");
    private static readonly Field[] AllFields = [VersionField, .. ActorFields, .. PartnerFields];

    private readonly ReadOnlySpan<byte> _octets; // [0..1) version, [1..) items

    private Lacp(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "lacp";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => 0;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.None;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Lacp layer)
    {
        layer = default;
        if (octets.IsEmpty)
            return ReadStatus.TooShort;
        layer = new Lacp(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(VersionField, 0, 1, _octets[0]);
        DescribeParty(sink, ActorAt, 1, ActorFields);
        DescribeParty(sink, PartnerAt, 2, PartnerFields);
    }

    private void DescribeParty(FieldSink sink, int at, byte type, Field[] fields)
    {
        if (_octets.Length < at + PartyLength || _octets[at] != type || _octets[at + 1] != PartyLength)
            return;
        at += 2;
        sink.Add(fields[0], at, 2, ReadUInt16BigEndian(_octets[at..]));
        sink.Add(fields[1], at + 2, 6, _octets.Slice(at + 2, 6));
        sink.Add(fields[2], at + 8, 2, ReadUInt16BigEndian(_octets[(at + 8)..]));
        sink.Add(fields[3], at + 10, 2, ReadUInt16BigEndian(_octets[(at + 10)..]));
        sink.Add(fields[4], at + 12, 2, ReadUInt16BigEndian(_octets[(at + 12)..]));
        sink.Add(fields[5], at + 14, 1, _octets[at + 14]);
    }

    private static Field[] PartyFields(string party, string title) =>
        [
            new($"lacp.{party}.sys_priority", $"{title} System Priority"),
            new($"lacp.{party}.sysid", $"{title} System ID", FieldKind.Ether),
            new($"lacp.{party}.key", $"{title} Key"),
            new($"lacp.{party}.port_priority", $"{title} Port Priority"),
            new($"lacp.{party}.port", $"{title} Port"),
            new($"lacp.{party}.state", $"{title} State", @base: FieldBase.Hex),
        ];
}
