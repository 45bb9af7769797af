using System.Globalization;
using System.Text;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>What a MySQL server answers: OK, an error, or sets of rows.</summary>
internal sealed class MysqlAnswer(DatabaseTalk talk, MysqlStatements statements)
{
    private const ushort MoreResults = 0x0008;
    private const int EndLength = 5; // an EOF packet of version 4.1 and later
    private const int LongestEnd = 9; // a row that begins with the mark of an EOF is longer

    private readonly Queue<byte> _commands = [];
    private State _state;
    private ulong _columns; // definitions that still come
    private bool _inRows; // the packet between columns and rows came, or rows did

    private enum State : byte
    {
        Begin,
        Columns,
        Rows,
        Definitions, // of a prepared statement
    }

    public static (int Code, string Text) ReadError(ReadOnlySpan<byte> payload)
    {
        var cursor = new OctetCursor(payload[1..]);
        int code = (int)cursor.Little(2);
        if (cursor.Rest is [(byte)'#', ..])
            cursor.Take(6);
        return (code, Encoding.UTF8.GetString(cursor.Rest));
    }

    public void Clear()
    {
        _commands.Clear();
        (_state, _inRows) = (State.Begin, false);
    }

    public void Expect(byte command)
    {
        if (MysqlCommands.IsSilent(command) || command == MysqlCommands.BinlogDump)
            return;
        if (_commands.Count == DatabaseTalk.MostPending)
            _commands.Dequeue();
        _commands.Enqueue(command);
    }

    public void OnPacket(ReadOnlySpan<byte> payload, int length, MysqlCapabilities agreed, StreamPlace place)
    {
        if (talk.First is not { } query || !_commands.TryPeek(out byte command))
            return;
        query.FirstAnswered ??= place;
        if (payload[0] == 0xff && _state != State.Columns)
        {
            (int code, string text) = ReadError(payload);
            talk.Tell(DatabaseMessageKind.Error, code, text, place);
            (query.ErrorCode, query.ErrorText) = (code.ToString(CultureInfo.InvariantCulture), text);
            Finish(place);
            return;
        }
        switch (_state)
        {
            case State.Begin:
                OnFirst(query, command, payload, length, place);
                break;
            case State.Columns:
                if (_columns > 0)
                    _columns--;
                if (_columns == 0)
                    _state = State.Rows;
                break;
            case State.Rows:
                OnRow(query, payload, length, agreed, place);
                break;
            case State.Definitions:
                if (payload[0] != 0xfe || length != EndLength)
                    _columns--;
                if (_columns == 0)
                    Finish(place);
                break;
        }
    }

    private void OnFirst(DatabaseQuery query, byte command, ReadOnlySpan<byte> payload, int length, StreamPlace place)
    {
        if (command is MysqlCommands.Prepare && payload[0] == 0)
            OnPrepared(query, payload, place);
        else if (command is MysqlCommands.FieldList)
            (_state, query.Rows, _inRows) = (State.Rows, 0, true);
        else if (command is MysqlCommands.Fetch)
            (_state, query.Rows, _inRows) = (State.Rows, 1, true);
        else if (payload[0] == 0 && command is not MysqlCommands.Statistics)
            OnOk(query, command, payload, place);
        else if (
            command is not (MysqlCommands.Query or MysqlCommands.Execute)
            || (payload[0] == 0xfe && length < LongestEnd)
        )
            Finish(place);
        else if (payload[0] != 0xfb) // the server asks for a file: its verdict comes after that
            Begin(query, payload);
    }

    private void Begin(DatabaseQuery query, ReadOnlySpan<byte> payload)
    {
        var cursor = new OctetCursor(payload);
        _columns = MysqlPacket.LengthEncoded(ref cursor);
        query.Rows ??= 0;
        _state = _columns > 0 ? State.Columns : State.Rows;
    }

    private void OnPrepared(DatabaseQuery query, ReadOnlySpan<byte> payload, StreamPlace place)
    {
        var cursor = new OctetCursor(payload[1..]);
        uint id = (uint)cursor.Little(4);
        ulong columns = cursor.Little(2);
        int parameters = (int)cursor.Little(2);
        statements.Add(id, query.Statement, parameters);
        _columns = columns + (ulong)parameters;
        if (_columns == 0)
            Finish(place);
        else
            _state = State.Definitions;
    }

    private void OnOk(DatabaseQuery query, byte command, ReadOnlySpan<byte> payload, StreamPlace place)
    {
        var cursor = new OctetCursor(payload[1..]);
        long affected = (long)MysqlPacket.LengthEncoded(ref cursor);
        MysqlPacket.LengthEncoded(ref cursor);
        ulong status = cursor.Little(2);
        if (command is MysqlCommands.Query or MysqlCommands.Execute)
            query.Affected = (query.Affected ?? 0) + affected;
        if (command is MysqlCommands.InitDatabase)
            talk.Session.Database = query.Statement;
        else if (
            command is MysqlCommands.Query
            && query.Statement.StartsWith("use ", StringComparison.OrdinalIgnoreCase)
        )
            talk.Session.Database = query.Statement[4..].Trim().TrimEnd(';').Trim('`', ' ');
        if ((status & MoreResults) == 0)
            Finish(place);
    }

    private void OnRow(
        DatabaseQuery query,
        ReadOnlySpan<byte> payload,
        int length,
        MysqlCapabilities agreed,
        StreamPlace place
    )
    {
        if (payload[0] != 0xfe || (length >= LongestEnd && !agreed.HasFlag(MysqlCapabilities.DeprecateEof)))
        {
            query.Rows++;
            _inRows = true;
            return;
        }
        bool isOld = length == EndLength;
        var cursor = new OctetCursor(payload[1..]);
        if (isOld && !_inRows)
        {
            _inRows = true; // between the columns and the rows
            return;
        }
        if (!isOld)
        {
            MysqlPacket.LengthEncoded(ref cursor);
            MysqlPacket.LengthEncoded(ref cursor);
        }
        else
        {
            cursor.Take(2); // warnings
        }
        (_state, _inRows) = (State.Begin, false);
        if ((cursor.Little(2) & MoreResults) == 0)
            Finish(place);
    }

    private void Finish(StreamPlace place)
    {
        (_state, _inRows) = (State.Begin, false);
        _commands.Dequeue();
        talk.Finish(place);
    }
}
