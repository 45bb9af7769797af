using Sonde.Wire;
using static Sonde.Analysis.ThreatFinding;

namespace Sonde.Analysis;

/// <summary>Finds servers that agree to broken versions or ciphers of TLS, or whose certificate proves nothing.</summary>
/// <remarks>Memory: <see cref="Limit"/> servers with a weakness each.</remarks>
internal sealed class TlsDetector(TlsJudge judge) : IDetector
{
    /// <summary>Pairs of a server and a weakness that are kept.</summary>
    public const int Limit = 5_000;

    /// <summary>Connections kept of each.</summary>
    public const int MostPlaces = 1_000;

    private readonly BoundedTable<(Endpoint Server, string Weakness, bool IsCertificate), Weak> _weak = new(
        Limit,
        weak => weak.Places.Count
    );
    private long _notKept;

    public IEnumerable<ThreatLimit> Limits =>
        [
            new("weak_tls_servers_in_memory", Limit, _weak.Forgotten),
            new("weak_tls_connections_of_a_server_in_memory", MostPlaces, _notKept),
        ];

    /// <summary>A connection ended.</summary>
    public void See(TlsConnection connection)
    {
        if (connection.Choice is not { } choice || connection.ServerHelloAt is not { } at)
            return;
        // a server that only said which version it would take has agreed to nothing
        bool isAgreed = connection.Outcome is TlsOutcome.Completed or TlsOutcome.Incomplete;
        if (isAgreed && judge.WeaknessOfVersion(choice.Version) is { } version)
            Add(
                connection,
                Text($"version 0x{choice.Version:x4}: {version}"),
                at,
                false,
                choice.Version <= TlsVersions.Ssl3 ? ThreatSeverity.Medium : ThreatSeverity.Low
            );
        if (isAgreed && judge.WeaknessOfSuite(choice.CipherSuite) is { } suite)
            Add(connection, $"{TlsCipherSuites.NameOf(choice.CipherSuite)}: {suite}", at, false, ThreatSeverity.Medium);
        if (connection.ServerChain is { Certificates: [{ } own, ..], Place: var place })
        {
            foreach (string problem in judge.ProblemsOf(own, place.At, connection.Offer?.ServerName))
                Add(
                    connection,
                    problem,
                    place,
                    true,
                    problem.Contains("expired", StringComparison.Ordinal) ? ThreatSeverity.Medium : ThreatSeverity.Low
                );
        }
    }

    public void Report(List<ThreatFinding> findings)
    {
        foreach (Weak weak in _weak.Values)
        {
            var frames = new FrameTrail();
            foreach (StreamPlace place in weak.Places.Values)
                frames.Add(place);
            findings.Add(
                new ThreatFinding
                {
                    Kind = weak.IsCertificate ? ThreatKinds.BadCertificate : ThreatKinds.WeakTls,
                    Severity = weak.Severity,
                    Confidence = weak.IsCertificate ? 0.8 : 0.95,
                    Detail = weak.IsCertificate
                        ? Text(
                            $"{weak.Server} sent a certificate of which is to be said: {weak.Weakness}; {frames.Count} times"
                        )
                        : Text($"{weak.Server} agreed to {weak.Weakness}; {frames.Count} connections"),
                    Reasons = [weak.Weakness, Text($"{weak.Clients.Count} clients")],
                    Actor = weak.Server.Address.ToString(),
                    Victim = weak.Clients.Count == 1 ? weak.Clients.First().ToString() : null,
                    Port = weak.Server.Port,
                    Side = weak.IsCertificate ? ThreatSide.Server : ThreatSide.Both,
                    Count = frames.Count,
                    Unit = "connections",
                    Measures = [new("connections", frames.Count), new("clients", weak.Clients.Count)],
                    Frames = frames,
                }
            );
        }
    }

    private void Add(
        TlsConnection connection,
        string weakness,
        StreamPlace place,
        bool isCertificate,
        ThreatSeverity severity
    )
    {
        Weak weak = _weak.GetOrAdd(
            (connection.Server, weakness, isCertificate),
            key => new Weak(key.Server, key.Weakness, key.IsCertificate)
        );
        weak.Severity = severity;
        if (weak.Places.Count < MostPlaces)
            weak.Places[place.Frame] = place;
        else
            _notKept++;
        if (weak.Clients.Count < 256)
            weak.Clients.Add(connection.Client.Address);
    }

    private sealed class Weak(Endpoint server, string weakness, bool isCertificate)
    {
        public Endpoint Server => server;

        public string Weakness => weakness;

        public bool IsCertificate => isCertificate;

        public ThreatSeverity Severity { get; set; }

        /// <summary>Frames in their order: connections end in another one than they begin.</summary>
        public SortedDictionary<long, StreamPlace> Places { get; } = [];

        public HashSet<Address> Clients { get; } = [];
    }
}
