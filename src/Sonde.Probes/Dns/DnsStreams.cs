using System.Collections.Concurrent;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Probes;

/// <summary>Connections to one server, over TCP or TLS: messages behind their length (RFC 1035 §4.2.2, RFC 7858).</summary>
/// <remarks>A connection carries one question at a time and is kept for the next one (RFC 7766 §6.2.1).</remarks>
internal sealed class DnsStreams(
    DnsServer server,
    TimeProvider time,
    DnsTally tally,
    X509Certificate2Collection? authorities
) : IDisposable
{
    private const int MostOthers = 100; // messages that are not the answer, before a connection is given up

    private readonly ConcurrentBag<Stream> _idle = [];
    private volatile bool _isDisposed;

    /// <summary>Sends a question.</summary>
    public IDnsAttempt Begin(DnsQuery query) => new DnsRunning(stop => RunAsync(query, stop));

    public void Dispose()
    {
        _isDisposed = true;
        while (_idle.TryTake(out Stream? stream))
            stream.Dispose();
    }

    private async Task<DnsArrival> RunAsync(DnsQuery query, CancellationToken stop)
    {
        if (_idle.TryTake(out Stream? open))
        {
            // a server may have closed it in the meantime; then a new one does
            DnsArrival arrival = await AskAsync(open, query, new DnsArrival(), stop);
            if (arrival.Octets is not null || stop.IsCancellationRequested)
                return arrival;
        }
        (Stream? stream, DnsArrival opened) = await OpenAsync(stop);
        return stream is null ? opened : await AskAsync(stream, query, opened, stop);
    }

    private async Task<(Stream?, DnsArrival)> OpenAsync(CancellationToken stop)
    {
        var socket = new Socket(server.EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Stream? stream = null;
        string certificate = "";
        try
        {
            long start = time.GetTimestamp();
            await socket.ConnectAsync(server.EndPoint, stop);
            var opened = new DnsArrival { Connect = time.GetElapsedTime(start) };
            stream = new NetworkStream(socket, ownsSocket: true);
            if (server.Transport == DnsTransport.Tcp)
                return (stream, opened);
            start = time.GetTimestamp();
            var tls = new SslStream(stream);
            stream = tls;
            await tls.AuthenticateAsClientAsync(
                DnsTls.Options(server.Host, authorities, problem => certificate = problem),
                stop
            );
            return (stream, opened with { Handshake = time.GetElapsedTime(start) });
        }
        catch (Exception failure) when (IsExpected(failure))
        {
            await (stream?.DisposeAsync() ?? ValueTask.CompletedTask);
            socket.Dispose();
            return (null, Failed(failure, certificate));
        }
    }

    private async Task<DnsArrival> AskAsync(Stream stream, DnsQuery query, DnsArrival opened, CancellationToken stop)
    {
        bool isKept = false;
        try
        {
            ushort id = DnsQuery.RandomId();
            byte[] octets = new byte[2 + DnsQuery.LongestOctets];
            int length = query.Write(octets.AsSpan(2), id, server.Transport == DnsTransport.Tls);
            WriteUInt16BigEndian(octets, (ushort)length);
            long start = time.GetTimestamp();
            tally.CountSent();
            await stream.WriteAsync(octets.AsMemory(0, 2 + length), stop);
            for (int others = 0; others < MostOthers; others++)
            {
                byte[] message = await ReadAsync(stream, stop);
                DnsMatch match = query.Match(message, id);
                if (match == DnsMatch.Answer)
                {
                    isKept = !_isDisposed;
                    return opened with { Octets = message, Elapsed = time.GetElapsedTime(start) };
                }
                tally.Count(match);
            }
            return DnsArrival.Failed($"{MostOthers} messages that do not answer the question");
        }
        catch (Exception failure) when (IsExpected(failure))
        {
            return Failed(failure, "");
        }
        finally
        {
            if (isKept)
                _idle.Add(stream);
            else
                await stream.DisposeAsync();
        }
    }

    private static async Task<byte[]> ReadAsync(Stream stream, CancellationToken stop)
    {
        byte[] head = new byte[2];
        int got = await stream.ReadAtLeastAsync(head, 2, throwOnEndOfStream: false, stop);
        if (got == 0)
            throw new DnsStreamException("the server closed the connection without an answer");
        byte[] message = new byte[got < 2 ? 0 : ReadUInt16BigEndian(head)];
        if (
            got < 2
            || await stream.ReadAtLeastAsync(message, message.Length, throwOnEndOfStream: false, stop) < message.Length
        )
            throw new DnsStreamException("the server closed the connection in the middle of its answer");
        return message;
    }

    private static DnsArrival Failed(Exception failure, string certificate) =>
        failure switch
        {
            _ when certificate.Length > 0 => DnsArrival.Failed(certificate, isFinal: true),
            AuthenticationException => DnsArrival.Failed("no TLS could be agreed on"),
            DnsStreamException => DnsArrival.Failed(failure.Message),
            SocketException socket => DnsArrival.Failed(DnsFailures.Words(socket.SocketErrorCode)),
            IOException { InnerException: SocketException socket } => DnsArrival.Failed(
                DnsFailures.Words(socket.SocketErrorCode)
            ),
            IOException => DnsArrival.Failed("the server closed the connection without an answer"),
            _ => DnsArrival.Failed("given up"),
        };

    private static bool IsExpected(Exception failure) =>
        failure
            is SocketException
                or IOException
                or AuthenticationException
                or OperationCanceledException
                or ObjectDisposedException
                or DnsStreamException;

    private sealed class DnsStreamException(string message) : Exception(message);
}
