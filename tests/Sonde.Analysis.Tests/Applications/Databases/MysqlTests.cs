using Xunit;
using static Sonde.Analysis.Tests.Applications.Databases.DatabaseListener;

namespace Sonde.Analysis.Tests.Applications.Databases;

public sealed class MysqlTests
{
    private static readonly byte[] Ok = [0, 0, 0, 2, 0, 0, 0];
    private static readonly byte[] End = [0xfe, 0, 0, 2, 0];

    private readonly DatabaseListener _heard = new();

    [Theory]
    [InlineData(3306)]
    [InlineData(50000)]
    [InlineData(80)]
    public void AQueryIsReadWhateverThePortAndTheClientIsTheOneThatAsks(int port)
    {
        LoggedIn(port).Client(MysqlCommand(3, "SELECT 1")).Server(Mysql(1, Ok)).End();

        DatabaseQuery query = _heard.Only;
        Assert.Equal("SELECT 1", query.Statement);
        Assert.Equal("10.0.0.1:40000", query.Session.Stream.Client.ToString());
        Assert.Equal($"10.0.0.2:{port}", query.Session.Stream.Server.ToString());
        Assert.Equal(("ann", "shop", "8.0.36"), (query.Session.User, query.Database, query.Session.ServerVersion));
    }

    [Fact]
    public void RowsAreCountedToTheEndOfTheSet()
    {
        LoggedIn()
            .Client(MysqlCommand(3, "SELECT a, b FROM t"))
            .Server([.. Mysql(1, 2), .. Mysql(2, 3, 100), .. Mysql(3, 3, 101), .. Mysql(4, End)])
            .Server([.. Mysql(5, 1, 49, 1, 50), .. Mysql(6, 1, 51, 1, 52)])
            .Server(Mysql(7, End))
            .End();

        DatabaseQuery query = _heard.Only;
        Assert.Equal((2, null, null), (query.Rows, query.Affected, query.ErrorCode));
        Assert.Equal((7, 9), (query.FirstAnswered!.Value.Frame - 0, query.Answered!.Value.Frame - 0));
    }

    [Fact]
    public void AnEmptySetHasNoRows()
    {
        LoggedIn()
            .Client(MysqlCommand(3, "SELECT a FROM t"))
            .Server([.. Mysql(1, 1), .. Mysql(2, 3, 100), .. Mysql(3, End), .. Mysql(4, End)])
            .End();

        Assert.Equal(0, _heard.Only.Rows);
        Assert.NotNull(_heard.Only.Answered);
    }

    [Fact]
    public void AnErrorHasItsCodeAndWords()
    {
        LoggedIn().Client(MysqlCommand(3, "SELEKT")).Server(Mysql(1, [0xff, 0x28, 4, .. "#42000bad"u8])).End();

        Assert.Equal(("1064", "bad"), (_heard.Only.ErrorCode, _heard.Only.ErrorText));
    }

    [Fact]
    public void ChangedRowsAreTold()
    {
        LoggedIn().Client(MysqlCommand(3, "DELETE FROM t")).Server(Mysql(1, 0, 5, 0, 2, 0, 0, 0)).End();

        Assert.Equal(5, _heard.Only.Affected);
    }

    [Fact]
    public void APreparedStatementRunsWithItsParameters()
    {
        LoggedIn()
            .Client(MysqlCommand(22, "SELECT ? , ?"))
            .Server([
                .. Mysql(1, 0, 7, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0),
                .. Mysql(2, 3, 1),
                .. Mysql(3, 3, 1),
                .. Mysql(4, End),
            ])
            .Client(Mysql(0, [23, 7, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 3, 0, 253, 0, 42, 0, 0, 0, 3, .. "abc"u8]))
            .Server(Mysql(1, Ok))
            .End();

        Assert.Equal(["prepare", "execute"], _heard.Queries.Select(query => query.Kind));
        Assert.Equal("SELECT ? , ?", _heard.Queries[1].Statement);
        Assert.Equal(["42", "abc"], _heard.Queries[1].Parameters);
    }

    [Fact]
    public void APasswordInAStatementIsNotShown()
    {
        LoggedIn().Client(MysqlCommand(3, "CREATE USER bob IDENTIFIED BY 'hunter2'")).Server(Mysql(1, Ok)).End();

        Assert.Equal("CREATE USER bob IDENTIFIED BY '***'", _heard.Only.Statement);
    }

    [Fact]
    public void ARefusedLoginIsTold()
    {
        Start(3306).Client(MysqlLogin()).Server(Mysql(2, [0xff, 0x15, 4, .. "#28000denied"u8])).End();

        Assert.Equal("1045: denied", _heard.Session.LoginError);
    }

    [Fact]
    public void WhatIsCompressedIsSaidToBeUnread()
    {
        Start(3306).Client(MysqlLogin(0x20)).Server(Mysql(2, Ok)).Client("compressed").End();

        Assert.Contains("compressed", _heard.Session.Unread, StringComparison.Ordinal);
    }

    [Fact]
    public void AfterARequestForTlsTheRestIsLookedAtAnew()
    {
        byte[] request = new byte[32];
        (request[1], request[3]) = (0x8a, 0);
        Start(3306).Client(Mysql(1, request)).Client("whatever").End();

        Assert.Contains("TLS", _heard.Session.Unread, StringComparison.Ordinal);
        Assert.Equal(["nothing"], _heard.Streams);
    }

    [Fact]
    public void ACaptureThatBeginsInTheMiddleIsReadFromTheNextCommand()
    {
        Talk.Middle(9999, _heard.Observers()).Client(MysqlCommand(3, "SELECT 2")).Server(Mysql(1, Ok)).End();

        Assert.Equal(["mysql"], _heard.Streams);
        Assert.Equal("SELECT 2", _heard.Only.Statement);
    }

    [Fact]
    public void WithoutTheServersOctetsAQueryStaysUnanswered()
    {
        Talk.Middle(3306, _heard.Observers())
            .Client(MysqlCommand(3, "SELECT 1"))
            .Client(MysqlCommand(3, "SELECT 2"))
            .End();

        Assert.Equal([null, null], _heard.Queries.Select(query => query.Answered));
    }

    [Fact]
    public void AQueryMayComeInPieces()
    {
        byte[] whole = MysqlCommand(3, "SELECT 'in pieces'");
        Talk talk = LoggedIn();
        foreach (byte octet in whole)
            talk.Client([octet]);
        talk.Server(Mysql(1, Ok)).End();

        Assert.Equal("SELECT 'in pieces'", _heard.Only.Statement);
    }

    [Fact]
    public void AnAnnouncedLengthThatNeverComesCostsNoMoreThanWhatCame()
    {
        LoggedIn().Client([0xff, 0xff, 0xff, 0, 3, .. "SELECT"u8]).End();

        Assert.Empty(_heard.Queries);
    }

    private Talk Start(int port) => Talk.Tcp(port, _heard.Observers()).Server(MysqlGreeting());

    private Talk LoggedIn(int port = 3306) => Start(port).Client(MysqlLogin()).Server(Mysql(2, Ok));
}
