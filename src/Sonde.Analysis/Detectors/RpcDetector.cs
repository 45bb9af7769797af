using Sonde.Wire;
using static System.Buffers.Binary.BinaryPrimitives;
using static Sonde.Analysis.ThreatFinding;

namespace Sonde.Analysis;

/// <summary>Finds messages of ONC RPC (portmap, NFS, NLM, mount) that no program may send: they are made to overrun who reads them.</summary>
/// <remarks>
/// A call is known by its type, the version 2 and a program of the block of NFS, on any port; an answer of rpcbind by the call that it
/// answers. Memory: <see cref="Limit"/> pairs of hosts and <see cref="CallLimit"/> calls.
/// </remarks>
internal sealed class RpcDetector : IDetector
{
    /// <summary>Pairs of sender and receiver kept.</summary>
    public const int Limit = 5_000;

    /// <summary>Calls for an address whose answers are waited for.</summary>
    public const int CallLimit = 10_000;

    private const int Header = 24; // octets of a call before its credentials, RFC 5531 §9
    private const int LongestProof = 400; // octets of credentials or a verifier, RFC 5531 §8.2
    private const int LongestName = 255; // octets of a machine's name, RFC 5531 appendix A
    private const int MostGroups = 16;
    private const int LongestAddress = 64; // the longest universal address of RFC 5665 §5.2.3 has 54
    private const uint Portmap = 100_000;
    private const uint LastProgram = 100_999; // of the block in which portmap, NFS, mount and NLM have theirs
    private const uint MostVersions = 16;
    private const uint MostProcedures = 64;
    private const uint NoProof = 0;
    private const uint SystemProof = 1;
    private const uint MostFlavors = 6; // RPCSEC_GSS, RFC 2203

    private readonly BoundedTable<(Address, Endpoint, string), Broken> _broken = new(
        Limit,
        broken => broken.Frames.Count
    );
    private readonly BoundedTable<(Endpoint Client, Endpoint Server, uint Number), Call> _calls = new(
        CallLimit,
        _ => 0
    );

    public IEnumerable<ThreatLimit> Limits =>
        [
            new("broken_rpc_senders_in_memory", Limit, _broken.Forgotten),
            new("rpcbind_calls_in_memory", CallLimit, _calls.Forgotten),
        ];

    public void OnSight(in Sight sight)
    {
        ReadOnlySpan<byte> message = sight.Data;
        if (sight.Protocol == IpProtocols.Tcp)
        {
            // | last 1 bit | length 31 | message |, RFC 5531 §11
            bool isRecord =
                message.Length > 4
                && (message[0] & 0x80) != 0
                && (ReadUInt32BigEndian(message) & 0x7fff_ffff) is >= Header and < 1 << 24;
            message = isRecord ? message[4..] : [];
        }
        else if (sight.Protocol != IpProtocols.Udp)
        {
            return;
        }
        if (message.Length < Header)
            return;
        uint type = ReadUInt32BigEndian(message[4..]);
        if (type == 0 && IsCall(message))
            OnCall(message, sight);
        else if (type == 1 && sight.Source.Port == 111)
            OnAnswer(message, sight);
    }

    public void Report(List<ThreatFinding> findings)
    {
        foreach (Broken broken in _broken.Values)
            findings.Add(Make(broken));
    }

    // Other protocols have a 0 and a 2 in these places too: the program, its version and procedure have to be some that there are.
    private static bool IsCall(ReadOnlySpan<byte> message) =>
        ReadUInt32BigEndian(message[8..]) == 2
        && ReadUInt32BigEndian(message[12..]) is >= Portmap and <= LastProgram
        && ReadUInt32BigEndian(message[16..]) is >= 1 and <= MostVersions
        && ReadUInt32BigEndian(message[20..]) <= MostProcedures;

    private void OnCall(ReadOnlySpan<byte> message, in Sight sight)
    {
        bool asksForAddress =
            ReadUInt32BigEndian(message[12..]) == Portmap
            && ReadUInt32BigEndian(message[16..]) is 3 or 4
            && ReadUInt32BigEndian(message[20..]) is 3 or 9;
        if (asksForAddress)
            _calls.GetOrAdd((sight.Source, sight.Destination, ReadUInt32BigEndian(message)), _ => new Call());
        if (Flaw(message[Header..]) is { } flaw)
            Add(sight, flaw);
    }

