using System.Runtime.InteropServices;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>One request as its frame shows it.</summary>
/// <param name="Frame">The frame that completes it.</param>
/// <param name="Method">Its method.</param>
/// <param name="Host">The <c>Host</c> line; null without one, and where a frame does not show whose it is.</param>
/// <param name="Uri">The target.</param>
public readonly record struct HttpRequestFact(long Frame, string Method, string? Host, string? Uri);

/// <summary>Counts over the HTTP/1 messages of packets, those of SSDP apart.</summary>
/// <remarks>Memory: at most <see cref="ValueLimit"/> distinct values of each kind, and the first <see cref="ListLimit"/> requests.</remarks>
public sealed class HttpFacts(Protocols protocols) : IObserver
{
    /// <summary>Requests in the list.</summary>
    public const int ListLimit = 50;

    /// <summary>Most distinct hosts, user agents, methods or codes kept.</summary>
    public const int ValueLimit = 100_000;

    private readonly int _http = protocols.IdOf(Http.Name);
    private readonly int _ssdp = protocols.IdOf(Ssdp.Name);
    private readonly Sink _sink = new();
    private readonly List<HttpRequestFact> _list = [];
    private readonly Dictionary<string, long> _methods = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _statuses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _hosts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _agents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _discovery = new(StringComparer.Ordinal);

    /// <summary>Requests.</summary>
    public long Requests { get; private set; }

    /// <summary>The first requests.</summary>
    public IReadOnlyList<HttpRequestFact> List => _list;

    /// <summary>Methods, with how often.</summary>
    public IReadOnlyDictionary<string, long> Methods => _methods;

    /// <summary>Status codes, with how often.</summary>
    public IReadOnlyDictionary<string, long> Statuses => _statuses;

    /// <summary>Hosts asked, with how often.</summary>
    public IReadOnlyDictionary<string, long> Hosts => _hosts;

    /// <summary>User agents, with how often.</summary>
    public IReadOnlyDictionary<string, long> Agents => _agents;

    /// <summary>Methods and status codes of SSDP, with how often.</summary>
    public IReadOnlyDictionary<string, long> Discovery => _discovery;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> PacketProtocols => [Http.Name, Ssdp.Name];

    /// <inheritdoc/>
    public void OnPacket(in Packet packet)
    {
        bool any = false;
        bool isDiscovery = false;
        foreach (ref readonly LayerSpan layer in packet.Layers)
        {
            bool isSsdp = layer.Reader.Id == _ssdp;
            if (!isSsdp && layer.Reader.Id != _http)
                continue;
            if (!any)
                _sink.Clear();
            any = true;
            isDiscovery |= isSsdp;
            layer.Reader.Describe(packet.GivenTo(layer), _sink);
        }
        if (any)
            Count(packet.Frame.Number, isDiscovery);
    }

    /// <summary>Counts an exchange that no layer shows, at the frames where its messages end.</summary>
    public void Count(HttpExchange exchange)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        _sink.Clear();
        if (exchange.Method is { } method)
        {
            _sink.Methods.Add(method);
            Add(_sink.Hosts, exchange.Host);
            Add(_sink.Targets, exchange.Target);
            Add(_sink.Agents, exchange.UserAgent);
        }
        if (exchange.Status > 0)
            _sink.Statuses.Add(exchange.Status.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Count(exchange.RequestLast?.Frame ?? 0, isDiscovery: false);
    }

    private static void Add(List<string> values, string? value)
    {
        if (value is not null)
            values.Add(value);
    }

    private void Count(long frame, bool isDiscovery)
    {
        if (isDiscovery)
        {
            CountAll(_discovery, _sink.Methods);
            CountAll(_discovery, _sink.Statuses);
            return;
        }
        List<string> methods = _sink.Methods;
        Requests += methods.Count;
        for (int i = 0; i < methods.Count && _list.Count < ListLimit; i++)
            _list.Add(new(frame, methods[i], Of(_sink.Hosts, i), Of(_sink.Targets, i)));
        CountAll(_methods, methods);
        CountAll(_statuses, _sink.Statuses);
        CountAll(_hosts, _sink.Hosts);
        CountAll(_agents, _sink.Agents);
    }

    private string? Of(List<string> values, int index)
    {
        if (values.Count == _sink.Methods.Count)
            return values[index];
        return values.Count > 0 && _sink.Methods.Count == 1 ? values[0] : null;
    }

    private static void CountAll(Dictionary<string, long> counts, List<string> values)
    {
        foreach (string value in values)
        {
            if (counts.Count < ValueLimit || counts.ContainsKey(value))
                CollectionsMarshal.GetValueRefOrAddDefault(counts, value, out _)++;
        }
    }

    private sealed class Sink : FieldSink
    {
        private const int LongestText = 300;

        public List<string> Methods { get; } = [];

        public List<string> Statuses { get; } = [];

        public List<string> Hosts { get; } = [];

        public List<string> Targets { get; } = [];

        public List<string> Agents { get; } = [];

        public void Clear()
        {
            Methods.Clear();
            Statuses.Clear();
            Hosts.Clear();
            Targets.Clear();
            Agents.Clear();
        }

        public override void Add(Field field, int start, int length, ulong value)
        {
            if (field.Name == "http.response.code")
                Statuses.Add(value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        public override void Add(Field field, int start, int length, ReadOnlySpan<char> text)
        {
            List<string>? list = field.Name switch
            {
                "http.request.method" => Methods,
                "http.host" => Hosts,
                "http.request.uri" => Targets,
                "http.user_agent" => Agents,
                _ => null,
            };
            if (!text.IsEmpty)
                list?.Add(new string(text[..Math.Min(text.Length, LongestText)]));
        }

        public override void Add(Field field, int start, int length, ReadOnlySpan<byte> octets) { }

        public override void Add(Field field, int start, int length, double value) { }
    }
}
