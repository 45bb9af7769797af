using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Notes what runs over each conversation: by content, by port, and as packets show it.</summary>
/// <remarks>Memory: at most <see cref="MostKept"/> conversations.</remarks>
internal sealed class ConversationSurvey(int? port)
{
    /// <summary>Most conversations kept.</summary>
    public const int MostKept = 100_000;

    private const string Unknown = "unknown";
    private const string Announced = "ftp-data"; // Wireshark finds it as Sonde does, by what the control connection says
    private const string Unshown = "rdp"; // Wireshark shows it at its port, as tpkt; the layers of Sonde do not
    private static readonly HashSet<string> Encrypted = ["tls", "dtls", "quic", "ssh"];

    private readonly List<(Flow Flow, Func<DetectedConnection> Row)> _kept = []; // what packets show is known at the end

    /// <summary>Sees what packets show; to be asked before the applications are.</summary>
    public ShownLayers Shown { get; } = new();

    /// <summary>There were more conversations than are kept.</summary>
    public bool IsFull { get; private set; }

    /// <summary>The sinks, which tell this survey too.</summary>
    public ApplicationSinks AddTo(ApplicationSinks sinks) =>
        sinks with
        {
            Streams = stream =>
            {
                if (stream.Outer is null)
                    Take(stream.Flow, () => Row(stream, Shown.Of(stream.Flow)));
            },
            Datagrams = stream => Take(stream.Flow, () => Row(stream, Shown.Of(stream.Flow))),
        };

    /// <summary>The conversations with data, in the order in which they ended.</summary>
    public IReadOnlyList<(Flow Flow, DetectedConnection Row)> Found() =>
        [.. _kept.Select(one => (one.Flow, one.Row()))];

    private void Take(Flow flow, Func<DetectedConnection> row)
    {
        if (port is { } asked && flow.Initiator.Port != asked && flow.Responder.Port != asked)
            return;
        if (_kept.Count < MostKept)
            _kept.Add((flow, row));
        else
            IsFull = true;
    }

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
            Facts = application is null ? null : FactRows.Of(stream.Facts),
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
        ) with
        {
            Inside = stream.IsDecrypted ? Quote.Clean(stream.Inside, 64) ?? Unknown : null,
            Facts = FactRows.Of(stream.Facts),
        };

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
        if (application is not null && wireshark is not null && !IsSame(application, wireshark))
            others.Add($"Wireshark shows {wireshark}");
        if (
            application is not (null or Announced)
            && wireshark is null
            && !(application == Unshown && usual == Unshown)
        )
            others.Add("Wireshark shows data only");
        bool isVersion = (usual, application) is ("http", "http2") or ("smb", "smb2");
        if (usual is not null && !IsSame(usual, application ?? wireshark) && !isVersion)
            others.Add($"port {port} is usual for {usual}");
        return others.Count == 0
            ? null
            : $"The content is {application ?? wireshark}, but {string.Join(", and ", others)}.";
    }

    // Wireshark shows what carries it first.
    private static bool IsSame(string name, string? shown) =>
        name == shown || (name, shown) is ("smb" or "smb2", "nbss" or "smb" or "smb2") or ("nbss", "smb" or "smb2");
}
