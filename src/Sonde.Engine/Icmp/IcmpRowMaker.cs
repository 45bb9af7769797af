using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Makes the rows of the answer about ICMP, with the display filters that select their frames.</summary>
internal static class IcmpRowMaker
{
    private const string NoIcmpErrors = "!(icmp.type in {3, 4, 5, 11, 12})"; // they quote echo requests
    private const string NoIcmpv6Errors = "!(icmpv6.type in {1, 2, 3, 4, 137})";

    public static string Name(EchoSession session) =>
        $"{session.Requester} > {session.Responder} id {session.Identifier}";

    public static EchoPairRow Row(EchoSession session)
    {
        string test =
            session.Requester.Version == 6
                ? $"icmpv6.echo.identifier == {session.Identifier} && ipv6.addr == {session.Requester} && "
                    + $"ipv6.addr == {session.Responder} && {NoIcmpv6Errors}"
                : $"icmp.ident == {session.Identifier} && ip.addr == {session.Requester} && "
                    + $"ip.addr == {session.Responder} && {NoIcmpErrors}";
        return new EchoPairRow
        {
            Requests = session.Requests,
            Replies = session.Replies,
            Unanswered = session.Unanswered,
            Errors = session.Errors,
            Duplicates = session.Duplicates,
            WithoutRequest = session.WithoutRequest,
            Rtt = RoundTripTimes.Of(session.RoundTrips),
            Evidence = Show(session.Frames, test),
        };
    }

    public static IcmpProblemRow Row(IcmpProblem problem)
    {
        IcmpProblemKey key = problem.Key;
        string name = key.IsVersion6 ? "icmpv6" : "icmp";
        string test = $"{name}.type == {key.Type} && {name}.code == {key.Code} && {From(key.Reporter)}";
        test +=
            key.Destination.Version == 0
                ? ""
                : $" && {To(key.Source)} && {To(key.Destination)} && {Carried(key.Protocol)}";
        return new IcmpProblemRow
        {
            IcmpTypeName = IcmpWords.TypeName(key.IsVersion6, key.Type),
            IcmpCodeName = IcmpWords.CodeName(key.IsVersion6, key.Type, key.Code),
            Count = problem.Frames.Count,
            Reporter = key.Reporter.ToString(),
            QuotedSrcIp = key.Source.ToString(),
            QuotedDstIp = key.Destination.Version == 0 ? null : key.Destination.ToString(),
            QuotedProtocol = key.Protocol is { } protocol ? IcmpWords.Protocol(protocol) : null,
            QuotedDstPorts = problem.Ports.Count > 0 ? problem.Ports : null,
            Mtu = key.Mtu,
            Gateway = key.Gateway?.ToString(),
            Evidence = Show(problem.Frames, test),
        };
    }

    public static IcmpTraceRow Row(IcmpTrace trace, bool isReached)
    {
        string test =
            trace.Target.Version == 6 ? "icmpv6.type == 3 && icmpv6.code == 0" : "icmp.type == 11 && icmp.code == 0";
        return new IcmpTraceRow
        {
            SrcIp = trace.Source.ToString(),
            Target = trace.Target.ToString(),
            Protocol = IcmpWords.Protocol(trace.Protocol),
            Routers = [.. trace.Routers.Select(router => new TraceRouterRow(router.Router.ToString(), router.Answers))],
            Reached = isReached,
            Evidence = Show(
                trace.Frames,
                $"{test} && {To(trace.Source)} && {To(trace.Target)} && {Carried(trace.Protocol)}"
            ),
        };
    }

    public static IcmpPacketRow Row(IcmpMessage message) =>
        new()
        {
            PacketNumber = message.Frame,
            Timestamp = message.IsTimeless ? null : message.At.ToString(),
            SrcIp = message.Source.ToString(),
            DstIp = message.Destination.ToString(),
            IpVersion = message.IsVersion6 ? 6 : 4,
            Ttl = message.IsVersion6 ? null : message.HopsLeft,
            HopLimit = message.IsVersion6 ? message.HopsLeft : null,
            PacketSize = message.FrameLength,
            IcmpType = message.Type,
            IcmpCode = message.Code,
            IcmpTypeName = IcmpWords.TypeName(message.IsVersion6, message.Type),
            IcmpCodeName = IcmpWords.CodeName(message.IsVersion6, message.Type, message.Code),
            IcmpId = message.Identifier,
            IcmpSeq = message.Sequence,
            Checksum = message.Checksum,
            RttMs = message.RoundTrip is { } roundTrip ? IcmpWords.Milliseconds(roundTrip) : null,
            RequestFrame = message.RequestFrame,
            ReplyFrame = message.ReplyFrame,
            ErrorFrame = message.ErrorFrame,
            Duplicate = message.IsDuplicate ? true : null,
            Mtu = message.Mtu,
            Gateway = message.Gateway?.ToString(),
            NeighborTarget = message.NeighborTarget?.ToString(),
            Quoted = message.Quoted is { } quoted
                ? new QuotedPacketRow(
                    quoted.Source.ToString(),
                    quoted.Destination.ToString(),
                    IcmpWords.Protocol(quoted.Protocol),
                    quoted.SourcePort,
                    quoted.DestinationPort
                )
                : null,
        };

    // The error itself is ICMP, so a quoted echo can only be told by what it is not.
    private static string Carried(byte? protocol) =>
        protocol switch
        {
            IpProtocols.Tcp => "tcp",
            IpProtocols.Udp => "udp",
            IpProtocols.Sctp => "sctp",
            _ => "!tcp && !udp && !sctp",
        };

    private static Evidence Show(FirstFrames frames, string test) => new(frames.Numbers, frames.Count, test);

    private static string From(Address address) => $"{(address.Version == 6 ? "ipv6" : "ip")}.src == {address}";

    private static string To(Address address) => $"{(address.Version == 6 ? "ipv6" : "ip")}.dst == {address}";
}
