using Sonde.Testing;
using Xunit;

namespace Sonde.Engine.Tests;

public sealed class DatabaseQueriesQuestionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("mariadb.pcapng", "mysql.query")]
    [InlineData("postgres.pcapng", "pgsql.query")]
    public void StatementsAreThoseOfTshark(string sample, string field)
    {
        Assert.SkipUnless(TsharkProgram.IsThere, "tshark is not installed");
        string path = Repo.Path("samples", sample);
        string[] expected = TsharkProgram
            .Run("-n", "-r", path, "-Y", field, "-T", "fields", "-e", field)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);

        DatabaseQueries answer = Ask(new() { FilePath = path, Limit = 1000 });

        Assert.Equal(
            expected.Select(Ascii),
            answer.Queries.Where(query => query.Kind is "query" or "prepare").Select(query => Ascii(query.Query))
        );
    }

    // tshark prints other letters as the locale has it.
    private static string Ascii(string text) => new([.. text.Where(char.IsAscii)]);

    [Fact]
    public void EveryQueryOfTheSamplesIsAnswered()
    {
        foreach (string sample in (string[])["mariadb.pcapng", "postgres.pcapng", "redis.pcapng"])
        {
            DatabaseQueries answer = Ask(new() { FilePath = Repo.Path("samples", sample), Limit = 1000 });

            Assert.All(answer.Queries, query => Assert.NotNull(query.ResponsePacket));
            Assert.All(
                answer.Queries,
                query => Assert.InRange(query.FirstByteMs!.Value, 0, query.ResponseTimeMs!.Value)
            );
        }
    }

    [Fact]
    public void TheSlowestQueryComesFirstInItsList()
    {
        DatabaseQueries answer = Ask(new() { FilePath = Postgres });

        Assert.StartsWith("SELECT pg_sleep(0.4)", answer.Slow[0].Query, StringComparison.Ordinal);
        Assert.InRange(answer.Slow[0].ResponseTimeMs!.Value, 400, 500);
        Assert.Equal("SELECT pg_sleep(?)", answer.Statements[0].Statement);
    }

    [Fact]
    public void ErrorsAndSlowQueriesCanBeAskedFor()
    {
        DatabaseQueries errors = Ask(new() { FilePath = Postgres, ErrorsOnly = true });
        DatabaseQueries slow = Ask(new() { FilePath = Postgres, MinMs = 300 });

        Assert.Equal(["42P01", "22012", "42601", "23505"], errors.Queries.Select(query => query.ErrorCode));
        Assert.Single(slow.Queries);
    }

    [Fact]
    public void APortThatDoesNotOccurIsSaidToBeSo()
    {
        Assert.Contains("port 4711", Ask(new() { FilePath = Postgres, Port = 4711 }).Summary, StringComparison.Ordinal);
        Assert.Contains(
            "mysql",
            Ask(new() { FilePath = Postgres, Protocol = "mysql" }).Summary,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void NoSecretOfTheSamplesIsShown() =>
        Assert.Contains(
            Ask(new() { FilePath = Repo.Path("samples", "redis.pcapng") }).Queries,
            query => query.Query == "auth wrong ***"
        );

    private static string Postgres => Repo.Path("samples", "postgres.pcapng");

    private DatabaseQueries Ask(DatabaseArguments arguments) =>
        DatabaseQueriesQuestion.Ask(SampleEngine.Over(_folder.Path), arguments, new AskContext());
}
