using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace Sonde.Probes.Tests;

public sealed class StartTlsTests
{
    [Theory]
    [InlineData("smtp", "220 mail ESMTP", "250-mail|250-SIZE 1|250 STARTTLS", "220 go")]
    [InlineData("ftp", "220-hello|220 ftp", "234 go")]
    [InlineData("imap", "* OK imap", "* CAPABILITY X|a1 OK go")]
    [InlineData("pop3", "+OK pop", "+OK go")]
    public async Task AServiceThatConsentsGoesOn(string service, params string[] says)
    {
        Assert.Null(await Ask(service, says));
    }

    [Theory]
    [InlineData("smtp", "502 no such command", "220 mail", "250 mail", "502 no such command")]
    [InlineData("smtp", "421 busy", "421 busy")]
    [InlineData("imap", "a1 NO", "* OK imap", "a1 NO")]
    [InlineData("pop3", "-ERR", "+OK pop", "-ERR")]
    [InlineData("ftp", "500 what", "220 ftp", "500 what")]
    [InlineData("imap", "SSH-2.0-x", "SSH-2.0-x")]
    public async Task ARefusalIsGivenInTheServicesWords(string service, string refusal, params string[] says)
    {
        Assert.Equal(refusal, await Ask(service, says));
    }

    [Fact]
    public async Task AServiceThatSaysNothingButOneEndlessLineIsLeft()
    {
        string? refusal = await Ask("smtp", new string('x', 100_000));

        Assert.InRange(refusal?.Length ?? 0, 1, 2048);
    }

    [Fact]
    public void EveryServiceOfAPortCanBeAsked() =>
        Assert.All(
            Enumerable.Range(1, 65_535).Select(StartTls.ServiceOf).OfType<string>(),
            service => Assert.Contains(service, StartTls.Services)
        );

    // Says one text after each line that it hears; "|" ends a line.
    private static async Task<string?> Ask(string service, params string[] says)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        CancellationToken cancel = TestContext.Current.CancellationToken;
        Task serving = Task.Run(
            async () =>
            {
                using TcpClient peer = await listener.AcceptTcpClientAsync(cancel);
                using var reader = new StreamReader(peer.GetStream(), Encoding.ASCII);
                foreach (string text in says)
                {
                    await peer.GetStream()
                        .WriteAsync(Encoding.ASCII.GetBytes(text.Replace("|", "\r\n") + "\r\n"), cancel);
                    if (await reader.ReadLineAsync(cancel) is null)
                        return;
                }
            },
            cancel
        );
        string? result;
        using (var client = new TcpClient())
        {
            await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint, cancel);
            result = await StartTls.AskAsync(client.GetStream(), service, cancel);
        }
        try
        {
            await serving;
        }
        catch (IOException)
        {
            // the client had heard enough
        }
        return result;
    }
}
