using Sonde.Analysis;
using Sonde.Capture;

namespace Sonde.Engine;

/// <summary>The counters of one pass over one capture.</summary>
public sealed class CaptureFacts
{
    internal CaptureFacts(
        ProtocolFrames protocols,
        Hierarchy hierarchy,
        FieldCounts fields,
        InternetFacts internet,
        Talkers talkers,
        TcpFacts tcp,
        IReadOnlyList<DnsFacts> dns,
        ApplicationFacts applications,
        HttpFacts http
    )
    {
        Protocols = protocols;
        Hierarchy = hierarchy;
        Fields = fields;
        Internet = internet;
        Talkers = talkers;
        Tcp = tcp;
        Dns = dns;
        Applications = applications;
        Http = http;
    }

    internal ProtocolFrames Protocols { get; }

    internal Hierarchy Hierarchy { get; }

    internal FieldCounts Fields { get; }

    internal InternetFacts Internet { get; }

    internal Talkers Talkers { get; }

    internal TcpFacts Tcp { get; }

    internal IReadOnlyList<DnsFacts> Dns { get; }

    internal ApplicationFacts Applications { get; }

    internal HttpFacts Http { get; }

    /// <summary>What applications said is counted as well.</summary>
    internal bool HasApplications { get; init; } = true;

    internal IEnumerable<IObserver> Observers
    {
        get
        {
            IObserver[] always = [Protocols, Hierarchy, Fields, Internet, Talkers, Tcp, .. Dns];
            return HasApplications ? [.. always, .. Applications.Observe(Keys.Log), Http] : always;
        }
    }

    internal CaptureKeys Keys { get; } = new();

    internal Pass? Pass { get; private set; }

    internal CaptureEnd? End { get; private set; }

    internal void Complete(Pass pass, CaptureEnd end)
    {
        (Pass, End) = (pass, end);
        Protocols.Add(Wire.Http2.Name, Applications.DecryptedHttp2Frames);
        Protocols.Add(Wire.Tls.Name, Applications.TlsInQuicFrames);
        Protocols.Add(Wire.Http3Frame.Name, Applications.DecryptedHttp3Frames);
        if (Applications.Decrypted.Count == 0)
            return;
        Protocols.Add(Wire.Http.Name, Applications.Decrypted.SelectMany(Frames));
        foreach (HttpExchange exchange in Applications.Decrypted.OrderBy(one => one.RequestLast?.Frame))
            Http.Count(exchange);
    }

    // Where Wireshark shows messages: in the frames with their ends.
    private static IEnumerable<long> Frames(HttpExchange exchange) =>
        new[] { exchange.RequestLast, exchange.ResponseLast }.OfType<StreamPlace>().Select(place => place.Frame);
}
