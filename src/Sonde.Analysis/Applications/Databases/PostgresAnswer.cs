using System.Globalization;
using System.Text;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>What a PostgreSQL server answers, and to which request it belongs.</summary>
internal sealed class PostgresAnswer(DatabaseTalk talk)
{
    private readonly LinkedList<Awaited> _awaited = []; // in the order of the requests

    /// <summary>An answer that is to come.</summary>
    public enum Awaited : byte
    {
        /// <summary>Of a simple query or a function: it ends when the server is ready.</summary>
        Simple,

        /// <summary>That a statement is prepared.</summary>
        Parse,

        /// <summary>Of a portal.</summary>
        Execute,

        /// <summary>That the server is ready; nobody's query ends there.</summary>
        Sync,
    }

    public void Clear() => _awaited.Clear();

    public void Expect(Awaited awaited, int pending)
    {
        if (_awaited.Count >= 4 * DatabaseTalk.MostPending)
            _awaited.RemoveFirst();
        if (awaited == Awaited.Sync || pending > 0)
            _awaited.AddLast(awaited);
    }

    public void OnMessage(byte type, ReadOnlySpan<byte> body, StreamPlace place)
    {
        Awaited? next = _awaited.First?.Value;
        if (
            next is not null and not Awaited.Sync
            && talk.First is { } query
            && type is not ((byte)'N' or (byte)'S' or (byte)'A')
        )
            query.FirstAnswered ??= place;
        switch (type)
        {
            case (byte)'S':
                OnParameter(body);
                break;
            case (byte)'1' when next is Awaited.Parse:
                Finish(place);
                break;
            case (byte)'D' when next is Awaited.Simple or Awaited.Execute && talk.First is { } rows:
                rows.Rows = (rows.Rows ?? 0) + 1;
                break;
            case (byte)'T' when next is Awaited.Simple or Awaited.Execute && talk.First is { } set:
                set.Rows ??= 0;
                break;
            case (byte)'C' when next is Awaited.Simple or Awaited.Execute && talk.First is { } done:
                OnComplete(done, Encoding.UTF8.GetString(new OctetCursor(body).ToZero()));
                if (next is Awaited.Execute)
                    Finish(place);
                break;
            case (byte)'I' or (byte)'s' when next is Awaited.Execute:
                Finish(place);
                break;
            case (byte)'E':
                OnError(body, place);
                break;
            case (byte)'Z':
                OnReady(place);
                break;
            default:
                break;
        }
    }

    private void OnParameter(ReadOnlySpan<byte> body)
    {
        var cursor = new OctetCursor(body);
        if (cursor.TextToZero() == "server_version")
            talk.Session.ServerVersion = cursor.TextToZero();
    }

    private static void OnComplete(DatabaseQuery query, string tag)
    {
        int space = tag.LastIndexOf(' ');
        if (space < 0 || !long.TryParse(tag.AsSpan(space + 1), CultureInfo.InvariantCulture, out long count))
            return;
        if (tag.StartsWith("SELECT", StringComparison.Ordinal) || tag.StartsWith("FETCH", StringComparison.Ordinal))
            query.Rows ??= count;
        else
            query.Affected = (query.Affected ?? 0) + count;
    }

    private void OnError(ReadOnlySpan<byte> body, StreamPlace place)
    {
        string? code = null;
        string text = "";
        var cursor = new OctetCursor(body);
        for (int left = 32; left > 0 && !cursor.IsEmpty; left--)
        {
            byte field = cursor.Byte();
            if (field == 0)
                break;
            string value = cursor.TextToZero();
            if (field == 'C')
                code = value;
            else if (field == 'M')
                text = value;
        }
        talk.Tell(DatabaseMessageKind.Error, 0, code ?? "", place);
        if (_awaited.First?.Value is not { } next || next == Awaited.Sync || talk.First is null)
        {
            if (talk.Session.Queries == 0)
                talk.Session.RefuseLogin($"{code}: {text}", place);
            return;
        }
        if (next is Awaited.Parse && _awaited.First!.Next?.Value is Awaited.Execute)
        {
            _awaited.RemoveFirst(); // what was to be run is what failed
            talk.Finish(place);
        }
        if (talk.First is { } query)
            (query.ErrorCode, query.ErrorText) = (code, text);
        if (_awaited.First!.Value is not Awaited.Simple)
            Finish(place);
    }

    // Whatever was asked before the server is ready again is over: after an error it passes over the rest.
    private void OnReady(StreamPlace place)
    {
        while (_awaited.First is { } first)
        {
            if (first.Value is Awaited.Simple)
            {
                Finish(place);
                return;
            }
            _awaited.RemoveFirst();
            if (first.Value is Awaited.Sync)
                return;
            talk.Drop();
        }
    }

    private void Finish(StreamPlace place)
    {
        _awaited.RemoveFirst();
        talk.Finish(place);
    }
}
