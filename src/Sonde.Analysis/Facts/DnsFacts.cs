using System.Runtime.InteropServices;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Counts over the messages of one of the DNS protocols: <c>dns</c>, <c>mdns</c> or <c>llmnr</c>.</summary>
/// <remarks>
/// Names and types of the questions count where all messages of a frame are queries (or, apart, all responses), so that
/// a name is not counted twice. Memory: the distinct names, at most <see cref="NameLimit"/>.
/// </remarks>
public sealed class DnsFacts : IObserver
{
    /// <summary>Most distinct names kept.</summary>
    public const int NameLimit = 1_000_000;

    private readonly LayerReader? _reader;
    private readonly Sink _sink = new();
    private readonly Dictionary<string, long> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<ulong, long> _queryTypes = [];
    private readonly Dictionary<ulong, long> _responseTypes = [];
    private readonly Dictionary<ulong, long> _responseCodes = [];

    /// <summary>Counts the messages of this protocol.</summary>
    public DnsFacts(Protocols protocols, string protocol) => (Protocol, _reader) = (protocol, protocols.Find(protocol));

    /// <summary>Wireshark's name of the protocol.</summary>
    public string Protocol { get; }

    /// <summary>Frames with a message.</summary>
    public long Frames { get; private set; }

    /// <summary>Queries.</summary>
    public long Queries { get; private set; }

    /// <summary>Responses.</summary>
    public long Responses { get; private set; }

    /// <summary>Names asked, with how often.</summary>
    public IReadOnlyDictionary<string, long> Names => _names;

    /// <summary>Types asked in queries, with how often.</summary>
    public IReadOnlyDictionary<ulong, long> QueryTypes => _queryTypes;

    /// <summary>Types repeated in responses, with how often.</summary>
    public IReadOnlyDictionary<ulong, long> ResponseTypes => _responseTypes;

    /// <summary>Response codes, with how often.</summary>
    public IReadOnlyDictionary<ulong, long> ResponseCodes => _responseCodes;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> PacketProtocols => _reader is null ? [] : [_reader.Name];

    /// <inheritdoc/>
    public void OnPacket(in Packet packet)
    {
        if (_reader is null)
            return;
        bool any = false;
        foreach (ref readonly LayerSpan layer in packet.Layers)
        {
            if (layer.Reader != _reader)
                continue;
            if (!any)
                _sink.Clear();
            any = true;
            layer.Reader.Describe(packet.GivenTo(layer), _sink);
        }
        if (any)
            Count();
    }

    private void Count()
    {
        if (_sink.Queries + _sink.Responses == 0)
            return;
        Frames++;
        Queries += _sink.Queries;
        Responses += _sink.Responses;
        foreach (ulong code in _sink.Codes)
            CollectionsMarshal.GetValueRefOrAddDefault(_responseCodes, code, out _)++;
        if (_sink.Queries > 0 && _sink.Responses > 0)
            return;
        Dictionary<ulong, long> types = _sink.Responses > 0 ? _responseTypes : _queryTypes;
        foreach (ulong type in _sink.Types)
            CollectionsMarshal.GetValueRefOrAddDefault(types, type, out _)++;
        if (_sink.Responses > 0)
            return;
        Dictionary<string, long>.AlternateLookup<ReadOnlySpan<char>> byText = _names.GetAlternateLookup<
            ReadOnlySpan<char>
        >();
        for (int i = 0; i < _sink.NameCount; i++)
        {
            ReadOnlySpan<char> name = _sink.NameAt(i);
            if (_names.Count < NameLimit)
                CollectionsMarshal.GetValueRefOrAddDefault(byText, name, out _)++;
            else if (byText.TryGetValue(name, out long seen))
                byText[name] = seen + 1;
        }
    }

    private sealed class Sink : FieldSink
    {
        private readonly List<(int Start, int Length)> _nameSpans = [];
        private char[] _text = new char[1024];
        private int _textLength;

        public int Queries { get; private set; }

        public int Responses { get; private set; }

        public List<ulong> Codes { get; } = [];

        public List<ulong> Types { get; } = [];

        public int NameCount => _nameSpans.Count;

        public ReadOnlySpan<char> NameAt(int index) => _text.AsSpan(_nameSpans[index].Start, _nameSpans[index].Length);

        public void Clear()
        {
            (Queries, Responses, _textLength) = (0, 0, 0);
            Codes.Clear();
            Types.Clear();
            _nameSpans.Clear();
        }

        public override void Add(Field field, int start, int length, ulong value)
        {
            switch (field.Name)
            {
                case "dns.flags.response" when value == 0:
                    Queries++;
                    break;
                case "dns.flags.response":
                    Responses++;
                    break;
                case "dns.flags.rcode":
                    Codes.Add(value);
                    break;
                case "dns.qry.type":
                    Types.Add(value);
                    break;
                default:
                    break;
            }
        }

        public override void Add(Field field, int start, int length, ReadOnlySpan<char> text)
        {
            if (field.Name != "dns.qry.name")
                return;
            if (_textLength + text.Length > _text.Length)
                Array.Resize(ref _text, (_textLength + text.Length) * 2);
            text.CopyTo(_text.AsSpan(_textLength));
            _nameSpans.Add((_textLength, text.Length));
            _textLength += text.Length;
        }

        public override void Add(Field field, int start, int length, ReadOnlySpan<byte> octets) { }

        public override void Add(Field field, int start, int length, double value) { }
    }
}
