using Sonde.Probes;

namespace Sonde.Engine;

/// <summary>States of ports as answers spell them.</summary>
internal static class PortStates
{
    /// <summary>Every state, in the order of tables.</summary>
    public static IReadOnlyList<PortState> All { get; } =
    [PortState.Open, PortState.Closed, PortState.Filtered, PortState.OpenFiltered, PortState.Error];

    /// <summary>The word of a state.</summary>
    public static string Name(PortState state) =>
        state switch
        {
            PortState.Open => "open",
            PortState.Closed => "closed",
            PortState.Filtered => "filtered",
            PortState.OpenFiltered => "open_filtered",
            _ => "error",
        };

    /// <summary>The row of a finding.</summary>
    public static PortAtAddress Row(System.Net.IPAddress address, PortFinding finding) =>
        new()
        {
            Address = address.ToString(),
            State = Name(finding.State),
            ErrorCode = finding.Code,
            ErrorFrom = finding.By?.ToString(),
            ResponseTimeMs = ServiceTarget.Milliseconds(finding.Time),
        };

    /// <summary>What a code means, as the end of a sentence.</summary>
    public static string Words(PortFinding finding) =>
        finding.Code switch
        {
            null => "it accepts connections",
            PortFinding.Refused => "the host itself refuses the connection, so it is reachable and nobody listens",
            PortFinding.TimedOut when finding.State == PortState.OpenFiltered =>
                "there was no answer, which a service that ignores the question gives as well as a firewall",
            PortFinding.TimedOut => "there was no answer at all, as when a firewall drops packets or the host is down",
            "icmp_port_unreachable" when finding.State == PortState.Closed => "the host says that nobody listens",
            "icmp_host_unreachable" or "host_unreachable" => "the host does not answer in its own network",
            "no_route" => "this machine has no route to it",
            "not_permitted" => "this machine's own firewall forbids it",
            "no_local_address" => "this machine has no address of its family, or no free port, to reach it from",
            "no_such_address_family" => "this machine has no such family of addresses",
            { } code when code.StartsWith("icmp_", StringComparison.Ordinal) =>
                $"{finding.By?.ToString() ?? "a host on the way"} answers {code}",
            { } code => code,
        };
}
