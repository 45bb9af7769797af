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
        IReadOnlyList<(string Name, DnsFacts Facts)> dns,
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

    internal IReadOnlyList<(string Name, DnsFacts Facts)> Dns { get; }

    internal ApplicationFacts Applications { get; }

    internal HttpFacts Http { get; }

    internal IEnumerable<IObserver> Observers =>
        [
            Protocols,
            Hierarchy,
            Fields,
            Internet,
            Talkers,
            Tcp,
            .. Dns.Select(dns => dns.Facts),
            .. Applications.Observe(),
            Http,
        ];

    internal Pass? Pass { get; private set; }

    internal CaptureEnd? End { get; private set; }

    internal void Complete(Pass pass, CaptureEnd end) => (Pass, End) = (pass, end);
}
