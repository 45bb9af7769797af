using Sonde.Wire;
using static System.Buffers.Binary.BinaryPrimitives;
using static Sonde.Analysis.ThreatFinding;

namespace Sonde.Analysis;

/// <summary>Finds who binds to those interfaces of Windows by which machines are run from afar, and heartbeats that ask for too much.</summary>
/// <remarks>
/// A bind of DCE/RPC names the interface by its UUID, also inside SMB. Memory: <see cref="Limit"/> pairs of client and server
/// with one interface each.
/// </remarks>
internal sealed class RemoteServiceDetector(DetectionThresholds thresholds) : IDetector
{
    /// <summary>Pairs of client and server kept, for each interface.</summary>
    public const int Limit = 5_000;

    private const int Heartbeat = 19; // octets beside the payload: type, length and the least padding

    private sealed record Interface(string Name, string Use, ThreatSeverity Severity, byte[] Uuid);

    // Interfaces by the documents of Microsoft ([MS-SCMR], [MS-TSCH], [MS-RPRN], [MS-EFSR], [MS-DRSR], [MS-DSSP], [MS-RRP]).
    private static readonly Interface[] Interfaces =
    [
        Of("svcctl", "starts services", ThreatSeverity.Medium, "367abb81-9844-35f1-ad32-98f038001003"),
        Of("atsvc", "plans tasks", ThreatSeverity.Medium, "1ff70682-0a51-30e8-076d-740be8cee98b"),
        Of("ITaskSchedulerService", "plans tasks", ThreatSeverity.Medium, "86d35949-83c9-4044-b424-db363231fd0c"),
        Of("spoolss", "installs printer drivers", ThreatSeverity.Medium, "12345678-1234-abcd-ef00-0123456789ab"),
        Of(
            "efsrpc",
            "makes a server log in elsewhere (PetitPotam)",
            ThreatSeverity.High,
            "c681d488-d850-11d0-8c52-00c04fd90f7e"
        ),
        Of(
            "efsrpc",
            "makes a server log in elsewhere (PetitPotam)",
            ThreatSeverity.High,
            "df1941c5-fe89-4e79-bf10-463657acf44d"
        ),
        Of(
            "drsuapi",
            "copies the directory with its passwords (DCSync)",
            ThreatSeverity.Medium,
            "e3514235-4b06-11d1-ab04-00c04fc2dcd2"
        ),
        Of(
            "dssetup",
            "tells or changes a machine's role; broken by MS04-011",
            ThreatSeverity.Low,
            "3919286a-b10c-11d0-9ba8-00c04fd92ef5"
        ),
        Of("netlogon", "proves who a machine is", ThreatSeverity.Info, "12345678-1234-abcd-ef00-01234567cffb"),
        Of("winreg", "reads and writes the registry", ThreatSeverity.Low, "338cd001-2244-31f1-aaaa-900038001003"),
    ];

    private readonly BoundedTable<(Address, Endpoint, string), Use> _uses = new(Limit, use => use.Frames.Count);
    private readonly BoundedTable<(Address, Endpoint), Use> _heartbeats = new(Limit, use => use.Frames.Count);

    public IEnumerable<ThreatLimit> Limits =>
        [new("remote_service_users_in_memory", Limit, _uses.Forgotten + _heartbeats.Forgotten)];

    public void OnSight(in Sight sight)
    {
        if (sight.Protocol != IpProtocols.Tcp || sight.Data.Length < 9)
            return;
        if (sight.FromClient && sight.Length >= 72)
            OnBind(sight);
        if (sight.Data[0] == 24 && sight.Data[1] == 3)
            OnHeartbeat(sight);
    }

    public void Report(List<ThreatFinding> findings)
    {
        foreach (Use use in _uses.Values)
        {
            if (use.Name != "netlogon")
                findings.Add(Make(use));
            else if (
                use.Frames.Count > thresholds.LoginAttempts
                && use.Frames.Seconds <= thresholds.LoginWindow.TotalSeconds
            )
                findings.Add(Guessing(use));
        }
        foreach (Use use in _heartbeats.Values)
        {
            (Address client, Endpoint server, FrameTrail frames) = (use.Client, use.Server, use.Frames);
            findings.Add(
                new ThreatFinding
                {
                    Kind = ThreatKinds.Exploit,
                    Severity = ThreatSeverity.High,
                    Confidence = 0.95,
                    Detail = Text(
                        $"{client} sent {server} {frames.Count} TLS heartbeats that ask for more than they hold (Heartbleed, CVE-2014-0160)"
                    ),
                    Reasons = ["RFC 6520 §4: the claimed length of the payload is larger than the message"],
                    Actor = client.ToString(),
                    Victim = server.Address.ToString(),
                    Port = server.Port,
                    Side = ThreatSide.Client,
                    Count = frames.Count,
                    Unit = "heartbeats",
                    Frames = frames,
                }
            );
        }
    }