    // | flavor 4 | length 4 | credentials | flavor 4 | length 4 | verifier |
    private static string? Flaw(ReadOnlySpan<byte> proofs)
    {
        if (proofs.Length < 8)
            return null;
        uint flavor = ReadUInt32BigEndian(proofs);
        uint length = ReadUInt32BigEndian(proofs[4..]);
        if (flavor > MostFlavors)
            return null;
        if (length > LongestProof)
            return Text($"credentials of {length} octets, where RFC 5531 §8.2 allows {LongestProof}");
        ReadOnlySpan<byte> credentials = proofs[8..];
        if (flavor == SystemProof && credentials.Length >= 8 && length >= 8)
        {
            uint name = ReadUInt32BigEndian(credentials[4..]);
            if (name > LongestName)
                return Text($"a machine's name of {name} octets, where RFC 5531 appendix A allows {LongestName}");
            int groups = 8 + ((int)name + 3 & ~3) + 8;
            if (
                credentials.Length >= groups + 4
                && ReadUInt32BigEndian(credentials[groups..]) is > MostGroups and var many
            )
                return Text($"{many} groups of a user, where RFC 5531 appendix A allows {MostGroups}");
        }
        int next = (int)length + 3 & ~3;
        if (credentials.Length < next + 8)
            return null;
        uint verifier = ReadUInt32BigEndian(credentials[(next + 4)..]);
        if (verifier > LongestProof)
            return Text($"a verifier of {verifier} octets, where RFC 5531 §8.2 allows {LongestProof}");
        return flavor == NoProof && verifier > 0
            ? Text($"a verifier of {verifier} octets without credentials that it could prove (RFC 5531 §10.1)")
            : null;
    }

    // | number 4 | type 4 | accepted 4 | flavor 4 | length 4 | verifier | status 4 | length of the address 4 |
    private void OnAnswer(ReadOnlySpan<byte> message, in Sight sight)
    {
        if (!_calls.TryGet((sight.Destination, sight.Source, ReadUInt32BigEndian(message)), out _))
            return;
        uint verifier = ReadUInt32BigEndian(message[16..]);
        if (ReadUInt32BigEndian(message[8..]) != 0 || verifier > LongestProof)
            return;
        int status = 20 + ((int)verifier + 3 & ~3);
        if (message.Length < status + 8 || ReadUInt32BigEndian(message[status..]) != 0)
            return;
        uint length = ReadUInt32BigEndian(message[(status + 4)..]);
        if (length > LongestAddress)
            Add(sight, Text($"an address of {length} octets, where those of RFC 5665 §5.2.3 have 54 at most"));
    }

    private void Add(in Sight sight, string flaw) =>
        _broken
            .GetOrAdd(
                (sight.Source.Address, sight.Destination, flaw),
                key => new Broken(key.Item1, key.Item2, key.Item3)
            )
            .Frames.Add(sight.Packet.Frame);

    private static ThreatFinding Make(Broken broken) =>
        new()
        {
            Kind = ThreatKinds.Exploit,
            Severity = ThreatSeverity.High,
            Confidence = 0.85,
            Detail = Text(
                $"{broken.Sender} sent {broken.Receiver} {broken.Frames.Count} messages of ONC RPC with {broken.Flaw}"
            ),
            Reasons = [broken.Flaw, "readers that trusted such a length were overrun"],
            Against = ["whether the receiver was harmed is not looked at"],
            Actor = broken.Sender.ToString(),
            Victim = broken.Receiver.Address.ToString(),
            Port = broken.Receiver.Port,
            Side = ThreatSide.Unknown,
            Count = broken.Frames.Count,
            Unit = "messages",
            Frames = broken.Frames,
        };

    private sealed class Call;

    private sealed class Broken(Address sender, Endpoint receiver, string flaw)
    {
        public Address Sender => sender;

        public Endpoint Receiver => receiver;

        public string Flaw => flaw;

        public FrameTrail Frames { get; } = new();
    }
}
