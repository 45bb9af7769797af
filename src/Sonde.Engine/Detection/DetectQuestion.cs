using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>What runs over the conversations of a capture, whatever their ports.</summary>
public static class DetectQuestion
{
    private const int DefaultLimit = 100;
    private const int MostKept = 100_000; // conversations in memory
    private const string Unknown = "unknown";
    private static readonly HashSet<string> Encrypted = ["tls", "dtls", "quic", "ssh"];

    /// <summary>Reads the capture and names what its conversations carry.</summary>
    /// <exception cref="EngineException">The capture cannot be read, or the page lies beyond the end.</exception>
    public static DetectedProtocols Ask(CaptureEngine engine, DetectArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        (int limit, int offset) = (arguments.Limit ?? DefaultLimit, arguments.Offset ?? 0);
        Page.ThrowIfNegative(limit, offset);
        List<Func<DetectedConnection>> kept = []; // what packets show is known at the end
        bool isFull = false;
        var shown = new ShownLayers();
        void Take(Flow flow, Func<DetectedConnection> row)
        {
            bool isMeant = arguments.Port is not { } port || flow.Initiator.Port == port || flow.Responder.Port == port;
            if (!isMeant)
                return;
            if (kept.Count < MostKept)
                kept.Add(row);
            else
                isFull = true;
        }
        var sinks = new ApplicationSinks
        {
            Streams = stream =>
            {
                if (stream.Outer is null)
                    Take(stream.Flow, () => Row(stream, shown.Of(stream.Flow)));
            },
            Datagrams = stream => Take(stream.Flow, () => Row(stream, shown.Of(stream.Flow))),
        };
        CaptureReading reading = engine.ReadApplications(arguments, sinks, context, before: [shown]);
        DetectedConnection[] found = [.. kept.Select(row => row())];
        DetectedConnection[] ordered =
        [
            .. found.OrderBy(row => row.Disagreement is null).ThenBy(row => row.FirstFrame).ThenBy(row => row.Stream),
        ];
        Page<DetectedConnection> page = Page.Of(ordered, limit, offset);
        Dictionary<string, long> protocols = Count(found.Select(row => row.ProtocolDetected));
        Dictionary<string, long> inside = Count(found.Select(row => row.Inside).OfType<string>());
        return new DetectedProtocols
        {
            Summary = Say(ordered, protocols, inside, reading),
            File = reading.Name,
            Protocols = protocols,
            ProtocolsInside = inside.Count > 0 ? inside : null,
            Disagreements = found.Count(row => row.Disagreement is not null),
            EncryptedConnections = found.Count(row => row.IsEncrypted),
            Total = page.Total,
            Returned = page.Items.Count,
            NextOffset = page.NextOffset,
            Connections = page.Items,
            Evidence = EvidenceOf(page.Items),
            Coverage = reading.Coverage.With((isFull, "conversations_in_memory", MostKept)),
        };
    }

    private static Dictionary<string, long> Count(IEnumerable<string> names) =>
        names
            .CountBy(name => name, StringComparer.Ordinal)
            .OrderByDescending(pair => pair.Value)
            .ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .ToDictionary(pair => pair.Key, pair => (long)pair.Value);

    private static DetectedConnection Row(ApplicationStream stream, string? wireshark)
    {
        if (stream.Earlier.Any(one => one.Name == wireshark))
            wireshark = stream.Application?.Name ?? wireshark; // right at its time
        string? usual = stream.PortSuggests?.Name;
        // What it was in the end; where nobody knows what an upgrade led to, what it was before.
        IApplication? application = stream.Application ?? (stream.Earlier.Count > 0 ? stream.Earlier[^1] : null);
        if (stream.Certainty == Certainty.Unsure && stream.PortSuggests != application)
            application = null; // plausible content alone says little: a port has to speak for it
        return Row(
            "tcp",
            stream.Flow,
            (stream.Client, stream.Server),
            application?.Name,
            stream.Certainty,
            wireshark,
            usual
        ) with
        {
            Inside = stream.Inner is { } inner ? inner.Application?.Name ?? Unknown : null,
            Earlier = stream.Earlier.Count == 0 ? null : [.. stream.Earlier.Select(one => one.Name)],
        };
    }