    // | version 5 | minor 0 | type 11 bind, 14 alter context | flags | representation 4 | … | UUID and version of each interface
    private void OnBind(in Sight sight)
    {
        ReadOnlySpan<byte> data = sight.Data[..Math.Min(sight.Data.Length, 1_024)];
        for (int at = data.IndexOf((byte)5); at >= 0 && at + 52 <= data.Length; )
        {
            ReadOnlySpan<byte> here = data[at..];
            bool isBind = here[1] == 0 && here[2] is 11 or 14 && here[4] == 0x10 && here[5] == 0;
            if (isBind)
            {
                foreach (Interface one in Interfaces)
                {
                    if (here[24..].IndexOf(one.Uuid) is >= 0 and < 512)
                        Add(sight, one);
                }
                return;
            }
            int next = data[(at + 1)..].IndexOf((byte)5);
            at = next < 0 ? -1 : at + 1 + next;
        }
    }

    // | type 24 | version 2 | length 2 | heartbeat type 1 | payload length 2 | payload | padding ≥ 16 |
    private void OnHeartbeat(in Sight sight)
    {
        int record = ReadUInt16BigEndian(sight.Data[3..]);
        int claimed = ReadUInt16BigEndian(sight.Data[6..]);
        bool isBroken = sight.Data[2] <= 3 && record >= 3 && sight.Data[5] == 1 && claimed + Heartbeat > record;
        if (!isBroken || !sight.FromClient)
            return;
        _heartbeats
            .GetOrAdd((sight.Source.Address, sight.Destination), key => new Use(key.Item1, key.Item2, "", "", default))
            .Frames.Add(sight.Packet.Frame);
    }

    private void Add(in Sight sight, Interface one)
    {
        Use use = _uses.GetOrAdd(
            (sight.Source.Address, sight.Destination, one.Name),
            key => new Use(key.Item1, key.Item2, one.Name, one.Use, one.Severity)
        );
        use.Frames.Add(sight.Packet.Frame);
    }

    // a machine opens its secure channel once; who does it again and again tries keys, as with CVE-2020-1472
    private static ThreatFinding Guessing(Use use) =>
        Make(use) with
        {
            Kind = ThreatKinds.BruteForce,
            Severity = ThreatSeverity.High,
            Confidence = 0.75,
            Detail = Text(
                $"{use.Client} opened the secure channel of {use.Server} {use.Frames.Count} times in {use.Frames.Seconds:0.###} s"
            ),
            Reasons =
            [
                "a machine opens its secure channel (netlogon) once and keeps it; keys are tried like this (CVE-2020-1472)",
            ],
            Against = ["whether it was refused is not looked at"],
        };

    private static ThreatFinding Make(Use use) =>
        new()
        {
            Kind = ThreatKinds.RemoteControl,
            Severity = use.Severity,
            Confidence = 0.5,
            Detail = Text(
                $"{use.Client} bound to {use.Name} of {use.Server}, which {use.What}, {use.Frames.Count} times"
            ),
            Reasons = [$"the bind names the interface {use.Name}", "attackers run machines in their reach by it"],
            Against = ["administrators and Windows itself use it as well"],
            Actor = use.Client.ToString(),
            Victim = use.Server.Address.ToString(),
            Port = use.Server.Port,
            Side = ThreatSide.Client,
            Count = use.Frames.Count,
            Unit = "binds",
            Frames = use.Frames,
        };

    private static Interface Of(string name, string use, ThreatSeverity severity, string uuid) =>
        new(name, use, severity, Guid.Parse(uuid).ToByteArray());

    private sealed class Use(Address client, Endpoint server, string name, string what, ThreatSeverity severity)
    {
        public Address Client => client;

        public Endpoint Server => server;

        public string Name => name;

        public string What => what;

        public ThreatSeverity Severity => severity;

        public FrameTrail Frames { get; } = new();
    }
}
