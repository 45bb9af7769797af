using System.Globalization;
using System.Text;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Reads a conversation with Redis: commands, pipelined or inline, and their answers.</summary>
/// <remarks>Memory: that of a <see cref="DatabaseTalk"/>; of a command at most <see cref="MostWords"/> words.</remarks>
internal sealed class RedisReader : IApplicationReader, IMessageReader
{
    private const int MostWords = 256;
    private const int LongestWord = 4096;
    private const int Deepest = 32; // aggregates in aggregates

    private readonly DatabaseTalk _talk;
    private readonly MessageCutter _cutter;
    private readonly List<string> _words = [];
    private readonly Nesting _asked = new();
    private readonly Nesting _answered = new();
    private bool _isCut;
    private bool _inline;
    private bool _answerIsPush;
    private bool _listens; // subscribed or monitoring: what comes is not asked for

    public RedisReader(ApplicationStream stream, IDatabaseSink sink)
    {
        _talk = new DatabaseTalk("resp", stream, sink);
        _cutter = new MessageCutter(this);
    }

    public void OnOctets(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place)
    {
        if (_talk.IsStopped)
            return;
        _cutter.Add(fromClient, octets, place);
        if (_cutter.IsLost)
            _talk.Stop("octets that are not of the protocol");
    }

    public void OnGap(bool fromClient, long length, StreamPlace place)
    {
        _talk.Session.Missing += length;
        if (_cutter.Skip(fromClient, length))
            return;
        _talk.DropAll();
        _asked.Clear();
        _answered.Clear();
        _words.Clear();
    }

    public void OnEnd() => _talk.End();

    public void OnLeft(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place) { }

    public long Measure(bool fromClient, ReadOnlySpan<byte> octets) => RespUnit.Read(octets).Length;

    public bool OnMessage(bool fromClient, ReadOnlySpan<byte> head, long length, StreamPlace place)
    {
        if (_talk.IsStopped)
            return false;
        RespUnit unit = RespUnit.Read(head);
        Nesting nesting = fromClient ? _asked : _answered;
        bool isOuter = nesting.IsEmpty;
        if (isOuter && !fromClient)
            OnAnswerBegins(unit, head, place);
        if (fromClient)
            AddWord(unit, head);
        if (!nesting.Add(unit, Deepest))
        {
            _talk.Stop($"aggregates more than {Deepest.ToString(CultureInfo.InvariantCulture)} deep");
            return false;
        }
        if (!nesting.IsEmpty)
            return true;
        if (fromClient)
            OnCommand(place);
        else
            OnAnswerEnds(place);
        return true;
    }

    private void AddWord(in RespUnit unit, ReadOnlySpan<byte> head)
    {
        if (unit.IsAggregate || unit.TextLength < 0)
            return;
        ReadOnlySpan<byte> text = head[Math.Min(unit.TextStart, head.Length)..];
        text = text[..(int)Math.Min(unit.TextLength, Math.Min(text.Length, LongestWord))];
        _isCut |= unit.TextLength > text.Length || _words.Count >= MostWords;
        if (RespUnit.IsType(unit.Type))
        {
            if (_words.Count < MostWords)
                _words.Add(Encoding.UTF8.GetString(text));
        }
        else
        {
            _inline = true;
            _words.AddRange(Encoding.UTF8.GetString(text).Split(' ', MostWords, StringSplitOptions.RemoveEmptyEntries));
        }
    }

    private void OnCommand(StreamPlace place)
    {
        if (_words.Count > 0)
        {
            string command = _words[0].ToUpperInvariant();
            if (!_inline)
                _talk.Tell(DatabaseMessageKind.Statement, 0, string.Join(' ', _words), place);
            Remember(command);
            RedisSecrets.Redact(_words);
            string text = string.Join(' ', _words);
            bool isCut = _isCut || text.Length > DatabaseTalk.LongestStatement;
            if (text.Length > DatabaseTalk.LongestStatement)
                text = text[..DatabaseTalk.LongestStatement];
            _talk.Ask("command", command, text, place, isCut);
        }
        _words.Clear();
        (_isCut, _inline) = (false, false);
    }

    private void Remember(string command)
    {
        _listens |= command is "SUBSCRIBE" or "PSUBSCRIBE" or "SSUBSCRIBE" or "MONITOR" or "SYNC" or "PSYNC";
        if (command == "AUTH")
            _talk.Session.User = _words.Count > 2 ? _words[1] : "default";
        else if (
            command == "HELLO"
            && _words.FindIndex(word => word.Equals("AUTH", StringComparison.OrdinalIgnoreCase)) is > 0 and var at
            && at + 1 < _words.Count
        )
            _talk.Session.User = _words[at + 1];
        else if (command == "SELECT" && _words.Count > 1)
            _talk.Session.Database = _words[1];
    }

    private void OnAnswerBegins(in RespUnit unit, ReadOnlySpan<byte> head, StreamPlace place)
    {
        _answerIsPush = unit.Type is (byte)'>' or (byte)'|';
        if (_answerIsPush || _talk.First is not { } query)
            return;
        query.FirstAnswered ??= place;
        if (unit.IsAggregate)
            query.Rows = Math.Max(unit.Number, 0);
        if (unit.Type is not ((byte)'-' or (byte)'!'))
            return;
        ReadOnlySpan<byte> text = head[unit.TextStart..];
        string said = Encoding.UTF8.GetString(
            text[..(int)Math.Min(Math.Min(unit.TextLength, text.Length), LongestWord)]
        );
        int space = said.IndexOf(' ', StringComparison.Ordinal);
        (query.ErrorCode, query.ErrorText) = space > 0 ? (said[..space], said[(space + 1)..]) : (said, "");
        _talk.Tell(DatabaseMessageKind.Error, 0, query.ErrorCode, place);
    }

    private void OnAnswerEnds(StreamPlace place)
    {
        if (!_answerIsPush && (!_listens || _talk.Pending > 0))
            _talk.Finish(place);
    }

    // Members that still come, of each aggregate that is open.
    private sealed class Nesting
    {
        private readonly List<long> _left = [];

        public bool IsEmpty => _left.Count == 0;

        public void Clear() => _left.Clear();

        public bool Add(in RespUnit unit, int deepest)
        {
            if (unit.Members > 0)
            {
                _left.Add(unit.Members);
                return _left.Count <= deepest;
            }
            while (_left.Count > 0 && --_left[^1] == 0)
                _left.RemoveAt(_left.Count - 1);
            return true;
        }
    }
}
