using System.Globalization;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Reads a conversation with MongoDB: commands and queries, old and new, and what became of them.</summary>
/// <remarks>Memory: that of a <see cref="DatabaseTalk"/>.</remarks>
internal sealed class MongoReader : IApplicationReader, IMessageReader
{
    private readonly DatabaseTalk _talk;
    private readonly MessageCutter _cutter;
    private readonly Dictionary<uint, DatabaseQuery> _byRequest = [];

    public MongoReader(ApplicationStream stream, IDatabaseSink sink)
    {
        _talk = new DatabaseTalk("mongo", stream, sink);
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
        _byRequest.Clear();
        _talk.DropAll();
    }

    public void OnEnd() => _talk.End();

    public void OnLeft(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place) { }

    public long Measure(bool fromClient, ReadOnlySpan<byte> octets)
    {
        if (octets.Length < MongoHeader.HeaderLength)
            return 0;
        return MongoHeader.TryRead(octets, out MongoHeader header) ? header.Length : -1;
    }

    public bool OnMessage(bool fromClient, ReadOnlySpan<byte> head, long length, StreamPlace place)
    {
        MongoHeader.TryRead(head, out MongoHeader header);
        _talk.Tell(DatabaseMessageKind.Command, (int)header.Opcode, "", place);
        var cursor = new OctetCursor(head[MongoHeader.HeaderLength..]);
        bool isCut = length > head.Length;
        if (header.ResponseTo != 0 || header.Opcode == MongoHeader.Reply)
            OnAnswer(header, ref cursor, place);
        else
            OnRequest(header, ref cursor, isCut, place);
        return true;
    }

    private void OnRequest(in MongoHeader header, ref OctetCursor cursor, bool isCut, StreamPlace place)
    {
        BsonText document = default;
        string kind = "command";
        switch (header.Opcode)
        {
            case MongoHeader.Message:
                uint flags = (uint)cursor.Little(4);
                if (cursor.Byte() == 0)
                    document = BsonText.Read(cursor.Rest);
                if ((flags & 2) != 0) // more to come: nobody answers
                {
                    _talk.AskSilently("command", document.First ?? "", document.Text ?? "", place);
                    return;
                }
                break;
            case MongoHeader.Query:
                cursor.Take(4);
                string collection = cursor.TextToZero();
                cursor.Take(8);
                document = BsonText.Read(cursor.Rest);
                int dot = collection.IndexOf('.', StringComparison.Ordinal);
                _talk.Session.Database = dot > 0 ? collection[..dot] : collection;
                if (!collection.EndsWith(".$cmd", StringComparison.Ordinal))
                    document = document with { First = "find", Text = $"{collection} {document.Text}" };
                break;
            default:
                string name = MongoHeader.NameOf(header.Opcode);
                document = document with { First = name, Text = "" };
                if (header.Opcode is not (2005 or 2010 or MongoHeader.Compressed))
                {
                    _talk.AskSilently(kind, name, "", place);
                    return;
                }
                break;
        }
        if (document.Database is { } database)
            _talk.Session.Database = database;
        if (document.User is { } user)
            _talk.Session.User = user;
        if (
            document.First
            is "find"
                or "aggregate"
                or "insert"
                or "update"
                or "delete"
                or "count"
                or "distinct"
                or "findAndModify"
        )
            kind = "query";
        _talk.Tell(DatabaseMessageKind.Statement, 0, document.Text ?? "", place);
        DatabaseQuery query = _talk.Ask(
            kind,
            document.First ?? "",
            document.Text ?? "",
            place,
            isCut || document.IsCut
        );
        if (_byRequest.Count < DatabaseTalk.MostPending)
            _byRequest[header.Request] = query;
    }

    private void OnAnswer(in MongoHeader header, ref OctetCursor cursor, StreamPlace place)
    {
        if (!_byRequest.Remove(header.ResponseTo, out DatabaseQuery? query))
            return;
        BsonText document = default;
        if (header.Opcode == MongoHeader.Reply)
        {
            cursor.Take(4 + 8 + 4);
            int count = (int)cursor.Little(4);
            document = BsonText.Read(cursor.Rest);
            if (query.Kind == "query")
                query.Rows = count;
        }
        else if (header.Opcode == MongoHeader.Message)
        {
            cursor.Take(4);
            if (cursor.Byte() == 0)
                document = BsonText.Read(cursor.Rest);
            query.Rows = document.Rows;
            query.Affected = query.Kind == "query" && query.Rows is null ? document.Affected : null;
        }
        if (document.ErrorCode is not null || document.ErrorText is not null)
            (query.ErrorCode, query.ErrorText) = (
                document.ErrorCode?.ToString(CultureInfo.InvariantCulture),
                document.ErrorText
            );
        _talk.Finish(query, place);
    }
}
