using System.Text;
using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.App.Syslog;

public sealed class SyslogTests : LayerLaws<Wire.Syslog>
{
    protected override byte[] Sample { get; } =
        "<165>1 2003-10-11T22:14:15.003Z host.example.com app 1234 ID47 - An event"u8.ToArray();

    [Fact]
    public void ReadsRfc5424()
    {
        Wire.Syslog.TryRead(Sample, out Wire.Syslog syslog);
        Assert.Equal(165, syslog.Priority);
        Assert.Equal(["20"], Values("syslog.facility"));
        Assert.Equal(["5"], Values("syslog.level"));
        Assert.Equal(["1065910455003000000"], Values("syslog.timestamp"));
        Assert.Equal(["host.example.com"], Values("syslog.hostname"));
        Assert.Equal(["app"], Values("syslog.appname"));
        Assert.Equal(["1234"], Values("syslog.procid"));
    }

    [Fact]
    public void ReadsRfc3164()
    {
        var sink = new RecordingSink();
        new LayerReader<Wire.Syslog>().Describe("<34>Oct 11 22:14:15 mymachine su: failed"u8, sink);
        Assert.Equal(["Oct 11 22:14:15"], sink.Values("syslog.timestamp_rfc3164"));
        Assert.Equal(["mymachine"], sink.Values("syslog.hostname"));
        Assert.Equal(["su"], sink.Values("syslog.procid"));
        Assert.Equal(["Oct 11 22:14:15 mymachine su: failed"], sink.Values("syslog.msg"));
    }

    [Theory]
    [InlineData("hello", null, "hello")]
    [InlineData("<13>x", 13, "x")]
    [InlineData("<1234>x", 123, "4>x")]
    [InlineData("<34 abc", 34, " abc")]
    [InlineData("<", 0, "")]
    public void APriorityHasAtMostThreeDigits(string text, int? priority, string message)
    {
        Wire.Syslog.TryRead(Encoding.ASCII.GetBytes(text), out Wire.Syslog syslog);
        Assert.Equal(priority, syslog.Priority);
        Assert.Equal(message, Encoding.ASCII.GetString(syslog.Message));
    }
}
