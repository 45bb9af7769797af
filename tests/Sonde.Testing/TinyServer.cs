using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sonde.Testing;

/// <summary>An HTTP server on the loopback address that answers each path with prepared octets.</summary>
public sealed class TinyServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, Func<Stream, CancellationToken, Task>> _answers = new();
    private readonly Task _running;

    public TinyServer()
    {
        _listener.Start();
        _running = RunAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The heads of the requests so far.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    public void Answer(string path, Func<Stream, CancellationToken, Task> answer) => _answers[path] = answer;

    public void Answer(string path, string head, byte[]? body = null) =>
        Answer(
            path,
            async (stream, cancel) =>
            {
                await stream.WriteAsync(Head(head), cancel);
                await stream.WriteAsync(body ?? [], cancel);
            }
        );

    public void Redirect(string path, string location) =>
        Answer(path, $"302 Found\r\nLocation: {location}\r\nSet-Cookie: a=b\r\nContent-Length: 0");

    public static byte[] Head(string head) => Encoding.ASCII.GetBytes($"HTTP/1.1 {head}\r\n\r\n");

    public async ValueTask DisposeAsync()
    {
        if (_running.IsCompleted)
            return;
        await _stop.CancelAsync();
        _listener.Stop();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
                open.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception ended)
            when (ended is OperationCanceledException or SocketException or InvalidOperationException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                NetworkStream stream = client.GetStream();
                string request = await ReadHeadAsync(stream);
                if (request.Length == 0)
                    return;
                Requests.Enqueue(request);
                string path = request.Split(' ')[1];
                if (_answers.TryGetValue(path, out Func<Stream, CancellationToken, Task>? answer))
                    await answer(stream, _stop.Token);
                else
                    await stream.WriteAsync(Head("404 Not Found\r\nContent-Length: 0"), _stop.Token);
            }
            catch (Exception ended) when (ended is OperationCanceledException or IOException)
            {
                // the client went away, or the test is over
            }
        }
    }

    private async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            // 22 begins a TLS handshake, which never has the end of a head
            if (await stream.ReadAsync(one, _stop.Token) == 0 || one[0] == 22)
                return "";
            head.Append((char)one[0]);
        }
        return head.ToString();
    }
}
