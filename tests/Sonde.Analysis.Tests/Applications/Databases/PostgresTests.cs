using Xunit;
using static Sonde.Analysis.Tests.Applications.Databases.DatabaseListener;

namespace Sonde.Analysis.Tests.Applications.Databases;

public sealed class PostgresTests
{
    private readonly DatabaseListener _heard = new();

    [Fact]
    public void ASimpleQueryHasItsRowsAndItsUser()
    {
        Started()
            .Client(Postgres('Q', "SELECT 1;\0"))
            .Server([
                .. Postgres('T', 0, 0),
                .. Postgres('D', 0, 0),
                .. Postgres('C', "SELECT 1\0"),
                .. Postgres('Z', "I"),
            ])
            .End();

        DatabaseQuery query = _heard.Only;
        Assert.Equal(("SELECT 1;", 1, null), (query.Statement, query.Rows, query.Affected));
        Assert.Equal(
            ("ann", "shop", "16.2"),
            (query.Session.User, query.Session.Database, query.Session.ServerVersion)
        );
    }

    [Fact]
    public void AnExtendedQueryHasItsParameters()
    {
        byte[] bind = [0, 0, 0, 0, 0, 2, 0, 0, 0, 2, .. "42"u8, 0xff, 0xff, 0xff, 0xff, 0, 0];
        Started()
            .Client([
                .. Postgres('P', "\0UPDATE t SET a = $1, b = $2\0\0\0"),
                .. Postgres('B', bind),
                .. Postgres('E', "\0\0\0\0\0"),
                .. Postgres('S'),
            ])
            .Server([.. Postgres('1'), .. Postgres('2'), .. Postgres('C', "UPDATE 3\0"), .. Postgres('Z', "I")])
            .End();

        Assert.Equal(["prepare", "execute"], _heard.Queries.Select(query => query.Kind));
        DatabaseQuery run = _heard.Queries[1];
        Assert.Equal(("UPDATE t SET a = $1, b = $2", 3), (run.Statement, run.Affected));
        Assert.Equal(["42", "NULL"], run.Parameters);
    }

    [Fact]
    public void AnErrorBelongsToWhatWasToBeRun()
    {
        Started()
            .Client([
                .. Postgres('P', "\0SELEKT\0\0\0"),
                .. Postgres('B', "\0\0\0\0\0\0\0\0"),
                .. Postgres('E', "\0\0\0\0\0"),
                .. Postgres('S'),
            ])
            .Server([.. Postgres('E', "SERROR\0C42601\0Msyntax\0\0"), .. Postgres('Z', "I")])
            .Client(Postgres('Q', "SELECT 1\0"))
            .Server([.. Postgres('C', "SELECT 1\0"), .. Postgres('Z', "I")])
            .End();

        Assert.Equal(("42601", "syntax"), (_heard.Queries[1].ErrorCode, _heard.Queries[1].ErrorText));
        Assert.Equal(
            ("SELECT 1", 1, false),
            (_heard.Queries[2].Statement, _heard.Queries[2].Rows, _heard.Queries[2].IsError)
        );
    }

    [Fact]
    public void AfterTheServersYesToTlsTheRestIsLookedAtAnew()
    {
        Talk.Tcp(9999, _heard.Observers()).Client(PostgresStartup(80877103, "")).Server("S").Client("hello").End();

        Assert.NotNull(_heard.Session.Unread);
        Assert.Equal(["nothing"], _heard.Streams);
    }

    [Fact]
    public void AfterTheServersNoTheClientGoesOnInClear()
    {
        Talk.Tcp(9999, _heard.Observers())
            .Client(PostgresStartup(80877103, ""))
            .Server("N")
            .Client(PostgresStartup(196608, "user\0ann\0\0"))
            .Client(Postgres('Q', "SELECT 1\0"))
            .End();

        Assert.Equal("SELECT 1", _heard.Only.Statement);
        Assert.Equal("ann", _heard.Session.Database);
    }

    [Fact]
    public void APasswordIsNotKept()
    {
        Started().Client(Postgres('p', "hunter2\0")).Client(Postgres('Q', "ALTER ROLE ann PASSWORD 'hunter2'\0")).End();

        Assert.Equal("ALTER ROLE ann PASSWORD '***'", _heard.Only.Statement);
    }

    [Fact]
    public void CopiedRowsAreCountedByTheServer()
    {
        Started()
            .Client(Postgres('Q', "COPY t FROM STDIN\0"))
            .Server(Postgres('G', 0, 0, 0))
            .Client([.. Postgres('d', "1\n"), .. Postgres('d', "2\n"), .. Postgres('c')])
            .Server([.. Postgres('C', "COPY 2\0"), .. Postgres('Z', "I")])
            .End();

        Assert.Equal(2, _heard.Only.Affected);
    }

    [Fact]
    public void AGapLeavesWhatWasAskedBeforeItUnanswered()
    {
        Talk talk = Started().Client(Postgres('Q', "SELECT 1\0"));
        talk.LoseFromClient(30)
            .Client(Postgres('Q', "SELECT 3\0"))
            .Server([.. Postgres('C', "SELECT 1\0"), .. Postgres('Z', "I")])
            .End();

        Assert.Equal(["SELECT 1", "SELECT 3"], _heard.Queries.Select(query => query.Statement));
        Assert.Null(_heard.Queries[0].Answered);
        Assert.NotNull(_heard.Queries[1].Answered);
    }

    private Talk Started() =>
        Talk.Tcp(9999, _heard.Observers())
            .Client(PostgresStartup(196608, "user\0ann\0database\0shop\0\0"))
            .Server([
                .. Postgres('R', 0, 0, 0, 0),
                .. Postgres('S', "server_version\u000016.2\0"),
                .. Postgres('Z', "I"),
            ]);
}
