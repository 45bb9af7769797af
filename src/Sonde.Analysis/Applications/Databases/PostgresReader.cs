using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Reads a conversation with PostgreSQL: startup, simple and extended queries and what became of them.</summary>
/// <remarks>Memory: that of a <see cref="DatabaseTalk"/> and of <see cref="PostgresStatements"/>.</remarks>
internal sealed class PostgresReader : IApplicationReader, IMessageReader
{
    private readonly ApplicationStream _stream;
    private readonly DatabaseTalk _talk;
    private readonly MessageCutter _cutter;
    private readonly PostgresStatements _statements = new();
    private readonly PostgresAnswer _answer;
    private bool _isStarting;
    private bool _waitsForVerdict; // one octet of the server: may the client go on with TLS
    private bool _upgraded;

    public PostgresReader(ApplicationStream stream, IDatabaseSink sink)
    {
        _stream = stream;
        _talk = new DatabaseTalk("pgsql", stream, sink);
        _cutter = new MessageCutter(this);
        _answer = new PostgresAnswer(_talk);
        _isStarting = stream.IsFromTheStart;
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
        _answer.Clear();
        _talk.DropAll();
        _isStarting = false;
    }

    public void OnEnd() => _talk.End();

    public long Measure(bool fromClient, ReadOnlySpan<byte> octets)
    {
        if (fromClient && PostgresMessage.StartupCode(octets) is not null)
            return (long)new OctetCursor(octets).Word();
        if (fromClient && _isStarting && octets.Length < 8 && (octets.IsEmpty || octets[0] == 0))
            return 0;
        if (!fromClient && _waitsForVerdict)
            return 1;
        if (!PostgresMessage.TryRead(octets, out PostgresMessage message))
            return 0;
        bool isKnown = fromClient
            ? PostgresMessage.IsFromClient(message.Type)
            : PostgresMessage.IsFromServer(message.Type);
        return isKnown && message.Length >= 5 ? message.Length : -1;
    }

    public bool OnMessage(bool fromClient, ReadOnlySpan<byte> head, long length, StreamPlace place)
    {
        if (_talk.IsStopped)
            return false;
        if (!fromClient && _waitsForVerdict)
            OnVerdict(head[0]);
        else if (fromClient && PostgresMessage.StartupCode(head) is { } code)
            OnStartup(code, head[8..], place);
        else if (PostgresMessage.TryRead(head, out PostgresMessage message))
            OnTyped(fromClient, message, head[message.BodyStart..], length > head.Length, place);
        return !_upgraded;
    }

    public void OnLeft(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place)
    {
        if (_upgraded)
            _stream.Feed(fromClient, octets, place);
    }

    private void OnVerdict(byte verdict)
    {
        _waitsForVerdict = false;
        if (verdict is not ((byte)'S' or (byte)'G'))
            return;
        _upgraded = true;
        _talk.Session.Unread = "the conversation goes on encrypted";
        _talk.End();
        _stream.Upgrade();
    }

    private void OnStartup(uint code, ReadOnlySpan<byte> body, StreamPlace place)
    {
        if (code is PostgresMessage.TlsRequest or PostgresMessage.GssRequest)
        {
            _waitsForVerdict = true;
            return;
        }
        if (code == PostgresMessage.CancelRequest)
        {
            _talk.AskSilently("command", "CancelRequest", "", place);
            return;
        }
        _isStarting = false;
        var cursor = new OctetCursor(body);
        for (int left = 64; left > 0 && !cursor.IsEmpty; left--)
        {
            string name = cursor.TextToZero();
            if (name.Length == 0)
                break;
            string value = cursor.TextToZero();
            switch (name)
            {
                case "user":
                    _talk.Session.User = value;
                    break;
                case "database":
                    _talk.Session.Database = value;
                    break;
                case "application_name":
                    _talk.Session.Program = value;
                    break;
                default:
                    break;
            }
        }
        _talk.Session.Database ??= _talk.Session.User; // the server's rule
    }

    private void OnTyped(
        bool fromClient,
        in PostgresMessage message,
        ReadOnlySpan<byte> body,
        bool isCut,
        StreamPlace place
    )
    {
        _talk.Tell(DatabaseMessageKind.Command, message.Type, fromClient ? ">" : "<", place);
        if (fromClient)
            OnClient(message.Type, body, isCut, place);
        else
            _answer.OnMessage(message.Type, body, place);
    }

    private void OnClient(byte type, ReadOnlySpan<byte> body, bool isCut, StreamPlace place)
    {
        var cursor = new OctetCursor(body);
        switch (type)
        {
            case (byte)'Q':
                ReadOnlySpan<byte> query = cursor.ToZero();
                Statement("query", "Query", query, isCut, place);
                _answer.Expect(PostgresAnswer.Awaited.Simple, _talk.Pending);
                break;
            case (byte)'P':
                string name = cursor.TextToZero();
                ReadOnlySpan<byte> text = cursor.ToZero();
                _statements.Prepare(name, DatabaseTalk.Text(text));
                Statement("prepare", "Parse", text, isCut, place);
                _answer.Expect(PostgresAnswer.Awaited.Parse, _talk.Pending);
                break;
            case (byte)'B':
                _statements.Bind(ref cursor);
                break;
            case (byte)'E':
                (string statement, IReadOnlyList<string> values) = _statements.Run(cursor.TextToZero());
                _talk.Ask("execute", "Execute", statement, place, isCut, values);
                _answer.Expect(PostgresAnswer.Awaited.Execute, _talk.Pending);
                break;
            case (byte)'C':
                _statements.Close(ref cursor);
                break;
            case (byte)'S':
                _answer.Expect(PostgresAnswer.Awaited.Sync, _talk.Pending);
                break;
            case (byte)'F':
                _talk.Ask("command", "FunctionCall", "", place);
                _answer.Expect(PostgresAnswer.Awaited.Simple, _talk.Pending);
                break;
            default:
                break;
        }
    }

    private void Statement(string kind, string command, ReadOnlySpan<byte> text, bool isCut, StreamPlace place)
    {
        string statement = DatabaseTalk.Text(text);
        _talk.Tell(DatabaseMessageKind.Statement, 0, statement, place);
        _talk.Ask(kind, command, statement, place, isCut || text.Length > DatabaseTalk.LongestStatement);
    }
}
