namespace Sonde.Wire;

/// <summary>The registered types and codes of ICMP (IANA) in words.</summary>
public static class IcmpNames
{
    /// <summary>A type in words, or null.</summary>
    public static string? TypeName(ulong value) =>
        value switch
        {
            0 => "Echo (ping) reply",
            3 => "Destination unreachable",
            4 => "Source quench (flow control)",
            5 => "Redirect",
            6 => "Alternate host address",
            8 => "Echo (ping) request",
            9 => "Router advertisement",
            10 => "Router solicitation",
            11 => "Time-to-live exceeded",
            12 => "Parameter problem",
            13 => "Timestamp request",
            14 => "Timestamp reply",
            15 => "Information request",
            16 => "Information reply",
            17 => "Address mask request",
            18 => "Address mask reply",
            30 => "Traceroute",
            31 => "Datagram conversion error",
            32 => "Mobile host redirect",
            33 => "IPv6 where-are-you",
            34 => "IPv6 I-am-here",
            35 => "Mobile registration request",
            36 => "Mobile registration reply",
            37 => "Domain name request",
            38 => "Domain name reply",
            39 => "SKIP",
            40 => "Photuris",
            41 => "Experimental mobility protocols",
            42 => "Extended echo request",
            43 => "Extended echo reply",
            253 or 254 => "Experiment",
            _ => null,
        };

    /// <summary>A code in words, or null; its meaning depends on the type.</summary>
    public static string? CodeName(byte type, byte code) =>
        type switch
        {
            Icmp.Unreachable => UnreachableName(code),
            Icmp.Redirect => code switch
            {
                0 => "Redirect for network",
                1 => "Redirect for host",
                2 => "Redirect for type of service and network",
                3 => "Redirect for type of service and host",
                _ => null,
            },
            9 => code switch
            {
                0 => "Normal router advertisement",
                16 => "Does not route common traffic",
                _ => null,
            },
            Icmp.TimeExceeded => code switch
            {
                0 => "Time to live exceeded in transit",
                1 => "Fragment reassembly time exceeded",
                _ => null,
            },
            Icmp.ParameterProblem => code switch
            {
                0 => "Pointer indicates the error",
                1 => "Required option missing",
                2 => "Bad length",
                _ => null,
            },
            40 => code switch
            {
                0 => "Bad SPI",
                1 => "Authentication failed",
                2 => "Decompression failed",
                3 => "Decryption failed",
                4 => "Need authentication",
                5 => "Need authorization",
                _ => null,
            },
            43 => code switch
            {
                0 => "No error",
                1 => "Malformed query",
                2 => "No such interface",
                3 => "No such table entry",
                4 => "Multiple interfaces satisfy query",
                _ => null,
            },
            _ => null,
        };

    private static string? UnreachableName(byte code) =>
        code switch
        {
            0 => "Network unreachable",
            1 => "Host unreachable",
            2 => "Protocol unreachable",
            3 => "Port unreachable",
            4 => "Fragmentation needed",
            5 => "Source route failed",
            6 => "Destination network unknown",
            7 => "Destination host unknown",
            8 => "Source host isolated",
            9 => "Network administratively prohibited",
            10 => "Host administratively prohibited",
            11 => "Network unreachable for type of service",
            12 => "Host unreachable for type of service",
            13 => "Communication administratively filtered",
            14 => "Host precedence violation",
            15 => "Precedence cutoff in effect",
            _ => null,
        };
}
