using Sonde.Wire;
using static Sonde.Analysis.ThreatFinding;

namespace Sonde.Analysis;

/// <summary>Finds passwords that were sent in the clear, and tells which logins were refused.</summary>
/// <remarks>Memory: <see cref="Limit"/> pairs of client and service, with at most <see cref="MostUsers"/> names each; no password.</remarks>
internal sealed class LoginDetector(Func<Flow, FlowWatch?> watchOf) : IDetector
{
    /// <summary>Pairs of client and service kept.</summary>
    public const int Limit = 5_000;

    private const int MostUsers = 20;
    private const int LongestUser = 64;

    private readonly BoundedTable<(Address, Endpoint, string), Logins> _logins = new(
        Limit,
        logins => logins.Frames.Count
    );

    public IEnumerable<ThreatLimit> Limits => [new("logins_in_memory", Limit, _logins.Forgotten)];

    /// <summary>Reads the connections of a pass.</summary>
    public StreamReassembler Reader => new(flow => new LoginReader(flow, this), endsWhenClosed: true);

    public void Password(Flow flow, string protocol, string? user, StreamPlace place)
    {
        Logins logins = _logins.GetOrAdd(
            (flow.Initiator.Address, flow.Responder, protocol),
            key => new Logins(key.Item1, key.Item2, key.Item3)
        );
        logins.Frames.Add(place);
        if (user is { Length: > 0 } && logins.Users.Count < MostUsers)
            logins.Users.Add(Clean(user));
        if (watchOf(flow)?.Pair is { } pair)
            pair.Service ??= protocol;
    }

    public void Judged(Flow flow, bool isGranted, StreamPlace place)
    {
        if (watchOf(flow)?.Pair is { } pair)
            (isGranted ? pair.Successes : pair.Failures).Add(place);
    }

    public void Upload(Flow flow, StreamPlace place) => watchOf(flow)?.Pair?.Uploads.Add(place);

    public void Report(List<ThreatFinding> findings)
    {
        foreach (Logins logins in _logins.Values)
        {
            bool isAnonymous = logins.Users.Count > 0 && logins.Users.All(user => user is "anonymous" or "ftp");
            bool isInside = AddressBlocks.IsLoopback(logins.Client);
            string users = string.Join(", ", logins.Users.Take(3).Select(user => $"'{user}'"));
            findings.Add(
                new ThreatFinding
                {
                    Kind = ThreatKinds.ClearTextCredentials,
                    Severity =
                        isAnonymous ? ThreatSeverity.Info
                        : isInside ? ThreatSeverity.Low
                        : ThreatSeverity.Medium,
                    Confidence = 0.95,
                    Detail = Text(
                        $"{logins.Client} sent a password in the clear to {logins.Protocol.ToUpperInvariant()} on {logins.Server} {logins.Frames.Count} times{(users.Length > 0 ? " for " + users : "")}; it is [redacted] here"
                    ),
                    Reasons =
                    [
                        Text(
                            $"{logins.Protocol.ToUpperInvariant()} sends what is typed as it is, and anybody on the way can read it"
                        ),
                    ],
                    Actor = logins.Client.ToString(),
                    Victim = logins.Server.Address.ToString(),
                    Port = logins.Server.Port,
                    Side = ThreatSide.Both,
                    Count = logins.Frames.Count,
                    Unit = "passwords",
                    Measures = [new("passwords", logins.Frames.Count), new("users", logins.Users.Count)],
                    Frames = logins.Frames,
                }
            );
        }
    }

    // Names are written by whoever sends them.
    private static string Clean(string user)
    {
        user = user.Length > LongestUser ? user[..LongestUser] + "…" : user;
        return string.Concat(
            user.Select(letter =>
                char.IsControl(letter)
                || letter is '\'' or '\\'
                || char.GetUnicodeCategory(letter) is System.Globalization.UnicodeCategory.Format
                    ? '?'
                    : letter
            )
        );
    }

    private sealed class Logins(Address client, Endpoint server, string protocol)
    {
        public Address Client => client;

        public Endpoint Server => server;

        public string Protocol => protocol;

        public FrameTrail Frames { get; } = new();

        public SortedSet<string> Users { get; } = new(StringComparer.Ordinal);
    }
}
