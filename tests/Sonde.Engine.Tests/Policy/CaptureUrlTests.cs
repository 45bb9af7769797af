using Xunit;

namespace Sonde.Engine.Tests;

public sealed class CaptureUrlTests
{
    [Theory]
    [InlineData("http://example.com/a.pcap", true)]
    [InlineData("HTTPS://example.com", true)]
    [InlineData("http:/x", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("https", false)]
    [InlineData("capture.pcap", false)]
    public void OnlyWebAddressesAreTakenForUrls(string typed, bool isUrl) =>
        Assert.Equal(isUrl, CaptureUrl.IsUrl(typed));

    [Theory]
    [InlineData("ftp://example.com/a.pcap")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://example.com/")]
    [InlineData("http://ann:secret@example.com/a.pcap")]
    [InlineData("http://169.254.169.254@example.com/")]
    [InlineData("http://")]
    [InlineData("http://exa mple.com/")]
    [InlineData("nonsense")]
    public void WhatIsNoPlainWebAddressIsAWrongArgument(string typed)
    {
        EngineException fault = Assert.Throws<EngineException>(() => CaptureUrl.Parse(typed));

        Assert.Equal(EngineFault.InvalidArgument, fault.Fault);
        Assert.DoesNotContain("secret", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://a.example/x/y", "../z", "http://a.example/z")]
    [InlineData("http://a.example/x", "https://b.example/y", "https://b.example/y")]
    [InlineData("https://a.example/x", "https://b.example/y", "https://b.example/y")]
    [InlineData("https://a.example/x", "//b.example/y", "https://b.example/y")]
    public void RedirectsStartFromWhereTheyWereGiven(string from, string location, string target) =>
        Assert.Equal(
            target,
            CaptureUrl.Parse(from).Redirect(new Uri(location, UriKind.RelativeOrAbsolute)).Location.AbsoluteUri
        );

    [Theory]
    [InlineData("https://a.example/x", "http://a.example/x")]
    [InlineData("http://a.example/x", "ftp://a.example/x")]
    [InlineData("http://a.example/x", "gopher://a.example/x")]
    [InlineData("http://a.example/x", "http://ann:b@a.example/x")]
    public void RedirectsToAWeakerPlaceAreRefused(string from, string location) =>
        Assert.Equal(
            EngineFault.BlockedByPolicy,
            Assert.Throws<EngineException>(() => CaptureUrl.Parse(from).Redirect(new Uri(location))).Fault
        );

    [Fact]
    public void ARedirectWithoutTargetIsAFailedLookUp() =>
        Assert.Equal(
            EngineFault.LookupFailed,
            Assert.Throws<EngineException>(() => CaptureUrl.Parse("http://a.example/").Redirect(null)).Fault
        );
}
