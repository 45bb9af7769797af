using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Types and codes of ICMP as answers name them.</summary>
internal static class IcmpWords
{
    /// <summary>The name of a type; ICMPv6 is said before its own, since both have echo messages.</summary>
    public static string TypeName(bool isVersion6, byte type)
    {
        string? name = isVersion6 ? Icmpv6Names.TypeName(type) : IcmpNames.TypeName(type);
        name = (isVersion6, type) switch
        {
            (false, Icmp.EchoReply) or (true, Icmpv6.EchoReply) => "Echo Reply",
            (false, Icmp.EchoRequest) or (true, Icmpv6.EchoRequest) => "Echo Request",
            (false, Icmp.Unreachable) => "Destination Unreachable",
            (false, Icmp.SourceQuench) => "Source Quench",
            (false, Icmp.TimeExceeded) => "Time Exceeded",
            (false, Icmp.ParameterProblem) => "Parameter Problem",
            (false, 13) => "Timestamp Request",
            (false, 14) => "Timestamp Reply",
            (false, 15) => "Information Request",
            (false, 16) => "Information Reply",
            _ => name ?? $"Unknown({type})",
        };
        return isVersion6 ? "ICMPv6 " + name : name;
    }

    /// <summary>The name of a code; types without codes of their own have code 0, which means nothing.</summary>
    public static string CodeName(bool isVersion6, byte type, byte code) =>
        (isVersion6 ? Icmpv6Names.CodeName(type, code) : IcmpNames.CodeName(type, code))
        ?? (code == 0 ? "No code" : $"Unknown({code})");

    /// <summary>An Internet protocol by name, else its number.</summary>
    public static string Protocol(byte number) => IpProtocols.NameOf(number) ?? $"protocol {number}";

    /// <summary>Nanoseconds as milliseconds.</summary>
    public static double Milliseconds(double nanoseconds) => nanoseconds / 1e6;
}
