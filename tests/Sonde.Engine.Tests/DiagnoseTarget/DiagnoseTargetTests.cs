using System.Globalization;
using Sonde.Testing;
using Xunit;

namespace Sonde.Engine.Tests;

public sealed class DiagnoseTargetTests
{
    private static readonly FixedResolver Names = new FixedResolver()
        .With("www.test", "127.0.0.1")
        .With("both.test", "::1", "127.0.0.1")
        .With("far.test", "169.254.169.254");

    [Fact]
    public async Task AWebServerIsReachedAndEveryStepSaysSo()
    {
        await using var server = new TinyServer();
        server.Answer("/", "200 OK\r\nContent-Length: 2", "ok"u8.ToArray());

        DiagnoseTarget answer = await Ask("www.test", server.Port);

        Assert.True(answer.Success);
        Assert.Null(answer.FirstFailure);
        Assert.Equal("127.0.0.1", answer.Address);
        Assert.Equal("ok", Status(answer, "name"));
        Assert.Equal("ok", Status(answer, "port"));
        Assert.Equal("skipped", Status(answer, "tls"));
        Assert.Equal("ok", Status(answer, "http"));
        Assert.Contains("the web server itself", answer.RulesOut);
        Assert.True(answer.Coverage.Complete);
    }

    [Fact]
    public async Task AClosedPortIsTheFirstFailureAndNotTheName()
    {
        DiagnoseTarget answer = await Ask("www.test", 1);

        Assert.False(answer.Success);
        Assert.Equal("port", answer.FirstFailure);
        Assert.Contains("name resolution", answer.RulesOut);
        Assert.NotEmpty(answer.PossibleCauses);
        Assert.NotNull(answer.Next);
        Assert.DoesNotContain(answer.Steps, step => step.Step is "tls" or "http");
    }

    [Fact]
    public async Task ANameWithoutAddressFailsAtTheNameAndNothingElseIsTried()
    {
        DiagnoseTarget answer = await Ask("nowhere.test", 80);

        Assert.Equal("name", answer.FirstFailure);
        Assert.Equal("name", Assert.Single(answer.Steps).Step);
        Assert.Null(answer.Address);
        Assert.Empty(answer.RulesOut);
    }

    [Fact]
    public async Task AnExpiredCertificateFailsAtTls()
    {
        MadeCertificate old = MadeCertificate.Of("www.test", hosts: ["www.test"], from: -30, until: -10);
        await using Greeter server = Greeter.Secure(old.Certificate);

        DiagnoseTarget answer = await Ask($"https://www.test:{server.Port.ToString(CultureInfo.InvariantCulture)}/");

        Assert.Equal("tls", answer.FirstFailure);
        Assert.Contains("expired", answer.Steps.Single(step => step.Step == "tls").Detail, StringComparison.Ordinal);
        Assert.Contains("a firewall or a stopped service at this port", answer.RulesOut);
    }

    [Fact]
    public async Task SecretsOfAUrlDoNotStandInTheAnswer()
    {
        DiagnoseTarget answer = await Ask("http://www.test:1/a?token=topsecret");

        Assert.Equal("http://www.test:1/a?token=[redacted]", answer.Target);
        Assert.DoesNotContain("topsecret", AnswerSerializer.Text(answer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4, "127.0.0.1")]
    [InlineData(6, "::1")]
    public async Task TheFamilyThatIsAskedForIsTaken(int version, string address)
    {
        DiagnoseTarget answer = await Ask("both.test", 1, version);

        Assert.Equal(address, answer.Address);
    }

    [Fact]
    public async Task WhatIsCutSaysNothingOfTheTarget()
    {
        using var stop = new CancellationTokenSource();
        // whoever connects to it and waits for a word ends the question
        await using var silent = new Greeter(
            async (stream, end) =>
            {
                await stop.CancelAsync();
                await Greeter.DrainAsync(stream, end);
            }
        );

        DiagnoseTarget answer = await DiagnoseTargetQuestion.AskAsync(
            ProbeEngine.With(Names),
            new DiagnoseTargetArguments { Target = "www.test", Port = silent.Port },
            new AskContext(null, stop.Token)
        );

        Assert.False(answer.Success);
        Assert.Null(answer.FirstFailure);
        Assert.Equal((false, "cancelled"), (answer.Coverage.Complete, answer.Coverage.Ended));
        Assert.Equal("ok", Status(answer, "name"));
        Assert.DoesNotContain(answer.Steps, step => step.Step == "port");
        Assert.DoesNotContain("is reached", answer.Summary, StringComparison.Ordinal);
        Assert.Contains("cancelled", answer.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-x", EngineFault.InvalidArgument)]
    [InlineData("", EngineFault.InvalidArgument)]
    [InlineData("http://user:word@www.test/", EngineFault.InvalidArgument)]
    [InlineData("http://www.test:0/", EngineFault.InvalidArgument)]
    [InlineData("ftp://www.test/", EngineFault.InvalidArgument)]
    [InlineData("www.test:65536", EngineFault.InvalidArgument)]
    [InlineData("169.254.169.254", EngineFault.BlockedByPolicy)]
    [InlineData("far.test", EngineFault.BlockedByPolicy)]
    public async Task WhatMayNotBeAskedIsAFault(string target, EngineFault fault) =>
        Assert.Equal(fault, (await Assert.ThrowsAsync<EngineException>(() => Ask(target))).Fault);

    private static string? Status(DiagnoseTarget answer, string step) =>
        answer.Steps.SingleOrDefault(one => one.Step == step)?.Status;

    private static Task<DiagnoseTarget> Ask(string target, int? port = null, int? version = null) =>
        DiagnoseTargetQuestion.AskAsync(
            ProbeEngine.With(Names),
            new DiagnoseTargetArguments
            {
                Target = target,
                Port = port,
                IpVersion = version,
                Timeout = 30,
            },
            new AskContext(null, TestContext.Current.CancellationToken)
        );
}
