using Xunit;

namespace Sonde.Engine.Tests;

public sealed class TargetPatternTests
{
    [Theory]
    [InlineData("*.example.com", "a.example.com", true)]
    [InlineData("*.example.com", "a.b.example.com", true)]
    [InlineData("*.example.com", "example.com", false)]
    [InlineData("*.EXAMPLE.com.", "a.example.com", true)]
    [InlineData("web?", "web1", true)]
    [InlineData("web?", "web12", false)]
    [InlineData("web[1-3]", "web2", true)]
    [InlineData("web[!1-3]", "web2", false)]
    [InlineData("web[]x]", "webx", true)]
    [InlineData("*a*b*", "xxaxxbxx", true)]
    [InlineData("*a*b*", "xxbxxaxx", false)]
    [InlineData("192.168.1.*", "192.168.1.77", true)]
    [InlineData("fe80:*", "fe80::1", true)]
    [InlineData("[::1]", "0:0:0:0:0:0:0:1", true)]
    [InlineData("münchen.example", "xn--mnchen-3ya.example", true)]
    [InlineData("10.0.0.0/8", "fd00::1", false)]
    [InlineData("0.0.0.0/0", "1.2.3.4", true)]
    [InlineData("::/0", "1.2.3.4", false)]
    public void APatternMatchesWhatAShellPatternWould(string pattern, string target, bool matches)
    {
        Assert.True(TargetPattern.TryParse(pattern, out TargetPattern read, out _));
        Assert.True(Target.TryParse(target, out Target host, out _));
        Assert.Equal(matches, read.Matches(host));
    }

    [Theory]
    [InlineData("10/8")]
    [InlineData("10.0.0.0/33")]
    [InlineData("fc00::/129")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.0/")]
    [InlineData("010.0.0.0/8")]
    [InlineData("a b")]
    [InlineData("")]
    public void WhatCanMatchNothingIsRefused(string pattern) =>
        Assert.False(TargetPattern.TryParse(pattern, out _, out string problem) || problem.Length == 0);

    [Fact]
    public void ManyStarsCostNoMoreThanTheLengthsMultiplied()
    {
        string stars = string.Concat(Enumerable.Repeat("*a", 60)) + "b";
        Assert.True(TargetPattern.TryParse(stars, out TargetPattern pattern, out _));
        Assert.True(
            Target.TryParse(string.Join('.', Enumerable.Repeat(new string('a', 62), 4)), out Target host, out _)
        );
        Assert.False(pattern.Matches(host));
    }
}
