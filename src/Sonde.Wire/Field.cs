namespace Sonde.Wire;

/// <summary>What the value of a field is.</summary>
public enum FieldKind : byte
{
    /// <summary>A group of fields without a value of its own.</summary>
    Group,

    /// <summary>An unsigned number of up to 64 bits.</summary>
    Unsigned,

    /// <summary>A signed number, stored as the two's complement in 64 bits.</summary>
    Signed,

    /// <summary>0 or 1.</summary>
    Boolean,

    /// <summary>Text.</summary>
    Text,

    /// <summary>Octets.</summary>
    Octets,

    /// <summary>An IPv4 address: four octets.</summary>
    Ipv4,

    /// <summary>An IPv6 address: sixteen octets.</summary>
    Ipv6,

    /// <summary>An IEEE 802 address: six octets.</summary>
    Ether,

    /// <summary>A point in time: nanoseconds since 1970 UTC.</summary>
    Time,

    /// <summary>A span of time: nanoseconds.</summary>
    Duration,

    /// <summary>A floating-point number.</summary>
    Double,
}

/// <summary>How a number is printed.</summary>
public enum FieldBase : byte
{
    /// <summary>Decimal.</summary>
    Dec,

    /// <summary>Hexadecimal with 0x and as many digits as the field has octets.</summary>
    Hex,
}

/// <summary>One field of a protocol: the name is Wireshark's and is unique.</summary>
/// <remarks>Fields are compared by reference: each exists once, in the file of its protocol.</remarks>
public sealed class Field(
    string name,
    string title,
    FieldKind kind = FieldKind.Unsigned,
    FieldBase @base = FieldBase.Dec,
    Func<ulong, string?>? names = null
)
{
    private static int _made;

    /// <summary>Position in the order in which fields were made; tables over fields are arrays indexed by it.</summary>
    public int Id { get; } = Interlocked.Increment(ref _made);

    /// <summary>Wireshark's name, such as <c>udp.srcport</c>.</summary>
    public string Name { get; } = name;

    /// <summary>The field in words.</summary>
    public string Title { get; } = title;

    /// <summary>What the value is.</summary>
    public FieldKind Kind { get; } = kind;

    /// <summary>How a number is printed.</summary>
    public FieldBase Base { get; } = @base;

    /// <summary>The standard's word for a value, or null where it has none.</summary>
    public Func<ulong, string?>? Names { get; } = names;

    /// <summary>A second name for values shown elsewhere (<c>ip.addr</c> for both addresses): for filters, not for listings.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Octets are printed with colons between them, as link-layer addresses of any length are.</summary>
    public bool HasColons { get; init; }

    /// <summary>Octets that a hexadecimal value is printed with at least, where that is more than the field has on the wire.</summary>
    public int Width { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
