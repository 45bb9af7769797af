using Sonde.Testing;
using Sonde.Wire;
using Xunit;

namespace Sonde.Analysis.Tests;

public sealed class TalkersTests
{
    private static readonly TalkerSum Sum = SumOf(
        from host in Enumerable.Range(1, 40)
        from _ in Enumerable.Range(0, host * 7 % 11) // as many as others send, or none
        select Make.Udp($"10.0.0.{host}:5000", $"10.0.1.{host % 5}:9", new byte[host])
    );

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(17)]
    [InlineData(1000)]
    public void TheLargestFewAreTheFirstOfAll(int most)
    {
        Assert.Equal(
            Sum.By(talker => talker.Sent.Packets).Take(most),
            Sum.Largest(talker => talker.Sent.Packets, most)
        );
        Assert.Equal(Sum.By(talker => talker.Octets).Take(most), Sum.Largest(talker => talker.Octets, most));
    }

    [Fact]
    public void NobodyHasNoLargest() => Assert.Empty(SumOf([]).Largest(talker => talker.Packets, 5));

    private static TalkerSum SumOf(IEnumerable<byte[]> frames)
    {
        var talkers = new Talkers();
        Pass pass = MadeFrames.Feed(new Pass(StandardProtocols.Create(), talkers), frames);
        return talkers.Sum(pass.Flows);
    }
}
