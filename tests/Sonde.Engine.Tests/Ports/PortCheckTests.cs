using System.Net;
using System.Net.Sockets;
using System.Text;
using Sonde.Testing;
using Xunit;

namespace Sonde.Engine.Tests;

public sealed class PortCheckTests
{
    private static readonly FixedResolver Names = new FixedResolver()
        .With("both.test", "127.0.0.1", "::1")
        .With("four.test", "127.0.0.1")
        .With("rebound.test", "127.0.0.1", "169.254.169.254");

    [Fact]
    public async Task AGreetingIsTheBannerAndNamesTheService()
    {
        await using Greeter ssh = Greeter.Saying("SSH-2.0-OpenSSH_9.2\r\n");

        PortCheck answer = await Check(ssh.Port);

        Assert.True(answer.IsOpen);
        Assert.Equal("open", answer.State);
        Assert.Equal("SSH-2.0-OpenSSH_9.2", answer.Banner);
        Assert.Equal("SSH", answer.ServiceHint);
        Assert.NotNull(answer.ResponseTimeMs);
        Assert.Null(answer.ErrorCode);
    }

    [Fact]
    public async Task ControlCharactersOfABannerAreEscapedAndItsLengthBounded()
    {
        await using Greeter hostile = Greeter.Saying("\x1b[2J\x07" + new string('A', 5000));

        PortCheck answer = await Check(hostile.Port);

        Assert.StartsWith("\\u{1b}[2J\\u{7}AAA", answer.Banner, StringComparison.Ordinal);
        Assert.InRange(answer.Banner!.Length, 190, 220);
    }

    [Fact]
    public async Task HttpIsFoundOnAnyPortAndItsSecretsAreNotShown()
    {
        await using var web = new TinyServer();
        web.Answer("/", "401 Unauthorized\r\nServer: tiny\r\nSet-Cookie: sid=secret\r\nContent-Length: 0");

        PortCheck answer = await Check(web.Port);

        Assert.Equal(401, answer.HttpStatus);
        Assert.Equal("HTTP", answer.ServiceHint);
        Assert.Equal("HTTP/1.1 401 Unauthorized; Server: tiny", answer.Banner);
    }

    [Fact]
    public async Task TlsIsFoundOnAnyPortWithItsCertificate()
    {
        var own = MadeCertificate.Of("www.test", hosts: ["www.test"]);
        await using Greeter tls = Greeter.Secure(
            own.Certificate,
            serve: async (stream, stop) =>
            {
                await stream.ReadAtLeastAsync(new byte[4096], 1, false, stop);
                await stream.WriteAsync("HTTP/1.1 204 No Content\r\n\r\n"u8.ToArray(), stop);
            }
        );

        PortCheck answer = await Check(tls.Port, host: "four.test");

        Assert.Equal("HTTPS", answer.ServiceHint);
        Assert.Equal(204, answer.HttpStatus);
        Assert.StartsWith("TLS 1.", answer.Tls!.Version, StringComparison.Ordinal);
        Assert.Equal("CN=www.test", answer.Tls.Subject);
        Assert.False(answer.Tls.MatchesName);
        Assert.Contains(answer.Tls.Problems, problem => problem.StartsWith("self_signed:", StringComparison.Ordinal));
        Assert.Contains(answer.Tls.Problems, problem => problem.StartsWith("name_mismatch:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task APortThatNobodyListensAtIsClosed()
    {
        PortCheck answer = await Check(UnusedPort());

        Assert.True(answer.Success);
        Assert.False(answer.IsOpen);
        Assert.Equal(("closed", "connection_refused"), (answer.State, answer.ErrorCode));
        Assert.Null(answer.ResponseTimeMs);
    }

    [Fact]
    public async Task AConnectionThatIsResetAtOnceIsToldFromASilentOne()
    {
        await using var wrapper = new Greeter(
            (stream, _) =>
            {
                stream.Socket.LingerState = new LingerOption(true, 0);
                stream.Socket.Dispose();
                return Task.CompletedTask;
            }
        );

        PortCheck answer = await Check(wrapper.Port);

        Assert.Equal(("open", "reset_after_handshake"), (answer.State, answer.ErrorCode));
    }

    [Fact]
    public async Task EveryAddressOfANameIsTriedAndTold()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "this machine has no IPv6");
        await using var only4 = new Greeter((_, _) => Task.CompletedTask);

        PortCheck answer = await Check(only4.Port, host: "both.test");

        Assert.Equal("127.0.0.1", answer.Address);
        Assert.Equal(["127.0.0.1", "::1"], answer.Addresses.Select(one => one.Address));
        Assert.Equal("open", answer.Addresses[0].State);
        Assert.NotEqual("open", answer.Addresses[1].State);
        Assert.Contains("1 are open", answer.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnIpv6AddressIsCheckedLikeAnyOther()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "this machine has no IPv6");
        await using var listening = new Greeter(Greeter.DrainAsync, IPAddress.IPv6Loopback);

        Assert.True((await Check(listening.Port, host: "::1")).IsOpen);
    }

    [Fact]
    public async Task AUdpServiceThatAnswersIsOpenAndAPortWithoutOneIsClosed()
    {
        using var service = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        int port = ((IPEndPoint)service.Client.LocalEndPoint!).Port;
        Task echo = Task.Run(async () =>
        {
            UdpReceiveResult asked = await service.ReceiveAsync();
            await service.SendAsync(Encoding.ASCII.GetBytes("pong"), asked.RemoteEndPoint);
        });

        PortCheck open = await Check(port, protocol: "udp");
        await echo;
        PortCheck closed = await Check(UnusedPort(), protocol: "udp");

        Assert.Equal(("open", "pong"), (open.State, open.Banner));
        Assert.Equal(("closed", "icmp_port_unreachable"), (closed.State, closed.ErrorCode));
    }

    [Fact]
    public async Task AUdpServiceThatDoesNotAnswerMayBeOpenOrFiltered()
    {
        using var service = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));

