using System.Globalization;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Reads a conversation with MySQL: greeting, login, commands and what became of them.</summary>
/// <remarks>Memory: that of a <see cref="DatabaseTalk"/>, and at most <see cref="MysqlStatements.Most"/> prepared statements.</remarks>
internal sealed class MysqlReader : IApplicationReader, IMessageReader
{
    private readonly ApplicationStream _stream;
    private readonly DatabaseTalk _talk;
    private readonly MessageCutter _cutter;
    private readonly MysqlStatements _statements = new();
    private readonly MysqlAnswer _answer;
    private MysqlCapabilities _offered;
    private MysqlCapabilities _agreed;
    private bool _greeted;
    private bool _loggedIn;
    private bool _asked; // a command was seen: the login, if there was one, is over
    private bool _isContinued; // the client's last packet was of the greatest length: the next one goes on
    private bool _waitsForTls;

    public MysqlReader(ApplicationStream stream, IDatabaseSink sink)
    {
        _stream = stream;
        _talk = new DatabaseTalk("mysql", stream, sink);
        _cutter = new MessageCutter(this);
        _answer = new MysqlAnswer(_talk, _statements);
        _asked = !stream.IsFromTheStart;
        if (stream.Outer?.Handover is not Greeted greeted)
            return;
        (_greeted, _offered, _talk.Session.ServerVersion) = (true, greeted.Offered, greeted.ServerVersion);
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
        _answer.Clear();
        _asked = true;
    }

    public void OnEnd() => _talk.End();

    public long Measure(bool fromClient, ReadOnlySpan<byte> octets) =>
        MysqlPacket.TryRead(octets, out MysqlPacket packet) ? packet.PayloadLength + MysqlPacket.HeaderLength : 0;

    public bool OnMessage(bool fromClient, ReadOnlySpan<byte> head, long length, StreamPlace place)
    {
        if (_talk.IsStopped)
            return false;
        MysqlPacket.TryRead(head, out MysqlPacket packet);
        ReadOnlySpan<byte> payload = head[MysqlPacket.HeaderLength..];
        if (!fromClient)
            OnServer(packet, payload, place);
        else if (!_asked && !_loggedIn)
            OnLogin(payload);
        else if (packet.Sequence == 0 && !_isContinued)
            OnCommand(payload, length > head.Length, place);
        if (fromClient)
            _isContinued = packet.PayloadLength == MysqlPacket.MostPayload;
        return !_waitsForTls;
    }

    public void OnLeft(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place)
    {
        if (_waitsForTls)
            _stream.Feed(fromClient, octets, place);
    }

    private void OnLogin(ReadOnlySpan<byte> payload)
    {
        if (MysqlLogin.Read(payload) is not { } login)
        {
            _asked = true;
            return;
        }
        _agreed = login.Capabilities & _offered;
        if (login.IsTlsRequest)
        {
            _waitsForTls = true;
            _talk.Session.Unread = "the conversation goes on with TLS";
            _stream.Handover = new Greeted(_offered, _talk.Session.ServerVersion); // the login that follows has no greeting of its own
            _talk.End();
            _stream.Upgrade();
            return;
        }
        _loggedIn = true;
        (_talk.Session.User, _talk.Session.Database) = (login.User, login.Database);
    }

    private void OnServer(in MysqlPacket packet, ReadOnlySpan<byte> payload, StreamPlace place)
    {
        if (payload.IsEmpty)
            return;
        if (!_greeted && !_loggedIn && !_asked)
        {
            _greeted = true;
            OnGreeting(payload, place);
        }
        else if (!_asked)
        {
            OnLoginAnswer(payload, place);
        }
        else
        {
            _answer.OnPacket(payload, packet.PayloadLength, _agreed, place);
        }
    }

    private void OnGreeting(ReadOnlySpan<byte> payload, StreamPlace place)
    {
        if (MysqlGreeting.Read(payload) is { } greeting)
            (_offered, _talk.Session.ServerVersion) = (greeting.Capabilities, greeting.ServerVersion);
        else if (payload[0] == 0xff)
            OnLoginAnswer(payload, place);
    }

    private void OnLoginAnswer(ReadOnlySpan<byte> payload, StreamPlace place)
    {
        switch (payload[0])
        {
            case 0xff:
                (int code, string text) = MysqlAnswer.ReadError(payload);
                _talk.Tell(DatabaseMessageKind.Error, code, text, place);
                _talk.Session.RefuseLogin($"{code.ToString(CultureInfo.InvariantCulture)}: {text}", place);
                break;
            case 0x00:
                _asked = true;
                if ((_agreed & (MysqlCapabilities.Compress | MysqlCapabilities.ZstdCompression)) != 0)
                    _talk.Stop("the conversation goes on compressed, which is not read");
                break;
            default: // a request for more, whose answer is a secret
                break;
        }
    }

    private void OnCommand(ReadOnlySpan<byte> payload, bool isCut, StreamPlace place)
    {
        if (payload.IsEmpty)
            return;
        _asked = true;
        byte command = payload[0];
        string name = MysqlCommands.NameOf(command);
        ReadOnlySpan<byte> rest = payload[1..];
        _talk.Tell(DatabaseMessageKind.Command, command, "", place);
        isCut |= rest.Length > DatabaseTalk.LongestStatement;
        switch (command)
        {
            case MysqlCommands.Query:
                string query = DatabaseTalk.Text(QueryText(rest));
                _talk.Tell(DatabaseMessageKind.Statement, command, query, place);
                _talk.Ask("query", name, query, place, isCut);
                break;
            case MysqlCommands.Prepare:
                string prepared = DatabaseTalk.Text(rest);
                _talk.Tell(DatabaseMessageKind.Statement, command, prepared, place);
                _talk.Ask("prepare", name, prepared, place, isCut);
                break;
            case MysqlCommands.Execute:
                (string text, IReadOnlyList<string> values) = _statements.Execute(rest, _agreed);
                _talk.Ask("execute", name, text, place, isCut, values);
                break;
            case MysqlCommands.InitDatabase:
                _talk.Ask("command", name, DatabaseTalk.Text(rest), place);
                break;
            case MysqlCommands.ChangeUser:
                _talk.Session.User = new OctetCursor(rest).TextToZero();
                _talk.Ask("command", name, "", place);
                break;
            case MysqlCommands.BinlogDump:
                _talk.AskSilently("command", name, "", place);
                break;
            case MysqlCommands.CloseStatement:
                _statements.Close(rest);
                break;
            case var silent when MysqlCommands.IsSilent(silent):
                break;
            default:
                _talk.Ask("command", name, "", place);
                break;
        }
        _answer.Expect(command);
    }

    // With query attributes agreed, their number and that of their sets stand before the text.
    private ReadOnlySpan<byte> QueryText(ReadOnlySpan<byte> rest)
    {
        if (!_agreed.HasFlag(MysqlCapabilities.QueryAttributes))
            return rest;
        var cursor = new OctetCursor(rest);
        ulong count = MysqlPacket.LengthEncoded(ref cursor);
        MysqlPacket.LengthEncoded(ref cursor);
        if (count > 0)
            MysqlStatements.Values(ref cursor, (int)Math.Min(count, MysqlStatements.MostParameters), true, null);
        return cursor.Rest;
    }

    private sealed record Greeted(MysqlCapabilities Offered, string? ServerVersion);
}
