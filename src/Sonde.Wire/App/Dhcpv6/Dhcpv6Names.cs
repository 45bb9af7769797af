namespace Sonde.Wire;

/// <summary>The words of smaller DHCPv6 registries.</summary>
internal static class Dhcpv6Names
{
    public static string? Duid(ulong value) =>
        value switch
        {
            1 => "link-layer address plus time",
            2 => "assigned by vendor based on Enterprise number",
            3 => "link-layer address",
            4 => "Universally Unique IDentifier (UUID)",
            _ => null,
        };

    public static string? Status(ulong value) =>
        value switch
        {
            0 => "Success",
            1 => "UnspecFail",
            2 => "NoAddrsAvail",
            3 => "NoBinding",
            4 => "NotOnLink",
            5 => "UseMulticast",
            6 => "NoPrefixAvail",
            7 => "UnknownQueryType",
            8 => "MalformedQuery",
            9 => "NotConfigured",
            10 => "NotAllowed",
            11 => "QueryTerminated",
            12 => "DataMissing",
            13 => "CatchUpComplete",
            14 => "NotSupported",
            15 => "TLSConnectionRefused",
            _ => null,
        };
}
