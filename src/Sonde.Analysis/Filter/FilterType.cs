using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>What the values of an operand are, as far as filters tell them apart.</summary>
public enum FilterType : byte
{
    /// <summary>There is no value, only presence.</summary>
    Nothing,

    /// <summary>A whole number, signed or not.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A floating-point number.</summary>
    Double,

    /// <summary>Text.</summary>
    Text,

    /// <summary>Octets: a field, a slice, or all that a protocol spans.</summary>
    Octets,

    /// <summary>An IPv4 address.</summary>
    Ipv4,

    /// <summary>An IPv6 address.</summary>
    Ipv6,

    /// <summary>An IEEE 802 address.</summary>
    Ether,

    /// <summary>A point in time.</summary>
    Time,

    /// <summary>A span of time.</summary>
    Duration,
}

/// <summary>What filters may do with each type of value.</summary>
internal static class FilterTypes
{
    public static FilterType Of(FieldKind kind) =>
        kind switch
        {
            FieldKind.Unsigned or FieldKind.Signed => FilterType.Number,
            FieldKind.Boolean => FilterType.Boolean,
            FieldKind.Text => FilterType.Text,
            FieldKind.Octets => FilterType.Octets,
            FieldKind.Ipv4 => FilterType.Ipv4,
            FieldKind.Ipv6 => FilterType.Ipv6,
            FieldKind.Ether => FilterType.Ether,
            FieldKind.Time => FilterType.Time,
            FieldKind.Duration => FilterType.Duration,
            FieldKind.Double => FilterType.Double,
            _ => FilterType.Nothing,
        };

    /// <summary>The value is kept as a whole number (times in nanoseconds).</summary>
    public static bool IsWhole(FilterType type) =>
        type is FilterType.Number or FilterType.Boolean or FilterType.Time or FilterType.Duration;

    /// <summary>The value is kept as octets.</summary>
    public static bool IsOctets(FilterType type) =>
        type is FilterType.Text or FilterType.Octets or FilterType.Ipv4 or FilterType.Ipv6 or FilterType.Ether;

    public static bool CanSearch(FilterType type) => type is FilterType.Text or FilterType.Octets or FilterType.Ether;

    public static bool CanSlice(FilterType type) => IsOctets(type);

    public static bool CanCompute(FilterType type) =>
        type is FilterType.Number or FilterType.Double or FilterType.Duration;

    public static bool CanMask(FilterType type) =>
        type is FilterType.Number or FilterType.Boolean or FilterType.Octets or FilterType.Ether or FilterType.Ipv4;

    public static bool AreComparable(FilterType left, FilterType right) =>
        left == right
        || (left is FilterType.Number or FilterType.Boolean && right is FilterType.Number or FilterType.Boolean)
        || (left == FilterType.Octets && IsOctets(right))
        || (right == FilterType.Octets && IsOctets(left));

    /// <summary>The type in words, plural.</summary>
    public static string Words(FilterType type) =>
        type switch
        {
            FilterType.Number => "numbers",
            FilterType.Boolean => "true or false",
            FilterType.Double => "floating-point numbers",
            FilterType.Text => "text",
            FilterType.Octets => "octets",
            FilterType.Ipv4 => "IPv4 addresses",
            FilterType.Ipv6 => "IPv6 addresses",
            FilterType.Ether => "Ethernet addresses",
            FilterType.Time => "points in time",
            FilterType.Duration => "spans of time",
            _ => "no value",
        };
}
