using Xunit;

namespace Sonde.Analysis.Tests.Applications.Databases;

public sealed class StatementShapeTests
{
    [Theory]
    [InlineData("SELECT * FROM t WHERE a = 1 AND b='x''y'", "SELECT * FROM t WHERE a = ? AND b=?")]
    [InlineData("select a1 from t2 where x in (1, 2,3)", "select a1 from t2 where x in (?)")]
    [InlineData("INSERT INTO t VALUES (1, 'a'), (2, 'b');", "INSERT INTO t VALUES (?)")]
    public void StatementsThatDifferInTheirLiteralsAreOne(string statement, string shape) =>
        Assert.Equal(shape, StatementShape.OfSql(statement));
}
