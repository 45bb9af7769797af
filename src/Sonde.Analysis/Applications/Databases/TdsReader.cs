using System.Text;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Reads a conversation with Microsoft SQL Server: login, batches, calls and what became of them.</summary>
/// <remarks>Memory: that of a <see cref="DatabaseTalk"/>, and the first <see cref="MessageCutter.MostHead"/> octets of a message each way.</remarks>
internal sealed class TdsReader : IApplicationReader, IMessageReader
{
    private const int MostMessage = 64 * 1024;
    private const int TailLength = 13; // a DONE of version 7.2 and later

    private readonly DatabaseTalk _talk;
    private readonly MessageCutter _cutter;
    private readonly OctetQueue _request = new(MostMessage);
    private readonly OctetQueue _answer = new(MostMessage);
    private readonly byte[] _tail = new byte[TailLength];
    private bool _isRequestCut;
    private bool _isOld; // no headers before a batch: before version 7.2

    public TdsReader(ApplicationStream stream, IDatabaseSink sink)
    {
        _talk = new DatabaseTalk("tds", stream, sink);
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
        _cutter.Skip(fromClient, length);
        _request.Clear();
        _answer.Clear();
        _talk.DropAll();
    }

    public void OnEnd() => _talk.End();

    public void OnLeft(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place) { }

    public long Measure(bool fromClient, ReadOnlySpan<byte> octets)
    {
        if (octets.Length < TdsPacket.HeaderLength)
            return 0;
        return TdsPacket.TryRead(octets, out TdsPacket packet) ? packet.Length : -1;
    }

    public bool OnMessage(bool fromClient, ReadOnlySpan<byte> head, long length, StreamPlace place)
    {
        if (_talk.IsStopped)
            return false;
        TdsPacket.TryRead(head, out TdsPacket packet);
        ReadOnlySpan<byte> data = head[TdsPacket.HeaderLength..];
        OctetQueue queue = fromClient ? _request : _answer;
        bool isWhole = queue.TryAdd(data, place);
        if (fromClient)
            _isRequestCut |= !isWhole;
        else
            KeepTail(data);
        if (!fromClient && _talk.First is { } query)
            query.FirstAnswered ??= place;
        if (!packet.IsLast)
            return true;
        if (fromClient)
            OnRequest(packet.Type, queue.Octets, place);
        else if (packet.Type == TdsPacket.Answer)
            OnAnswer(queue.Octets, place);
        queue.Clear();
        if (fromClient)
            _isRequestCut = false;
        return !_talk.IsStopped;
    }

    private void OnRequest(byte type, ReadOnlySpan<byte> message, StreamPlace place)
    {
        switch (type)
        {
            case TdsPacket.Batch:
                string batch = TdsText.Read(TdsText.AfterHeaders(message, ref _isOld));
                _talk.Tell(DatabaseMessageKind.Statement, type, batch, place);
                Ask("query", "SQL batch", batch, place);
                break;
            case TdsPacket.Call:
                TdsCall call = TdsCall.Read(TdsText.AfterHeaders(message, ref _isOld));
                _talk.Ask("execute", call.Procedure, Cut(call.Statement), place, _isRequestCut, call.Parameters);
                break;
            case TdsPacket.Login:
                OnLogin(message);
                break;
            case TdsPacket.PreLogin when message is [0x14 or 0x15 or 0x16 or 0x17, 3, ..]:
                _talk.Stop("the login, or all that follows, is encrypted");
                break;
            case TdsPacket.Transaction:
                _talk.Ask("command", "transaction", "", place);
                break;
            case TdsPacket.Attention:
                _talk.AskSilently("command", "attention", "", place);
                break;
            default:
                break;
        }
    }

    private void Ask(string kind, string command, string text, StreamPlace place) =>
        _talk.Ask(kind, command, Cut(text), place, _isRequestCut || text.Length > DatabaseTalk.LongestStatement);

    private static string Cut(string text) =>
        text.Length > DatabaseTalk.LongestStatement ? text[..DatabaseTalk.LongestStatement] : text;

    // Names stand by place and length in a table at octet 36 (MS-TDS 2.2.6.4); the password, the third, is passed over.
    private void OnLogin(ReadOnlySpan<byte> message)
    {
        _talk.Session.User = Name(message, 40);
        _talk.Session.Program = Name(message, 48);
        _talk.Session.Database = Name(message, 68) is { Length: > 0 } database ? database : null;
    }

    private static string? Name(ReadOnlySpan<byte> message, int at)
    {
        if (message.Length < at + 4)
            return null;
        var cursor = new OctetCursor(message[at..]);
        int start = (int)cursor.Little(2);
        int length = 2 * (int)cursor.Little(2);
        return start + length <= message.Length ? Encoding.Unicode.GetString(message.Slice(start, length)) : null;
    }

    private void OnAnswer(ReadOnlySpan<byte> message, StreamPlace place)
    {
        if (_talk.First is not { } query)
        {
            if (TdsText.Error(message) is { } refused)
                _talk.Session.RefuseLogin($"{refused.Code}: {refused.Text}", place);
            return;
        }
        if (TdsText.Error(message) is { } error)
        {
            (query.ErrorCode, query.ErrorText) = error;
            _talk.Tell(DatabaseMessageKind.Error, 0, error.Code, place);
        }
        if (TdsText.Count(_tail) is { } count)
        {
            if (message is [0x81, ..])
                query.Rows = count;
            else
                query.Affected = count;
        }
        _talk.Finish(place);
    }

    private void KeepTail(ReadOnlySpan<byte> data)
    {
        if (data.Length >= TailLength)
        {
            data[^TailLength..].CopyTo(_tail);
            return;
        }
        _tail.AsSpan(data.Length).CopyTo(_tail);
        data.CopyTo(_tail.AsSpan(TailLength - data.Length));
    }
}
