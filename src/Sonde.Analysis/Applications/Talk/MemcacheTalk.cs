using System.Buffers.Text;
using System.Text;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Analysis;

/// <summary>Reads a conversation with Memcached, in lines or in binary: commands, keys, what became of them, the version. Values are passed over.</summary>
/// <remarks>Binary: <c>magic 1, opcode 1, key length 2, extras 1, data type 1, status 2, body 4, opaque 4, version 8</c>.</remarks>
internal sealed class MemcacheTalk : IApplicationReader, ILineReader, IMessageReader
{
    /// <summary>Usual port.</summary>
    public static readonly ushort[] Ports = [11211];

    private const int Header = 24;
    private const int Request = 0x80;
    private const int Response = 0x81;

    private static readonly string[] Opcodes =
    [
        "get",
        "set",
        "add",
        "replace",
        "delete",
        "incr",
        "decr",
        "quit",
        "flush_all",
        "get",
        "noop",
        "version",
        "get",
        "get",
        "append",
        "prepend",
        "stats",
        "set",
        "add",
        "replace",
        "delete",
        "incr",
        "decr",
        "quit",
        "flush_all",
        "append",
        "prepend",
        "verbosity",
        "touch",
        "gat",
        "gat",
        "?",
        "sasl_list",
        "sasl_auth",
        "sasl_step",
    ];

    private readonly ConversationFacts _facts;
    private readonly LineCutter _lines;
    private readonly MessageCutter _messages;
    private readonly long[] _value = [0, 0]; // octets of a value that are to come, of the server and the client
    private bool? _isBinary;

    public MemcacheTalk(ConversationFacts facts)
    {
        _facts = facts;
        (_lines, _messages) = (new LineCutter(this), new MessageCutter(this));
    }

    public bool IsOver => false;

    public static Recognition Recognize(in StreamOpening opening) => Opening.Of(opening, Ports, OfClient, OfServer);

    public void OnOctets(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place)
    {
        _isBinary ??= octets[0] is Request or Response;
        if (_isBinary == false)
            _lines.Add(fromClient, octets, place);
        else if (!_messages.IsLost)
            _messages.Add(fromClient, octets, place);
    }

    public void OnGap(bool fromClient, long length, StreamPlace place)
    {
        ref long value = ref _value[fromClient ? 1 : 0];
        if (_isBinary == true)
            _messages.Skip(fromClient, length);
        else if (value < length)
            _lines.Skip(fromClient);
        value = Math.Max(0, value - length);
    }

    public int OnContent(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place)
    {
        ref long value = ref _value[fromClient ? 1 : 0];
        int taken = (int)Math.Min(value, octets.Length);
        value -= taken;
        return taken;
    }

    public void OnLine(bool fromClient, ReadOnlySpan<byte> line, StreamPlace place)
    {
        ReadOnlySpan<byte> word = Words.First(line, out ReadOnlySpan<byte> rest);
        if (word.IsEmpty)
            return;
        ReadOnlySpan<byte> key = Words.First(rest, out ReadOnlySpan<byte> arguments);
        if (!fromClient)
        {
            OnAnswer(line, word, arguments);
            return;
        }
        _facts.Count("commands", Encoding.Latin1.GetString(word[..Math.Min(word.Length, 16)]).ToLowerInvariant());
        bool isStored = IsStorage(word);
        if (isStored)
            _value[1] = Length(arguments, 2);
        if (isStored || IsOfKey(word))
            _facts.Say("keys", key);
    }

    public void OnLeft(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place) { }

    public long Measure(bool fromClient, ReadOnlySpan<byte> octets)
    {
        if (octets[0] is not (Request or Response))
            return -1;
        if (octets.Length < Header)
            return 0;
        uint body = ReadUInt32BigEndian(octets[8..]);
        return body > 1 << 30 ? -1 : Header + body;
    }

    public bool OnMessage(bool fromClient, ReadOnlySpan<byte> head, long length, StreamPlace place)
    {
        string command = head[1] < Opcodes.Length ? Opcodes[head[1]] : Words.Number(head[1]);
        int at = Header + head[4];
        int key = ReadUInt16BigEndian(head[2..]);
        bool isThere = at + key <= head.Length;
        if (head[0] == Request)
        {
            _facts.Count("commands", command);
            if (isThere && !command.StartsWith("sasl", StringComparison.Ordinal))
                _facts.Say("keys", head.Slice(at, key));
        }
        else if (ReadUInt16BigEndian(head[6..]) is not 0 and var status)
            _facts.Count("status", StatusName(status));
        else if (command == "version" && isThere)
            _facts.Say("version", head[(at + key)..]);
        return true;
    }