    private static DetectedConnection Row(DatagramStream stream, string? wireshark) =>
        Row(
            "udp",
            stream.Flow,
            (stream.Client, stream.Server),
            stream.Application?.Name,
            stream.Certainty,
            wireshark,
            usual: null
        );

    private static DetectedConnection Row(
        string transport,
        Flow flow,
        (Endpoint Client, Endpoint Server) ends,
        string? application,
        Certainty certainty,
        string? wireshark,
        string? usual
    )
    {
        (string by, double confidence) = application is not null
            ? certainty == Certainty.Unsure
                ? ("port", 0.6)
                : ("content", 1.0)
            : wireshark is not null
                ? ("wireshark", 0.5)
                : ("nothing", 0.0);
        string detected = application ?? wireshark ?? Unknown;
        return new DetectedConnection
        {
            Transport = transport,
            Stream = flow.Stream,
            Client = ends.Client.ToString(),
            Server = ends.Server.ToString(),
            Port = ends.Server.Port,
            ProtocolDetected = detected,
            FoundBy = by,
            Confidence = confidence,
            Wireshark = wireshark,
            PortSuggests = usual,
            Disagreement = Disagreement(application, wireshark, usual, ends.Server.Port),
            IsEncrypted = Encrypted.Contains(detected),
            Packets = flow.Packets,
            Bytes = flow.Octets,
            FirstFrame = flow.FirstFrame,
            DisplayFilter = $"{transport}.stream == {flow.Stream}",
        };
    }

    private static string? Disagreement(string? application, string? wireshark, string? usual, int port)
    {
        if ((application ?? wireshark) is null)
            return null;
        List<string> others = [];
        if (application is not null && wireshark is not null && wireshark != application)
            others.Add($"Wireshark shows {wireshark}");
        if (application is not null && wireshark is null)
            others.Add("Wireshark shows data only");
        bool isHttp = usual == "http" && application == "http2"; // another version
        if (usual is not null && usual != (application ?? wireshark) && !isHttp)
            others.Add($"port {port} is usual for {usual}");
        return others.Count == 0
            ? null
            : $"The content is {application ?? wireshark}, but {string.Join(", and ", others)}.";
    }

    private static Evidence EvidenceOf(IReadOnlyList<DetectedConnection> rows)
    {
        var frames = new FirstFrames();
        foreach (DetectedConnection row in rows)
            frames.Add(row.FirstFrame);
        string? filter = rows.Count is 0 or > FirstFrames.Most
            ? null
            : string.Join(" || ", rows.Select(row => row.DisplayFilter));
        return new Evidence(frames.Numbers, frames.Count, filter);
    }

    private static string Say(
        DetectedConnection[] rows,
        Dictionary<string, long> protocols,
        Dictionary<string, long> inside,
        CaptureReading reading
    )
    {
        if (rows.Length == 0)
            return $"No conversation over TCP or UDP that meets the arguments in {reading.Pass.Totals.Packets} packets.{reading.Shortfall}";
        string most = string.Join(", ", protocols.Take(5).Select(pair => $"{pair.Value} {pair.Key}"));
        int differing = rows.Count(row => row.Disagreement is not null);
        string first =
            differing == 0 ? "" : $" First: {rows[0].Transport} stream {rows[0].Stream}: {rows[0].Disagreement}";
        string decrypted =
            inside.Count == 0
                ? ""
                : $" Inside decrypted ones: {string.Join(", ", inside.Take(5).Select(pair => $"{pair.Value} {pair.Key}"))}.";
        return $"{rows.Length} conversations: {most}.{decrypted} In {differing} content, port and Wireshark disagree.{first}{reading.Shortfall}";
    }
}
