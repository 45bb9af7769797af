using System.Text;
using Xunit;

namespace Sonde.Analysis.Tests.Applications.Databases;

public sealed class OtherDatabaseTests
{
    private readonly DatabaseListener _heard = new();

    [Fact]
    public void ARedisCommandIsAQuery()
    {
        Talk.Tcp(9999, _heard.Observers()).Client("*2\r\n$3\r\nGET\r\n$1\r\nk\r\n").Server("$1\r\nv\r\n").End();

        Assert.Equal(("GET", "GET k"), (_heard.Only.Command, _heard.Only.Statement));
        Assert.NotNull(_heard.Only.Answered);
    }

    [Fact]
    public void PipelinedCommandsGetTheirOwnAnswers()
    {
        Talk.Tcp(9999, _heard.Observers())
            .Client("*1\r\n$4\r\nPING\r\n*2\r\n$4\r\nINCR\r\n$1\r\nx\r\n*1\r\n$4\r\nPING\r\n")
            .Server("+PONG\r\n-ERR not a number\r\n+PONG\r\n")
            .End();

        Assert.Equal([false, true, false], _heard.Queries.Select(query => query.IsError));
        Assert.Equal("not a number", _heard.Queries[1].ErrorText);
    }

    [Fact]
    public void AnArrayInAnArrayIsOneAnswer()
    {
        Talk.Tcp(9999, _heard.Observers())
            .Client("*1\r\n$4\r\nEXEC\r\n*1\r\n$4\r\nPING\r\n")
            .Server("*2\r\n*1\r\n:1\r\n$-1\r\n+PONG\r\n")
            .End();

        Assert.Equal([2, null], _heard.Queries.Select(query => query.Rows));
    }

    [Fact]
    public void APasswordOfRedisIsNotShown()
    {
        Talk.Tcp(9999, _heard.Observers())
            .Client("*3\r\n$4\r\nAUTH\r\n$3\r\nann\r\n$7\r\nhunter2\r\n")
            .Client("*5\r\n$5\r\nHELLO\r\n$1\r\n3\r\n$4\r\nAUTH\r\n$3\r\nann\r\n$7\r\nhunter2\r\n")
            .End();

        Assert.Equal(["AUTH ann ***", "HELLO 3 AUTH ann ***"], _heard.Queries.Select(query => query.Statement));
        Assert.Equal("ann", _heard.Session.User);
    }

    [Fact]
    public void ArraysWithoutEndInOneAnotherAreGivenUp()
    {
        string deep = string.Concat(Enumerable.Repeat("*1\r\n", 100));
        Talk.Tcp(9999, _heard.Observers()).Client("*1\r\n$4\r\nPING\r\n").Server(deep).End();

        Assert.Contains("deep", _heard.Session.Unread, StringComparison.Ordinal);
    }

    [Fact]
    public void ALineWithoutEndIsGivenUp()
    {
        Talk talk = Talk.Tcp(9999, _heard.Observers()).Client("*1\r\n$4\r\nPING\r\n");
        for (int i = 0; i < 100; i++)
            talk.Server(new string('x', 1000));
        talk.End();

        Assert.Contains("not of the protocol", _heard.Session.Unread, StringComparison.Ordinal);
    }

    [Fact]
    public void ABatchOfSqlServerIsAQuery()
    {
        byte[] text = Encoding.Unicode.GetBytes("SELECT 1");
        Talk.Tcp(9999, _heard.Observers())
            .Client(Tds(18, [0, 0, 11, 0, 6, 0xff, 9, 0, 0, 0, 0, 0, 0]))
            .Client(Tds(1, [4, 0, 0, 0, .. text]))
            .Server(Tds(4, [0xfd, 0x10, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0]))
            .End();

        Assert.Equal(("SELECT 1", 3), (_heard.Only.Statement, _heard.Only.Affected));
    }

    [Fact]
    public void ACommandOfMongoIsReadAsText()
    {
        byte[] command = Bson([
            .. Member(2, "find", [6, 0, 0, 0, .. "fruit\0"u8]),
            .. Member(2, "$db", [5, 0, 0, 0, .. "shop\0"u8]),
        ]);
        byte[] batch = Bson([.. Member(3, "0", Bson([])), .. Member(3, "1", Bson([]))]);
        byte[] answer = Bson([
            .. Member(3, "cursor", Bson(Member(4, "firstBatch", batch))),
            .. Member(1, "ok", new byte[8]),
        ]);
        Talk.Tcp(9999, _heard.Observers())
            .Client(Mongo(7, 0, [0, 0, 0, 0, 0, .. command]))
            .Server(Mongo(8, 7, [0, 0, 0, 0, 0, .. answer]))
            .End();

        Assert.Equal("""{"find": "fruit", "$db": "shop"}""", _heard.Only.Statement);
        Assert.Equal(("find", 2, "shop"), (_heard.Only.Command, _heard.Only.Rows, _heard.Session.Database));
    }

    [Fact]
    public void DocumentsWithoutEndInOneAnotherAreCut()
    {
        byte[] deep = Bson([]);
        for (int i = 0; i < 200; i++)
            deep = Bson(Member(3, "a", deep));
        Talk.Tcp(9999, _heard.Observers()).Client(Mongo(7, 0, [0, 0, 0, 0, 0, .. deep])).End();

        Assert.True(_heard.Only.IsCut);
    }

    [Theory]
    [InlineData("*2\r\n$3\r\nGET\r\n$1\r\nk\r\n")]
    [InlineData("\u0010\u0001\0\u0015\0\0\u0001\0")]
    [InlineData("\0\0\0\u0014\0\u0003\0\0user\0a\0b\0c\0d\0")]
    public void WhateverOctetsFollowNothingThrows(string opening)
    {
        var random = new Random(7);
        for (int round = 0; round < 200; round++)
        {
            byte[] noise = new byte[random.Next(1, 400)];
            random.NextBytes(noise);
            Talk.Tcp(3306 + (round % 3 * 2126), _heard.Observers())
                .Client(opening)
                .Client(noise)
                .Server(noise)
                .Client(opening)
                .End();
        }
    }

    private static byte[] Tds(byte type, byte[] data) => [type, 1, 0, (byte)(8 + data.Length), 0, 0, 1, 0, .. data];

    private static byte[] Bson(byte[] members) => [.. BitConverter.GetBytes(members.Length + 5), .. members, 0];

    private static byte[] Member(byte type, string name, byte[] value) =>
        [type, .. Encoding.UTF8.GetBytes(name), 0, .. value];

    private static byte[] Mongo(int request, int responseTo, byte[] body) =>
        [
            .. BitConverter.GetBytes(16 + body.Length),
            .. BitConverter.GetBytes(request),
            .. BitConverter.GetBytes(responseTo),
            .. BitConverter.GetBytes(2013),
            .. body,
        ];
}