    private void OnAnswer(ReadOnlySpan<byte> line, ReadOnlySpan<byte> word, ReadOnlySpan<byte> arguments)
    {
        if (word.SequenceEqual("VALUE"u8))
            _value[0] = Length(arguments, 1);
        if (word.SequenceEqual("VERSION"u8))
            _facts.Say("version", line[Math.Min(8, line.Length)..]);
        else if (!word.SequenceEqual("STAT"u8))
            _facts.CountWord("replies", word);
    }

    // The n-th number of "flags time octets" or "flags octets", from 0, and the end of the line behind the value.
    private static long Length(ReadOnlySpan<byte> arguments, int place)
    {
        ReadOnlySpan<byte> number = Words.First(arguments, out ReadOnlySpan<byte> rest);
        for (int at = 0; at < place; at++)
            number = Words.First(rest, out rest);
        return Utf8Parser.TryParse(number, out uint octets, out _) ? octets + 2L : 0;
    }

    private static bool IsStorage(ReadOnlySpan<byte> word) =>
        Words.Is(word, "set"u8)
        || Words.Is(word, "add"u8)
        || Words.Is(word, "replace"u8)
        || Words.Is(word, "append"u8)
        || Words.Is(word, "prepend"u8)
        || Words.Is(word, "cas"u8);

    private static bool IsOfKey(ReadOnlySpan<byte> word) =>
        Words.Is(word, "get"u8)
        || Words.Is(word, "gets"u8)
        || Words.Is(word, "delete"u8)
        || Words.Is(word, "incr"u8)
        || Words.Is(word, "decr"u8)
        || Words.Is(word, "touch"u8);

    private static Look OfClient(ReadOnlySpan<byte> octets)
    {
        if (octets.IsEmpty)
            return Look.Nothing;
        if (octets[0] == Request)
            return Binary(octets);
        if (octets[0] is < (byte)'a' or > (byte)'v')
            return Look.No;
        int end = octets.IndexOf((byte)'\n');
        if (end < 0)
            return octets.Length < 300 ? Look.More : Look.No;
        ReadOnlySpan<byte> word = Words.First(octets, out ReadOnlySpan<byte> rest);
        if (IsStorage(word))
        {
            Words.First(rest, out ReadOnlySpan<byte> numbers);
            return Length(numbers, 2) > 0 ? Look.Certain : Look.No;
        }
        bool isAlone =
            word.SequenceEqual("stats"u8) || word.SequenceEqual("version"u8) || word.SequenceEqual("flush_all"u8);
        return isAlone || (IsOfKey(word) && !rest.IsEmpty) ? Look.Fits : Look.No;
    }

    private static Look OfServer(ReadOnlySpan<byte> octets)
    {
        if (octets.IsEmpty)
            return Look.Nothing;
        if (octets[0] == Response)
            return Binary(octets);
        if (octets[0] is < (byte)'A' or > (byte)'V')
            return Look.No;
        if (octets.IndexOf((byte)'\n') < 0)
            return octets.Length < 300 ? Look.More : Look.No;
        ReadOnlySpan<byte> word = Words.First(octets, out _);
        return
            word.SequenceEqual("STORED"u8)
            || word.SequenceEqual("VALUE"u8)
            || word.SequenceEqual("END"u8)
            || word.SequenceEqual("STAT"u8)
            || word.SequenceEqual("VERSION"u8)
            || word.SequenceEqual("NOT_STORED"u8)
            || word.SequenceEqual("NOT_FOUND"u8)
            || word.SequenceEqual("DELETED"u8)
            ? Look.Fits
            : Look.No;
    }

    private static Look Binary(ReadOnlySpan<byte> octets)
    {
        if (octets.Length < Header)
            return Look.More;
        uint body = ReadUInt32BigEndian(octets[8..]);
        bool isSound =
            octets[1] < Opcodes.Length
            && octets[5] == 0
            && body >= octets[4] + ReadUInt16BigEndian(octets[2..])
            && body < 1 << 28;
        return isSound ? Look.Fits : Look.No;
    }

    private static string StatusName(int status) =>
        status switch
        {
            1 => "Key not found",
            2 => "Key exists",
            3 => "Value too large",
            4 => "Invalid arguments",
            5 => "Item not stored",
            6 => "Incr/Decr on a non-numeric value",
            0x20 => "Authentication error",
            0x81 => "Unknown command",
            0x82 => "Out of memory",
            _ => Words.Number(status),
        };
}
