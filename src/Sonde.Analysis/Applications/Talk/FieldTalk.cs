using System.Globalization;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Which fields of a layer are facts, and under which names.</summary>
/// <param name="Said">Facts by Wireshark's name of their field.</param>
/// <param name="Counted">Counted words by Wireshark's name of their field.</param>
internal sealed record FactFields(IReadOnlyDictionary<string, string> Said, IReadOnlyDictionary<string, string> Counted)
{
    /// <summary>Fields whose values, one behind the other, are parts of one name.</summary>
    public IReadOnlySet<string> Parts { get; init; } = new HashSet<string>();
}

/// <summary>Takes facts from the fields of a layer.</summary>
internal sealed class FactSink(ConversationFacts facts, FactFields fields) : FieldSink
{
    private (string Field, string Text)? _open; // parts of a name so far

    /// <summary>The message ends.</summary>
    public void End()
    {
        if (_open is { } open)
            facts.Say(fields.Said[open.Field], open.Text);
        _open = null;
    }

    public override void Add(Field field, int start, int length, ulong value)
    {
        if (!fields.Said.ContainsKey(field.Name) && !fields.Counted.ContainsKey(field.Name))
            return;
        long signed = unchecked((long)value);
        string number =
            field.Kind == FieldKind.Signed
                ? signed.ToString(CultureInfo.InvariantCulture)
                : value.ToString(CultureInfo.InvariantCulture);
        Take(field, field.Names?.Invoke(value) ?? number);
    }

    public override void Add(Field field, int start, int length, ReadOnlySpan<byte> octets)
    {
        if (field.Kind is FieldKind.Ipv4 or FieldKind.Ipv6 && octets.Length is 4 or 16)
            Take(field, Address.From(octets).ToString());
    }

    public override void Add(Field field, int start, int length, ReadOnlySpan<char> text) =>
        Take(field, text[..Math.Min(text.Length, ConversationFacts.LongestText + 1)].ToString());

    public override void Add(Field field, int start, int length, double value) { }

    private void Take(Field field, string text)
    {
        bool isPart = fields.Parts.Contains(field.Name);
        if (isPart && _open is { } open && open.Field == field.Name && open.Text.Length < ConversationFacts.LongestText)
        {
            _open = (open.Field, $"{open.Text}/{text}");
            return;
        }
        End();
        if (isPart)
        {
            _open = (field.Name, text);
            return;
        }
        if (fields.Said.TryGetValue(field.Name, out string? name))
            facts.Say(name, text);
        if (fields.Counted.TryGetValue(field.Name, out string? counted))
            facts.Count(counted, text);
    }
}

/// <summary>Told of each message of a conversation after its fields were taken, for what fields do not say.</summary>
internal delegate void MessageHook(bool fromClient, ReadOnlySpan<byte> message, StreamPlace place);

/// <summary>Reads a conversation of messages whose fields are the facts.</summary>
/// <remarks>Memory: that of a <see cref="MessageCutter"/>.</remarks>
internal sealed class FieldTalk<T> : IApplicationReader, IMessageReader
    where T : struct, IStreamLayer<T>, allows ref struct
{
    private readonly MessageCutter _cutter;
    private readonly FactSink _sink;
    private readonly MessageHook? _hook;
    private readonly ApplicationStream _stream;
    private readonly bool _readsServer;
    private bool _isOver;

    public FieldTalk(
        ApplicationStream stream,
        ConversationFacts facts,
        FactFields fields,
        Func<FieldTalk<T>, MessageHook>? hook = null,
        bool readsServer = true
    )
    {
        _readsServer = readsServer;
        (_stream, _sink, _cutter) = (stream, new FactSink(facts, fields), new MessageCutter(this));
        _hook = hook?.Invoke(this);
    }

    /// <summary>What follows is of another application.</summary>
    public void Upgrade()
    {
        _isOver = true;
        _stream.Upgrade();
    }

    public void OnOctets(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place)
    {
        if (!_cutter.IsLost)
            _cutter.Add(fromClient, octets, place);
    }

    public void OnGap(bool fromClient, long length, StreamPlace place) => _cutter.Skip(fromClient, length);

    public long Measure(bool fromClient, ReadOnlySpan<byte> octets) => T.Measure(octets).Length;

    public bool OnMessage(bool fromClient, ReadOnlySpan<byte> head, long length, StreamPlace place)
    {
        if (!fromClient && !_readsServer)
            return true;
        ReadOnlySpan<byte> message = head[Math.Min(T.Measure(head).Prefix, head.Length)..];
        if (T.TryRead(message, out T layer) <= ReadStatus.Cut)
        {
            layer.Describe(_sink);
            _sink.End();
            _hook?.Invoke(fromClient, message, place);
        }
        return !_isOver;
    }

    public void OnLeft(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place)
    {
        if (_isOver)
            _stream.Feed(fromClient, octets, place);
    }
}

/// <summary>Reads a conversation of datagrams whose fields are the facts.</summary>
internal sealed class FieldDatagrams<T>(ConversationFacts facts, FactFields fields) : IDatagramReader
    where T : struct, ILayer<T>, allows ref struct
{
    private readonly FactSink _sink = new(facts, fields);

    public void OnDatagram(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place)
    {
        if (T.TryRead(octets, out T layer) > ReadStatus.Cut)
            return;
        layer.Describe(_sink);
        _sink.End();
    }
}
