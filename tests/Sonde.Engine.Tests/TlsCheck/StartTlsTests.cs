using System.Net.Security;
using System.Net.Sockets;
using Sonde.Testing;
using Xunit;

namespace Sonde.Engine.Tests;

/// <summary>Services that are asked for TLS in octets: servers that check the question bit by bit, as real ones do.</summary>
public sealed class StartTlsTests
{
    private static readonly FixedResolver Names = new FixedResolver().With("www.test", "127.0.0.1");
    private static readonly MadeCertificate Own = MadeCertificate.Of("www.test", hosts: ["www.test"]);

    // SSLRequest of the protocol's version 3: length 8, code 80877103
    private static readonly byte[] SslRequest = [0, 0, 0, 8, 4, 0xd2, 0x16, 0x2f];

    [Fact]
    public async Task MariaDbIsAskedWithARequestOfItsProtocol()
    {
        await using Greeter server = new(
            async (stream, stop) =>
            {
                await stream.WriteAsync(MariaDbGreeting(0xfffe), stop);
                byte[] request = new byte[36];
                await stream.ReadExactlyAsync(request, stop);
                int capabilities = request[4] | request[5] << 8;
                // 32 octets, the packet after the greeting; PROTOCOL_41 and SSL
                bool isGood =
                    request.AsSpan(0, 4).SequenceEqual((ReadOnlySpan<byte>)[32, 0, 0, 1])
                    && (capabilities & 0x0a00) == 0x0a00
                    && request.AsSpan(13, 23).IndexOfAnyExcept((byte)0) < 0;
                await ServeAsync(stream, isGood, stop);
            }
        );

        await AssertIsChecked(server, "mysql");
    }

    [Fact]
    public async Task MariaDbWithoutTlsSaysSo()
    {
        await using Greeter server = Greeter.Saying(MariaDbGreeting(0xfffe & ~0x0800));

        EngineException fault = await Assert.ThrowsAsync<EngineException>(() => Check(server.Port, "mysql"));

        Assert.Equal(EngineFault.LookupFailed, fault.Fault);
        Assert.Contains("no TLS among its capabilities", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    // OpenLDAP: ExtendedResponse in short lengths; Active Directory: in lengths of four octets, with the name
    [InlineData("300c02010178070a010004000400", 4)]
    [InlineData(
        "3084000000280201017884000000" + "1f0a010004000400" + "8a16312e332e362e312e342e312e313436362e3230303337",
        2
    )]
    public async Task ADirectoryIsAskedAndItsAnswerIsReadInPieces(string answer, int piece)
    {
        byte[] reply = Convert.FromHexString(answer);
        await using Greeter server = new(
            async (stream, stop) =>
            {
                byte[] request = new byte[31];
                await stream.ReadExactlyAsync(request, stop);
                bool isGood =
                    request
                        .AsSpan(0, 9)
                        .SequenceEqual((ReadOnlySpan<byte>)[0x30, 0x1d, 2, 1, 1, 0x77, 0x18, 0x80, 0x16])
                    && request.AsSpan(9).SequenceEqual("1.3.6.1.4.1.1466.20037"u8);
                stream.Socket.NoDelay = true;
                await stream.WriteAsync(reply.AsMemory(0, piece), stop);
                await Task.Delay(50, stop);
                await stream.WriteAsync(reply.AsMemory(piece), stop);
                await ServeAsync(stream, isGood, stop);
            }
        );

        await AssertIsChecked(server, "ldap");
    }

    [Theory]
    [InlineData("ldap", "300c02010178070a010204000400")] // protocolError
    [InlineData("ldap", "48656c6c6f")]
    [InlineData("ldap", "3084ffffffff")]
    [InlineData("ldap", "3080")]
    [InlineData("postgres", "4e")]
    [InlineData("mysql", "ffffff00")]
    [InlineData("mysql", "010000000a")]
    [InlineData("mysql", "05000000ff15044e6f")]
    [InlineData("pop3", "2d455252206e6f0d0a")]
    public async Task WhatRefusesIsAFaultThatQuotesIt(string service, string answer)
    {
        await using Greeter server = Greeter.Saying(Convert.FromHexString(answer));

        EngineException fault = await Assert.ThrowsAsync<EngineException>(() => Check(server.Port, service));

        Assert.Equal(EngineFault.LookupFailed, fault.Fault);
        Assert.DoesNotContain(fault.Message, char.IsControl);
    }

    [Fact]
    public async Task PostgresThatAgreesIsChecked()
    {
        await using Greeter server = new(
            async (stream, stop) =>
            {
                byte[] request = new byte[8];
                await stream.ReadExactlyAsync(request, stop);
                await stream.WriteAsync("S"u8.ToArray(), stop);
                await ServeAsync(stream, request.AsSpan().SequenceEqual(SslRequest), stop);
            }
        );

        await AssertIsChecked(server, "postgres");
    }

    // A handshake of the protocol's version 10, as MariaDB 10.11 sends it.
    private static byte[] MariaDbGreeting(int capabilities)
    {
        byte[] body =
        [
            10,
            .. "5.5.5-10.11.6-MariaDB-0+deb12u1\0"u8,
            33,
            0,
            0,
            0,
            .. "abcdefgh\0"u8,
            (byte)capabilities,
            (byte)(capabilities >> 8),
            45,
            2,
            0,
            0xff,
            0x81,
            21,
            .. new byte[6],
            0x1d,
            0,
            0,
            0,
            .. "ijklmnopqrst\0mysql_native_password\0"u8,
        ];
        return [(byte)body.Length, 0, 0, 0, .. body];
    }

    private static async Task ServeAsync(NetworkStream stream, bool isGood, CancellationToken stop)
    {
        if (!isGood)
            return;
        await using var secure = new SslStream(stream);
        await secure.AuthenticateAsServerAsync(Own.Certificate);
        await Greeter.DrainAsync(secure, stop);
    }

    private static async Task AssertIsChecked(Greeter server, string service)
    {
        TlsCheck answer = await Check(server.Port, service);

        Assert.True(answer.Success);
        Assert.Equal(service, answer.Starttls);
        Assert.Equal("CN=www.test", Assert.Single(answer.Chain).Subject);
        Assert.Contains(answer.Versions, version => version.Offered == true);
    }

    private static Task<TlsCheck> Check(int port, string service) =>
        TlsCheckQuestion.AskAsync(
            ProbeEngine.With(Names),
            new TlsCheckArguments
            {
                Target = "www.test",
                Port = port,
                Starttls = service,
                Ciphers = false,
                Timeout = 60,
            },
            new AskContext(null, TestContext.Current.CancellationToken)
        );
}
