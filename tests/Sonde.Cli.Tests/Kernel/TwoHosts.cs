using System.Diagnostics;
using System.Globalization;
using Sonde.Testing;

namespace Sonde.Cli.Tests;

/// <summary>A client <c>c</c> and a server <c>s</c> with a web server at port 80, both families.</summary>
internal sealed class TwoHosts : IDisposable
{
    private const string Server = """
        import socket, selectors
        body = b'x' * 200000
        head = b'HTTP/1.0 200 OK\r\nContent-Length: %d\r\n\r\n' % len(body)
        listener = socket.socket(socket.AF_INET6)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(('', 80))
        listener.listen(64)
        print('ready', flush=True)
        while True:
            one, _ = listener.accept()
            while b'\r\n\r\n' not in one.recv(65536): pass
            one.sendall(head + body)
            one.close()
        """;

    private readonly Process? _server;

    public TwoHosts()
    {
        if (Watch.WhyNot.Length > 0)
            return;
        Net.Add("c", "s");
        Net.Link("c", "s", 1);
        Net.Sysctl("c", "net.ipv6.conf.all.router_solicitations=0");
        _server = Net.StartAt("s", "python3", "-c", Server);
        _server.StandardOutput.ReadLine();
        // both know where the other is, so that no question for it comes between
        Net.WaitUntil("c", "ping", "-c1", "-W1", "10.99.1.2");
        Net.WaitUntil("c", "ping", "-6", "-c1", "-W1", "fd99:1::2");
    }

    public Namespaces Net { get; } = new();

    /// <summary>Fetches a page with curl.</summary>
    /// <returns>Its exit code, and the octets that it sent and received.</returns>
    public (int Code, long Sent, long Received) Curl(string url)
    {
        Ran ran = Net.Run(
            "c",
            "curl",
            "-s",
            "-m",
            "60",
            "-o",
            "/dev/null",
            "-w",
            "%{size_request} %{size_header} %{size_download}",
            url
        );
        long[] sizes = [.. ran.Output.Split(' ').Select(size => long.Parse(size, CultureInfo.InvariantCulture))];
        return (ran.Code, sizes[0], sizes[1] + sizes[2]);
    }

    /// <summary>Packets and octets that an interface of the client has received.</summary>
    public (long Packets, long Octets) Received(string link)
    {
        string text = Net.Run(
            "c",
            "cat",
            $"/sys/class/net/{link}/statistics/rx_packets",
            $"/sys/class/net/{link}/statistics/rx_bytes"
        ).Output;
        string[] lines = text.Split('\n');
        return (long.Parse(lines[0], CultureInfo.InvariantCulture), long.Parse(lines[1], CultureInfo.InvariantCulture));
    }

    public void Dispose()
    {
        if (_server is { HasExited: false })
            _server.Kill();
        _server?.Dispose();
        Net.Dispose();
    }
}
