using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Sonde.Engine;

/// <summary>The serializer that every face uses for arguments and answers: text is not escaped needlessly.</summary>
public static class AnswerSerializer
{
    /// <summary>For JSON that is already built: how its text is spelt.</summary>
    public static JsonSerializerOptions Options { get; } = Spelling(AnswersJson.Default);

    private static readonly JsonWriterOptions Writing = new() { Encoder = Options.Encoder };

    /// <summary>An answer as one line of JSON.</summary>
    public static string Text<T>(T answer)
        where T : IAnswer
    {
        ArgumentNullException.ThrowIfNull(answer);
        return Text(answer, answer.Json);
    }

    /// <summary>What is no answer as one line of JSON, by the class that knows its type.</summary>
    /// <remarks>The code that is generated for the type writes it, without learning about its members first.</remarks>
    internal static string Text<T>(T value, JsonSerializerContext json)
    {
        if (
            ((IJsonTypeInfoResolver)json).GetTypeInfo(typeof(T), json.Options)
            is not JsonTypeInfo<T> { SerializeHandler: { } write }
        )
            return JsonSerializer.Serialize(value, TypeOf<T>());
        var octets = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(octets, Writing))
            write(writer, value);
        return Encoding.UTF8.GetString(octets.WrittenSpan);
    }

    /// <summary>What the serializer knows of a type of argument or answer, whichever folder it is of.</summary>
    public static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)EveryFolder.Options.GetTypeInfo(typeof(T));

    private static JsonSerializerOptions Spelling(IJsonTypeInfoResolver types) =>
        new(AnswersJson.Default.Options)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = types,
        };

    // Made when somebody asks for a type and does not say where it is: a tool does, a command does not.
    private static class EveryFolder
    {
        public static readonly JsonSerializerOptions Options = Spelling(
            JsonTypeInfoResolver.Combine(
                AnswersJson.Default,
                AnomaliesJson.Default,
                AsnJson.Default,
                CapInfosJson.Default,
                CapabilitiesJson.Default,
                CapturesJson.Default,
                ClaimsJson.Default,
                ConnectionsJson.Default,
                ConversationsJson.Default,
                DatabasesJson.Default,
                DetectionJson.Default,
                DhcpJson.Default,
                DiagnoseTargetJson.Default,
                DiagnosisJson.Default,
                DnsJson.Default,
                EndpointsJson.Default,
                ExpertJson.Default,
                FileAnalysisJson.Default,
                FollowJson.Default,
                HierarchyJson.Default,
                HostJson.Default,
                HttpCheckJson.Default,
                HttpJson.Default,
                IcmpJson.Default,
                KernelJson.Default,
                LatencyJson.Default,
                LiveJson.Default,
                NameLookupJson.Default,
                ObjectsJson.Default,
                PacketsJson.Default,
                PathJson.Default,
                PayloadJson.Default,
                PerformanceJson.Default,
                PingJson.Default,
                PlanningJson.Default,
                PortsJson.Default,
                RegistryJson.Default,
                ResponseTimesJson.Default,
                SearchJson.Default,
                SeriesJson.Default,
                SipJson.Default,
                SummaryJson.Default,
                TcpJson.Default,
                ThreatsJson.Default,
                TlsCheckJson.Default,
                TlsJson.Default,
                TopologyJson.Default
            )
        );
    }
}
