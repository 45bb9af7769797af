using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>
/// PPP over Ethernet, discovery stage, RFC 2516 §5: | version and type 1 | code 1 | session 2 | length 2 | tags … |,
/// a tag being | type 2 | length 2 | value … |, big-endian.
/// </summary>
public readonly ref struct PppoeDiscovery : ILayer<PppoeDiscovery>
{
    private static readonly Field ServiceField = new("pppoed.tags.service_name", "Service-Name", FieldKind.Text);
    private static readonly Field ConcentratorField = new("pppoed.tags.ac_name", "AC-Name", FieldKind.Text);
    private static readonly Field HostField = new("pppoed.tags.host_uniq", "Host-Uniq", FieldKind.Octets);
    private static readonly Field CookieField = new("pppoed.tags.ac_cookie", "AC-Cookie", FieldKind.Octets);
    private static readonly Field RelayField = new(
        "pppoed.tags.relay_session_id",
        "Relay-Session-Id",
        FieldKind.Octets
    );
    private static readonly Field ServiceErrorField = new(
        "pppoed.tags.service_name_error",
        "Service-Name-Error",
        FieldKind.Text
    );
    private static readonly Field SystemErrorField = new(
        "pppoed.tags.ac_system_error",
        "AC-System-Error",
        FieldKind.Text
    );
    private static readonly Field GenericErrorField = new("pppoed.tags.generic_error", "Generic-Error", FieldKind.Text);
    private static readonly Field[] AllFields =
    [
        .. PppoeHeader.AllFields,
        ServiceField,
        ConcentratorField,
        HostField,
        CookieField,
        RelayField,
        ServiceErrorField,
        SystemErrorField,
        GenericErrorField,
    ];

    private readonly ReadOnlySpan<byte> _octets; // [0..6) header, [6..) tags

    private PppoeDiscovery(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "pppoed";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => 0;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.None;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out PppoeDiscovery layer)
    {
        layer = default;
        if (octets.Length < PppoeHeader.Size)
            return ReadStatus.TooShort;
        int end = PppoeHeader.Size + PppoeHeader.Claimed(octets);
        layer = new PppoeDiscovery(octets[..Math.Min(end, octets.Length)]);
        return end > octets.Length ? ReadStatus.Cut : ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        PppoeHeader.Describe(_octets, sink);
        for (int at = PppoeHeader.Size; at + 4 <= _octets.Length; )
        {
            ushort tag = ReadUInt16BigEndian(_octets[at..]);
            int length = ReadUInt16BigEndian(_octets[(at + 2)..]);
            at += 4;
            if (tag == 0 || length > _octets.Length - at) // RFC 2516 appendix A: End-Of-List
                return;
            DescribeTag(sink, tag, at, _octets.Slice(at, length));
            at += length;
        }
    }

    private static void DescribeTag(FieldSink sink, ushort tag, int at, ReadOnlySpan<byte> value)
    {
        Field? field = tag switch
        {
            0x0101 => ServiceField,
            0x0102 => ConcentratorField,
            0x0103 => HostField,
            0x0104 => CookieField,
            0x0110 => RelayField,
            0x0201 => ServiceErrorField,
            0x0202 => SystemErrorField,
            0x0203 => GenericErrorField,
            _ => null,
        };
        if (field is null || value.IsEmpty)
            return;
        if (field.Kind == FieldKind.Text)
            sink.AddUtf8(field, at, value);
        else
            sink.Add(field, at, value.Length, value);
    }
}
