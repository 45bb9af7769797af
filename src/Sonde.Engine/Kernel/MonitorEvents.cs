using System.Globalization;
using System.Net;
using Sonde.Capture;
using Sonde.Host;

namespace Sonde.Engine;

/// <summary>Makes the rows of an answer from what the kernel said.</summary>
internal sealed class MonitorEvents(ProcessBook book, IReadOnlyDictionary<int, string> interfaces)
{
    private readonly uint _ownNetwork = ProcessFacts.OwnNetwork();

    public MonitorEvent Row(KernelRecord record)
    {
        KernelParty party = book.Named(record.Party);
        bool isConnection = record.Event != KernelEvent.Dropped;
        bool hasCounts = record.Event is KernelEvent.Closed or KernelEvent.Retransmitted;
        string? result = Result(record);
        return Of(party, Name(record.Event), record.At) with
        {
            State = isConnection && party.State.Length > 0 ? party.State : null,
            Result = result,
            Error = record.Error == 0 ? null : ErrorName(record.Error),
            DurationMs = record.Age is { } age ? Milliseconds(age) : null,
            BytesSent = hasCounts ? record.Sent : null,
            BytesReceived = hasCounts ? record.Received : null,
            Retransmissions = hasCounts ? record.Retransmissions : null,
            RttMs = record.RoundTripTime is { } rtt ? Milliseconds(rtt) : null,
            Length = record.Event is KernelEvent.Dropped or KernelEvent.Retransmitted ? record.Length : null,
            Reason = record.Reason,
            Place = record.Place,
            // the numbers of another namespace name other interfaces
            Interface =
                record.Interface == 0 ? null
                : party.Namespace == _ownNetwork ? Quote.Clean(interfaces.GetValueOrDefault(record.Interface))
                : string.Create(CultureInfo.InvariantCulture, $"number {record.Interface}"),
        };
    }

    /// <summary>A connection that has had no end when the watch had its own.</summary>
    public MonitorEvent Row(KernelOpen open, string name) =>
        Of(book.Named(open.Party), name, open.Since) with
        {
            Result = name == "pending" ? "pending" : null,
            DurationMs = Milliseconds(open.Age),
        };

    public MonitorRoundTrips Row(KernelRoundTrips one)
    {
        KernelParty party = book.Named(one.Party);
        bool isMeasured = one.Samples > 0;
        return new MonitorRoundTrips
        {
            Pid = party.ProcessId == 0 ? null : party.ProcessId,
            Comm = Command(party.Command),
            Container = Container(party),
            SrcIp = party.Local is { } local ? Machine.Text(local) : null,
            SrcPort = party.LocalPort,
            DstIp = party.Remote is { } remote ? Machine.Text(remote) : null,
            DstPort = party.RemotePort,
            Samples = one.Samples,
            MinMs = isMeasured ? Milliseconds(one.Least) : null,
            AvgMs = isMeasured ? Milliseconds(one.Sum / one.Samples) : null,
            MaxMs = isMeasured ? Milliseconds(one.Most) : null,
            SmoothedMs = Milliseconds(one.Smoothed),
            VariationMs = Milliseconds(one.Variation),
            Retransmissions = one.Retransmissions,
        };
    }

    public MonitorTraffic Row(KernelTraffic one, double seconds)
    {
        ProcessFacts? facts = book.Facts(one.ProcessId, one.Cgroup);
        return new MonitorTraffic
        {
            Pid = one.ProcessId == 0 ? null : one.ProcessId,
            Comm = Command(one.Command),
            Executable = Quote.Clean(facts?.Executable),
            User = book.User(one.UserId),
            Container = Quote.Clean(facts?.Container ?? book.Group(one.Cgroup).Container),
            Protocol = MonitorWords.Protocol(one.Protocol),
            Family = one.IpVersion == 4 ? "IPv4" : "IPv6",
            BytesSent = one.Sent,
            BytesReceived = one.Received,
            SentBitsPerSecond = Math.Round(one.Sent * 8 / seconds, 2),
            ReceivedBitsPerSecond = Math.Round(one.Received * 8 / seconds, 2),
        };
    }

    /// <summary>What became of a connection.</summary>
    public static string? Result(KernelRecord record) =>
        record.Event switch
        {
            KernelEvent.Connected => "established",
            KernelEvent.Failed => record.Error switch
            {
                0 => "abandoned",
                _ => MonitorWords.Error(record.Error).Meaning,
            },
            KernelEvent.Closed => record.Error == 0 ? "closed" : MonitorWords.Error(record.Error).Meaning,
            _ => null,
        };

    public static double Milliseconds(TimeSpan time) => Math.Round(time.TotalMilliseconds, 3);

    private static string Name(KernelEvent kind) =>
        kind switch
        {
            KernelEvent.Connected => "connected",
            KernelEvent.Failed => "failed",
            KernelEvent.Closed => "closed",
            KernelEvent.Retransmitted => "retransmitted",
            KernelEvent.ResetSent => "reset sent",
            KernelEvent.ResetReceived => "reset received",
            _ => "dropped",
        };

    private MonitorEvent Of(KernelParty party, string name, DateTimeOffset at)
    {
        ProcessFacts? facts = book.Facts(party.ProcessId, party.Cgroup);
        bool isOwned = party.ProcessId != 0 || party.Inode != 0 || party.UserId != 0;
        return new MonitorEvent
        {
            Timestamp = MonitorWords.Time(at),
            Event = name,
            Pid = party.ProcessId == 0 ? null : party.ProcessId,
            Comm = Command(party.Command),
            Executable = Quote.Clean(facts?.Executable),
            User = isOwned ? book.User(party.UserId) : null,
            Uid = isOwned ? party.UserId : null,
            Container = Container(party),
            Cgroup = Quote.Clean(facts?.ControlGroup ?? book.Group(party.Cgroup).Path),
            Namespace = party.Namespace == 0 ? null : party.Namespace,
            // a connect that failed before anything was sent has no source yet
            SrcIp = party.Local is { } local && !IsUnspecified(local) ? Machine.Text(local) : null,
            SrcPort = party.LocalPort == 0 ? null : party.LocalPort,
            DstIp = party.Remote is { } remote ? Machine.Text(remote) : null,
            DstPort = party.RemotePort == 0 ? null : party.RemotePort,
            Family =
                party.Remote is null ? null
                : Machine.Version(party.Remote) == 4 ? "IPv4"
                : "IPv6",
            Protocol = party.Remote is null ? null : MonitorWords.Protocol(party.Protocol),
            Direction = party.Direction switch
            {
                KernelDirection.Outgoing => "outgoing",
                KernelDirection.Incoming => "incoming",
                _ => null,
            },
        };
    }

    private static bool IsUnspecified(IPAddress address) =>
        address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    private string? Container(KernelParty party) =>
        Quote.Clean(book.Facts(party.ProcessId)?.Container ?? book.Group(party.Cgroup).Container);

    private static string? Command(string command) => command.Length == 0 ? null : Quote.Clean(command);

    private static string ErrorName(int error) => MonitorWords.Error(error).Name;
}
