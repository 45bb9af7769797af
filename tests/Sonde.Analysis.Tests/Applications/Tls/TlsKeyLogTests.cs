using System.Text;
using Xunit;

namespace Sonde.Analysis.Tests.Applications;

public sealed class TlsKeyLogTests
{
    private static readonly string Random = new('a', 64);
    private static readonly string Secret = new('b', 64);
    private static readonly string Master = new('c', 96);

    [Fact]
    public void LinesOfOneRandomAreOneSession()
    {
        TlsKeyLog log = Of(
            "# a remark\n\n"
                + $"CLIENT_HANDSHAKE_TRAFFIC_SECRET {Random} {Secret}\r\n"
                + $"SERVER_HANDSHAKE_TRAFFIC_SECRET {Random} {Secret}\r\n"
                + $"  CLIENT_TRAFFIC_SECRET_0 {Random.ToUpperInvariant()} {Secret}\n"
                + $"CLIENT_RANDOM {new string('d', 64)} {Master}"
        );

        Assert.Equal((2, 0L, 0), (log.Sessions, log.WrongLines, log.SessionsMet));
    }

    [Fact]
    public void SecretsOfNoUseHereArePassedOver()
    {
        TlsKeyLog log = Of(
            $"EXPORTER_SECRET {Random} {Secret}\nCLIENT_TRAFFIC_SECRET_1 {Random} {Secret}\n"
                + $"QUIC_CLIENT_TRAFFIC_SECRET_0 {Random} {Secret}\nRSA {Random[..16]} {Master}\n"
        );

        Assert.Equal((0, 0L), (log.Sessions, log.WrongLines));
    }

    [Theory]
    [InlineData("CLIENT_RANDOM")]
    [InlineData("CLIENT_RANDOM aa bb")]
    [InlineData("CLIENT_RANDOM aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa zz")]
    [InlineData("client random words")]
    [InlineData("\0\u0001\u0002 \u0003 \u0004")]
    public void WrongLinesAreCounted(string line) => Assert.Equal((0, 1L), (Of(line).Sessions, Of(line).WrongLines));

    [Fact]
    public void SessionsBeyondTheLimitAreCounted()
    {
        var text = new StringBuilder();
        for (int session = 0; session < TlsKeyLog.MostSessions + 7; session++)
            text.Append("CLIENT_RANDOM ").Append(session.ToString("x64")).Append(' ').Append(Master).Append('\n');

        TlsKeyLog log = Of(text.ToString());

        Assert.Equal((TlsKeyLog.MostSessions, 7L), (log.Sessions, log.Dropped));
    }

    [Fact]
    public void NoiseNeverThrows()
    {
        var random = new Random(1);
        byte[] noise = new byte[100_000];
        random.NextBytes(noise);
        var log = new TlsKeyLog();

        log.Add(noise);

        Assert.Equal(0, log.Sessions);
    }

    private static TlsKeyLog Of(string text)
    {
        var log = new TlsKeyLog();
        log.Add(Encoding.Latin1.GetBytes(text));
        return log;
    }
}
