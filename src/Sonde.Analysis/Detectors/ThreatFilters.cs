using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Display filters that select what detectors count.</summary>
/// <remarks>What an ICMP error quotes was not sent now, so packets with ICMP are left out where ports are asked for.</remarks>
internal static class ThreatFilters
{
    public const string NotQuoted = "!icmp && !icmpv6";

    public const string PureSyn = "tcp.flags.syn == 1 && tcp.flags.ack == 0";

    public static string From(Address address) => $"{Field(address)}.src == {address}";

    public static string To(Address address) => $"{Field(address)}.dst == {address}";

    public static string Between(Address source, Address destination) => $"{From(source)} && {To(destination)}";

    /// <summary>Attempts to open a TCP connection.</summary>
    public static string Syns(Address source, Address destination, ushort? port = null) =>
        port is { } one
            ? $"{Between(source, destination)} && tcp.dstport == {one} && {PureSyn} && {NotQuoted}"
            : $"{Between(source, destination)} && {PureSyn} && {NotQuoted}";

    /// <summary>The same, seconds apart from others: only frames from the first to the last.</summary>
    public static string Within(string filter, FrameTrail frames) =>
        $"{filter} && frame.number >= {frames.First} && frame.number <= {frames.Last}";

    /// <summary>Pings and their answers, without those that an error quotes.</summary>
    public static string Echo(Address address, bool requestsOnly) =>
        address.Version == 6
            ? $"icmpv6.type {(requestsOnly ? "== 128" : "in {128, 129}")} && !(icmpv6.type in {{1, 2, 3, 4}})"
            : $"icmp.type {(requestsOnly ? "== 8" : "in {0, 8}")} && !(icmp.type in {{3, 4, 5, 11, 12}})";

    /// <summary>What a client sent to a service: SYNs and data, or datagrams.</summary>
    public static string Asks(in ServiceKey key)
    {
        bool isTcp = key.Protocol == IpProtocols.Tcp;
        string asks = isTcp ? "(tcp.flags.syn == 1 && tcp.flags.ack == 0 || tcp.len > 0)" : "udp";
        return $"{Between(key.Client, key.Server)} && {(isTcp ? "tcp" : "udp")}.dstport == {key.Port} && {asks} && {NotQuoted}";
    }

    private static string Field(Address address) => address.Version == 6 ? "ipv6" : "ip";
}
