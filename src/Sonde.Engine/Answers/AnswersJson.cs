using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Sonde.Engine;

/// <summary>How arguments and answers are spelt in JSON: snake case, absent members left out, text not escaped needlessly.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(CaptureArguments))]
[JsonSerializable(typeof(PagedCaptureArguments))]
[JsonSerializable(typeof(CapInfosArguments))]
[JsonSerializable(typeof(CapInfos))]
[JsonSerializable(typeof(PacketArguments))]
[JsonSerializable(typeof(PacketDetail))]
[JsonSerializable(typeof(CapabilitiesArguments))]
[JsonSerializable(typeof(CapabilitiesAnswer))]
[JsonSerializable(typeof(FilterPacketsArguments))]
[JsonSerializable(typeof(ClaimArguments))]
[JsonSerializable(typeof(VerifyClaim))]
[JsonSerializable(typeof(DiagnoseCapture))]
[JsonSerializable(typeof(DiagnoseTargetArguments))]
[JsonSerializable(typeof(DiagnoseTarget))]
[JsonSerializable(typeof(CustomFilterArguments))]
[JsonSerializable(typeof(PayloadArguments))]
[JsonSerializable(typeof(PayloadAnalysis))]
[JsonSerializable(typeof(FilteredPackets))]
[JsonSerializable(typeof(PcapSummary))]
[JsonSerializable(typeof(PcapFileArguments))]
[JsonSerializable(typeof(PcapFileAnalysis))]
[JsonSerializable(typeof(ProtocolHierarchy))]
[JsonSerializable(typeof(ConversationsArguments))]
[JsonSerializable(typeof(ConversationList))]
[JsonSerializable(typeof(EndpointsArguments))]
[JsonSerializable(typeof(EndpointList))]
[JsonSerializable(typeof(DnsTrafficArguments))]
[JsonSerializable(typeof(DnsTraffic))]
[JsonSerializable(typeof(DhcpAnalysis))]
[JsonSerializable(typeof(IcmpAnalysis))]
[JsonSerializable(typeof(DnsPacketsArguments))]
[JsonSerializable(typeof(DnsPackets))]
[JsonSerializable(typeof(DnsIssuesArguments))]
[JsonSerializable(typeof(DnsLookupArguments))]
[JsonSerializable(typeof(DnsLookup))]
[JsonSerializable(typeof(BatchDnsArguments))]
[JsonSerializable(typeof(BatchDns))]
[JsonSerializable(typeof(AsnLookupArguments))]
[JsonSerializable(typeof(AsnLookup))]
[JsonSerializable(typeof(AsnBatch))]
[JsonSerializable(typeof(DnsIssues))]
[JsonSerializable(typeof(TimelineArguments))]
[JsonSerializable(typeof(TrafficTimeline))]
[JsonSerializable(typeof(IoGraphArguments))]
[JsonSerializable(typeof(IoGraph))]
[JsonSerializable(typeof(BandwidthArguments))]
[JsonSerializable(typeof(Bandwidth))]
[JsonSerializable(typeof(ThroughputArguments))]
[JsonSerializable(typeof(Throughput))]
[JsonSerializable(typeof(TcpConnectionsArguments))]
[JsonSerializable(typeof(TcpConnections))]
[JsonSerializable(typeof(ConnectionLifecycle))]
[JsonSerializable(typeof(TrafficFlowArguments))]
[JsonSerializable(typeof(TrafficFlow))]
[JsonSerializable(typeof(FlowAndPacketArguments))]
[JsonSerializable(typeof(NetworkLatency))]
[JsonSerializable(typeof(NetworkPerformance))]
[JsonSerializable(typeof(TcpArguments))]
[JsonSerializable(typeof(TcpRetransmissionsArguments))]
[JsonSerializable(typeof(TcpIssues))]
[JsonSerializable(typeof(TcpRetransmissions))]
[JsonSerializable(typeof(TcpZeroWindowAnswer))]
[JsonSerializable(typeof(TcpScalingAnswer))]
[JsonSerializable(typeof(TcpTimingAnswer))]
[JsonSerializable(typeof(TcpCongestionAnswer))]
[JsonSerializable(typeof(DetectArguments))]
[JsonSerializable(typeof(DetectedProtocols))]
[JsonSerializable(typeof(HttpRequestsArguments))]
[JsonSerializable(typeof(HttpRequests))]
[JsonSerializable(typeof(ObjectsArguments))]
[JsonSerializable(typeof(ExtractedObjects))]
[JsonSerializable(typeof(ResponseTimesArguments))]
[JsonSerializable(typeof(ResponseTimes))]
[JsonSerializable(typeof(SearchArguments))]
[JsonSerializable(typeof(SearchResult))]
[JsonSerializable(typeof(DatabaseArguments))]
[JsonSerializable(typeof(DatabaseQueries))]
[JsonSerializable(typeof(SipArguments))]
[JsonSerializable(typeof(SipPackets))]
[JsonSerializable(typeof(ExpertArguments))]
[JsonSerializable(typeof(ExpertInformation))]
[JsonSerializable(typeof(AnomalyArguments))]
[JsonSerializable(typeof(ProtocolAnomalies))]
[JsonSerializable(typeof(ThreatArguments))]
[JsonSerializable(typeof(SecurityThreats))]
[JsonSerializable(typeof(SuspiciousArguments))]
[JsonSerializable(typeof(SuspiciousActivity))]
[JsonSerializable(typeof(TrafficArguments))]
[JsonSerializable(typeof(TrafficOverview))]
[JsonSerializable(typeof(FollowArguments))]
[JsonSerializable(typeof(FollowedStream))]
[JsonSerializable(typeof(NetworkQuality))]
[JsonSerializable(typeof(NetworkTopology))]
[JsonSerializable(typeof(TcpAnomaliesArguments))]
[JsonSerializable(typeof(TcpAnomalies))]
[JsonSerializable(typeof(TlsHandshakes))]
[JsonSerializable(typeof(TlsAlerts))]
[JsonSerializable(typeof(TlsCiphers))]
[JsonSerializable(typeof(CertificateDetails))]
[JsonSerializable(typeof(SniMismatches))]
[JsonSerializable(typeof(CidrArguments))]
[JsonSerializable(typeof(CidrInfo))]
[JsonSerializable(typeof(IpInSubnetArguments))]
[JsonSerializable(typeof(IpInSubnet))]
[JsonSerializable(typeof(SubnetSplitArguments))]
[JsonSerializable(typeof(SubnetSplit))]
[JsonSerializable(typeof(CidrListArguments))]
[JsonSerializable(typeof(CidrSummarized))]
[JsonSerializable(typeof(CidrOverlaps))]
[JsonSerializable(typeof(VlanMapArguments))]
[JsonSerializable(typeof(VlanMapValidation))]
[JsonSerializable(typeof(FindVlanForIpArguments))]
[JsonSerializable(typeof(VlanForIp))]
[JsonSerializable(typeof(IpInVlanArguments))]
[JsonSerializable(typeof(IpInVlan))]
[JsonSerializable(typeof(PlanSubnetsArguments))]
[JsonSerializable(typeof(SubnetPlan))]
[JsonSerializable(typeof(PingArguments))]
[JsonSerializable(typeof(PingAnswer))]
[JsonSerializable(typeof(BatchPingArguments))]
[JsonSerializable(typeof(BatchPingAnswer))]
[JsonSerializable(typeof(TracerouteArguments))]
[JsonSerializable(typeof(TracerouteAnswer))]
[JsonSerializable(typeof(MtrArguments))]
[JsonSerializable(typeof(MtrAnswer))]
[JsonSerializable(typeof(PortCheckArguments))]
[JsonSerializable(typeof(PortCheck))]
[JsonSerializable(typeof(BatchPortCheckArguments))]
[JsonSerializable(typeof(BatchPortCheck))]
[JsonSerializable(typeof(TlsCheckArguments))]
[JsonSerializable(typeof(TlsCheck))]
[JsonSerializable(typeof(HttpCheckArguments))]
[JsonSerializable(typeof(HttpCheck))]
[JsonSerializable(typeof(RdapLookupArguments))]
[JsonSerializable(typeof(RdapLookup))]
[JsonSerializable(typeof(PublicIpArguments))]
[JsonSerializable(typeof(PublicIp))]
[JsonSerializable(typeof(InterfacesArguments))]
[JsonSerializable(typeof(InterfaceList))]
[JsonSerializable(typeof(HostPageArguments))]
[JsonSerializable(typeof(InterfaceNames))]
[JsonSerializable(typeof(RoutesArguments))]
[JsonSerializable(typeof(RouteList))]
[JsonSerializable(typeof(DnsConfigArguments))]
[JsonSerializable(typeof(DnsConfig))]
[JsonSerializable(typeof(NeighboursArguments))]
[JsonSerializable(typeof(NeighbourList))]
[JsonSerializable(typeof(SocketsArguments))]
[JsonSerializable(typeof(SocketList))]
[JsonSerializable(typeof(CaptureSessionFacts))]
[JsonSerializable(typeof(StartCaptureArguments))]
[JsonSerializable(typeof(StartedCapture))]
[JsonSerializable(typeof(StopCaptureArguments))]
[JsonSerializable(typeof(StoppedCapture))]
[JsonSerializable(typeof(CaptureStatusArguments))]
[JsonSerializable(typeof(CaptureStatus))]
[JsonSerializable(typeof(CapturedFilesArguments))]
[JsonSerializable(typeof(CapturedFiles))]
[JsonSerializable(typeof(CaptureStartArguments))]
[JsonSerializable(typeof(MemoryCapture))]
[JsonSerializable(typeof(CaptureStopArguments))]
[JsonSerializable(typeof(EndedCapture))]
[JsonSerializable(typeof(GetPacketsArguments))]
[JsonSerializable(typeof(LivePacketList))]
[JsonSerializable(typeof(SaveRecentArguments))]
[JsonSerializable(typeof(SavedPackets))]
[JsonSerializable(typeof(NetworkMonitorArguments))]
[JsonSerializable(typeof(NetworkMonitor))]
[JsonSerializable(typeof(CapturedFile))]
[JsonSerializable(typeof(CaptureSettings))]
[JsonSerializable(typeof(WatchLine))]
public sealed partial class AnswersJson : JsonSerializerContext;

/// <summary>The serializer that every face uses for arguments and answers.</summary>
public static class AnswerSerializer
{
    /// <summary>Its options; those who print JSON that is already built use them for the spelling of text.</summary>
    public static JsonSerializerOptions Options { get; } =
        new(AnswersJson.Default.Options)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = AnswersJson.Default,
        };

    private static readonly JsonWriterOptions Spelling = new() { Encoder = Options.Encoder };

    /// <summary>An answer as one line of JSON.</summary>
    /// <remarks>The code that is generated for the type writes it, without learning about its members first.</remarks>
    public static string Text<T>(T answer)
    {
        var context = AnswersJson.Default;
        if (
            ((IJsonTypeInfoResolver)context).GetTypeInfo(typeof(T), context.Options)
            is not JsonTypeInfo<T> { SerializeHandler: { } write }
        )
            return JsonSerializer.Serialize(answer, TypeOf<T>());
        var octets = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(octets, Spelling))
            write(json, answer);
        return Encoding.UTF8.GetString(octets.WrittenSpan);
    }

    /// <summary>What the serializer knows of a type of argument or answer.</summary>
    public static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));
}