        PortCheck answer = await Check(((IPEndPoint)service.Client.LocalEndPoint!).Port, protocol: "udp", timeout: 0.2);

        Assert.Equal(("open_filtered", false), (answer.State, answer.IsOpen));
    }

    [Theory]
    [InlineData("127.0.0.1", 0)]
    [InlineData("127.0.0.1", 65_536)]
    [InlineData("127.0.0.1", -1)]
    [InlineData("-oProxy", 22)]
    [InlineData("", 22)]
    [InlineData("a b", 22)]
    public async Task WhatMakesNoSenseIsRefused(string host, int port) =>
        Assert.Equal(EngineFault.InvalidArgument, (await Fails(host, port)).Fault);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(301)]
    public async Task ATimeThatCannotBeIsRefused(double timeout) =>
        Assert.Equal(EngineFault.InvalidArgument, (await Fails("127.0.0.1", 22, timeout)).Fault);

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("2852039166")]
    [InlineData("0xA9FEA9FE")]
    [InlineData("169.254.169.254.")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("fd00:ec2::254")]
    [InlineData("metadata.google.internal.")]
    [InlineData("rebound.test")]
    public async Task MetadataServicesAreRefused(string host) =>
        Assert.Equal(EngineFault.BlockedByPolicy, (await Fails(host, 80)).Fault);

    [Fact]
    public async Task ANameWithoutAddressOrWithoutOneOfTheFamilyIsAFailedLookUp()
    {
        Assert.Equal(EngineFault.LookupFailed, (await Fails("nowhere.test", 80)).Fault);
        EngineException fault = await Fails("four.test", 80, version: 6);
        Assert.Equal(EngineFault.LookupFailed, fault.Fault);
        Assert.Contains("no IPv6 address", fault.Message, StringComparison.Ordinal);
        Assert.Equal(EngineFault.InvalidArgument, (await Fails("four.test", 80, version: 5)).Fault);
    }

    private static int UnusedPort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static Task<PortCheck> Check(
        int port,
        string host = "127.0.0.1",
        string protocol = "tcp",
        double timeout = 5,
        int? version = null
    ) =>
        PortCheckQuestion.AskAsync(
            ProbeEngine.With(Names),
            new PortCheckArguments
            {
                Target = host,
                Port = port,
                Protocol = protocol,
                Timeout = timeout,
                IpVersion = version,
            },
            new AskContext(null, TestContext.Current.CancellationToken)
        );

    private static Task<EngineException> Fails(string host, int port, double timeout = 1, int? version = null) =>
        Assert.ThrowsAsync<EngineException>(() => Check(port, host, timeout: timeout, version: version));
}
