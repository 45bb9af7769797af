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

    /// <summary>Connections under way that are judged when findings are asked for before they end.</summary>
    public const int MostOpen = 10_000;

    private readonly BoundedTable<(Endpoint Server, string Weakness, bool IsCertificate), Weak> _weak = new(
        Limit,
        weak => weak.Places.Count
    );
    private readonly HashSet<TlsConnection> _open = [];
    private long _notKept;

    public IEnumerable<ThreatLimit> Limits =>
        [
            new("weak_tls_servers_in_memory", Limit, _weak.Forgotten),
            new("weak_tls_connections_of_a_server_in_memory", MostPlaces, _notKept),
        ];

    /// <summary>A connection began.</summary>
    public void Open(TlsConnection connection)
    {
        if (_open.Count < MostOpen)
            _open.Add(connection);
    }

    /// <summary>A connection ended.</summary>
    public void See(TlsConnection connection)
    {
        _open.Remove(connection);
        foreach (Flaw flaw in FlawsOf(connection))
        {
            Weak weak = _weak.GetOrAdd(flaw.Key, key => new Weak(key.Server, key.Weakness, key.IsCertificate));
            if (!weak.Add(flaw, connection.Client.Address))
                _notKept++;
        }
    }

    private IEnumerable<Flaw> FlawsOf(TlsConnection connection)
    {
        if (connection.Choice is not { } choice || connection.ServerHelloAt is not { } at)
            yield break;
        Endpoint server = connection.Server;
        // a server that only said which version it would take has agreed to nothing
        bool isAgreed = connection.Outcome is TlsOutcome.Completed or TlsOutcome.Incomplete;
        if (isAgreed && judge.WeaknessOfVersion(choice.Version) is { } version)
            yield return new Flaw(
                (server, Text($"version 0x{choice.Version:x4}: {version}"), false),
                at,
                choice.Version <= TlsVersions.Ssl3 ? ThreatSeverity.Medium : ThreatSeverity.Low
            );
        if (isAgreed && judge.WeaknessOfSuite(choice.CipherSuite) is { } suite)
            yield return new Flaw(
                (server, $"{TlsCipherSuites.NameOf(choice.CipherSuite)}: {suite}", false),
                at,
                ThreatSeverity.Medium
            );
        if (connection.ServerChain is not { Certificates: [{ } own, ..], Place: var place })
            yield break;
        foreach (string problem in judge.ProblemsOf(own, place.At, connection.Offer?.ServerName))
            yield return new Flaw(
                (server, problem, true),
                place,
                problem.Contains("expired", StringComparison.Ordinal) ? ThreatSeverity.Medium : ThreatSeverity.Low
            );
    }

    // What was seen of connections that are still open counts now, and again when they end: nothing of it is kept.
    private List<Weak> WithOpenOnes()
    {
        List<Weak> all = [.. _weak.Values];
        if (_open.Count == 0)
            return all;
        Dictionary<(Endpoint, string, bool), Weak> copies = [];
        foreach (TlsConnection connection in _open)
        {
            foreach (Flaw flaw in FlawsOf(connection))
            {
                if (!copies.TryGetValue(flaw.Key, out Weak? weak))
                {
                    _weak.TryGet(flaw.Key, out Weak? known);
                    weak = new Weak(flaw.Key.Server, flaw.Key.Weakness, flaw.Key.IsCertificate, known);
                    copies.Add(flaw.Key, weak);
                    all.RemoveAll(one => one == known);
                    all.Add(weak);
                }
                weak.Add(flaw, connection.Client.Address);
            }
        }
        return all;
    }

    public void Report(List<ThreatFinding> findings)
    {
        foreach (Weak weak in WithOpenOnes())
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

    private readonly record struct Flaw(
        (Endpoint Server, string Weakness, bool IsCertificate) Key,
        StreamPlace Place,
        ThreatSeverity Severity
    );

    private sealed class Weak(Endpoint server, string weakness, bool isCertificate, Weak? known = null)
    {
        public Endpoint Server => server;

        public string Weakness => weakness;

        public bool IsCertificate => isCertificate;

        public ThreatSeverity Severity { get; private set; }

        /// <summary>Frames in their order: connections end in another one than they begin.</summary>
        public SortedDictionary<long, StreamPlace> Places { get; } = known is null ? [] : new(known.Places);

        public HashSet<Address> Clients { get; } = known is null ? [] : [.. known.Clients];

        /// <summary>Adds a connection; false where no more are kept.</summary>
        public bool Add(in Flaw flaw, Address client)
        {
            Severity = flaw.Severity;
            if (Clients.Count < 256)
                Clients.Add(client);
            if (Places.Count >= MostPlaces)
                return false;
            Places[flaw.Place.Frame] = flaw.Place;
            return true;
        }
    }
}
