namespace Sonde.Engine;

/// <summary>One kind of statement.</summary>
/// <param name="Name">Its published name.</param>
/// <param name="Takes">The members that it may have.</param>
/// <param name="Needs">Those that it must have; of alternatives, written with a bar, exactly one.</param>
/// <param name="Judge">Makes who judges it.</param>
internal sealed record ClaimKind(
    string Name,
    IReadOnlyList<string> Takes,
    IReadOnlyList<string> Needs,
    Func<Claim, CaptureEngine, IClaimJudge> Judge
);

/// <summary>The closed list of what can be stated.</summary>
internal static class ClaimKinds
{
    private static readonly string[] Times = ["most_ms|least_ms"];

    public static IReadOnlyList<ClaimKind> All { get; } =
    [
        new("reset", ["by", "of", "after_idle_s"], ["by"], (claim, _) => new ResetClaim(claim)),
        new("connection_refused", ["client", "server"], ["server"], (claim, _) => new RefusalClaim(claim)),
        new("no_answer", ["client", "server"], ["server"], (claim, engine) => new AnswerClaim(claim, engine)),
        new("retransmissions", ["client", "server", .. Bounds], [], (claim, _) => new RetransmissionClaim(claim)),
        new("packet_loss", ["client", "server", .. Bounds], [], (claim, _) => new LossClaim(claim)),
        new("rtt", ["client", "server", "most_ms", "least_ms"], Times, (claim, _) => new RoundTripClaim(claim)),
        new("zero_window", ["by", "of"], [], (claim, _) => new ZeroWindowClaim(claim)),
        new(
            "dns_answer_time",
            ["most_ms", "least_ms", "name", "server"],
            Times,
            (claim, engine) => new DnsClaim(claim, engine)
        ),
        new("dns_failed", ["name", "rcode", "server"], [], (claim, engine) => new DnsClaim(claim, engine)),
        new("tls_version", ["version", "server"], ["version"], (claim, _) => new TlsClaim(claim)),
        new("tls_failed", ["server", "alert"], [], (claim, _) => new TlsClaim(claim)),
        new("certificate_expired", ["server"], [], (claim, _) => new TlsClaim(claim)),
        new(
            "http_status",
            ["host", "status", "least_count", "most_count"],
            ["status"],
            (claim, _) => new HttpClaim(claim)
        ),
        new("http_response_time", ["host", "most_ms", "least_ms"], Times, (claim, _) => new HttpClaim(claim)),
        new(
            "traffic",
            ["host", "least_count", "most_count", "least_octets", "most_octets"],
            ["host"],
            (claim, engine) => new PacketClaim(claim, engine)
        ),
        new("protocol_present", ["name"], ["name"], (claim, engine) => new PacketClaim(claim, engine)),
        new("host_present", ["host"], ["host"], (claim, engine) => new PacketClaim(claim, engine)),
    ];

    private static string[] Bounds => ["least_count", "most_count", "least_percent", "most_percent"];

    private static readonly (string Name, Func<ClaimArguments, object?> Value)[] Members =
    [
        ("by", one => one.By),
        ("of", one => one.Of),
        ("client", one => one.Client),
        ("server", one => one.Server),
        ("host", one => one.Host),
        ("name", one => one.Name),
        ("rcode", one => one.Rcode),
        ("version", one => one.Version),
        ("alert", one => one.Alert),
        ("status", one => one.Status),
        ("after_idle_s", one => one.AfterIdleS),
        ("most_ms", one => one.MostMs),
        ("least_ms", one => one.LeastMs),
        ("most_percent", one => one.MostPercent),
        ("least_percent", one => one.LeastPercent),
        ("most_count", one => one.MostCount),
        ("least_count", one => one.LeastCount),
        ("most_octets", one => one.MostOctets),
        ("least_octets", one => one.LeastOctets),
    ];

    /// <summary>The kind of a statement, once its members are those that it takes and needs.</summary>
    /// <exception cref="EngineException">The kind is unknown, or a member does not belong to it, is missing or below zero.</exception>
    public static ClaimKind Of(ClaimArguments arguments)
    {
        ClaimKind kind =
            All.FirstOrDefault(one => one.Name == arguments.Kind)
            ?? throw EngineException.UnknownName(
                "kind of claim",
                arguments.Kind ?? "",
                [.. All.Select(one => one.Name)]
            );
        string[] given = [.. Members.Where(one => one.Value(arguments) is not null).Select(one => one.Name)];
        if (given.FirstOrDefault(name => !kind.Takes.Contains(name)) is { } foreign)
            throw new EngineException(
                EngineFault.InvalidArgument,
                $"A claim of kind {kind.Name} has no {foreign}, so it would not be judged by it.",
                $"Leave {foreign} out; {kind.Name} takes {string.Join(", ", kind.Takes)}.",
                kind.Takes
            );
        foreach (string need in kind.Needs)
        {
            string[] choices = need.Split('|');
            if (choices.Count(given.Contains) != 1)
                throw new EngineException(
                    EngineFault.InvalidArgument,
                    choices.Length == 1
                        ? $"A claim of kind {kind.Name} needs {need}."
                        : $"A claim of kind {kind.Name} needs one of {string.Join(" and ", choices)}, and not both.",
                    $"{kind.Name} takes {string.Join(", ", kind.Takes)}.",
                    choices
                );
        }
        foreach ((string name, Func<ClaimArguments, object?> value) in Members)
        {
            if (value(arguments) is double and not >= 0 or long and < 0)
                throw new EngineException(EngineFault.InvalidArgument, $"{name} counts from 0.");
            if (value(arguments) is string text && string.IsNullOrWhiteSpace(text))
                throw new EngineException(EngineFault.InvalidArgument, $"{name} is empty.", "Leave it out for any.");
        }
        return kind;
    }
}
