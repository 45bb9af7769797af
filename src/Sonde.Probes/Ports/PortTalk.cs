using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Sonde.Probes;

/// <summary>Finds out what an open port speaks: waits shortly for a greeting, then asks in HTTP and in TLS, whatever its number.</summary>
/// <param name="connect">Makes another connection to the same port.</param>
/// <param name="port">Its number, which decides what is tried first.</param>
/// <param name="host">The host for HTTP and TLS to ask for.</param>
/// <param name="most">The longest that each step may take.</param>
public sealed class PortTalk(Func<CancellationToken, Task<Stream>> connect, int port, string host, TimeSpan most)
{
    private const int MostOctets = 1024;
    private static readonly TimeSpan RestOfALine = TimeSpan.FromMilliseconds(250);

    private int _more;

    /// <summary>Has the conversation.</summary>
    /// <param name="first">The connection that was made; it is closed here.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<PortWords> AskAsync(Stream first, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(first);
        TimeSpan patience = PortHabits.GreetingOf(port);
        using (first)
        {
            if (patience > TimeSpan.Zero)
            {
                Heard greeting = await HearAsync(first, patience < most ? patience : most, cancel);
                if (greeting.Octets.Length > 0)
                    return new PortWords { Banner = greeting.Octets };
                if (greeting.IsReset)
                    return new PortWords { Reset = ResetMoment.AfterHandshake };
                if (greeting.IsEnd)
                    return new PortWords { IsClosedAtOnce = true };
            }
            if (PortHabits.IsLeftAlone(port))
                return new PortWords();
            PortWords words = PortHabits.SpeaksTls(port)
                ? await TlsAsync(first, cancel)
                : await PlainAsync(first, cancel);
            if (IsSettled(words))
                return words with { MoreConnections = _more };
            PortWords other = PortHabits.SpeaksTls(port)
                ? await AgainAsync(PlainAsync, cancel)
                : await AgainAsync(TlsAsync, cancel);
            PortWords better = IsSettled(other) || words.Banner.Length == 0 && words.HttpStatus is null ? other : words;
            if (better.Banner.Length == 0 && better.Tls?.Stream is null)
                better = better with { Reset = words.Reset, IsClosedAtOnce = words.IsClosedAtOnce };
            return better with { MoreConnections = _more };
        }
    }

    // An answer of 400 in the clear is what web servers give to HTTP on a port of TLS.
    private static bool IsSettled(PortWords words) =>
        words.Tls?.Stream is not null
        || words.HttpStatus is not (null or 400)
        || words.HttpStatus is null && words.Banner.Length > 0;

    private async Task<PortWords> AgainAsync(
        Func<Stream, CancellationToken, Task<PortWords>> ask,
        CancellationToken cancel
    )
    {
        _more++;
        try
        {
            using CancellationTokenSource time = Limit(most, cancel);
            using Stream again = await connect(time.Token);
            return await ask(again, cancel);
        }
        catch (Exception failure)
            when (failure is SocketException or IOException
                || failure is OperationCanceledException && !cancel.IsCancellationRequested
            )
        {
            return new PortWords();
        }
    }

    private async Task<PortWords> PlainAsync(Stream stream, CancellationToken cancel)
    {
        byte[]? own = PortHabits.QuestionOf(port);
        Heard heard = await AskAsync(stream, own ?? Request(), cancel);
        if (heard.Octets.Length == 0)
            return new PortWords
            {
                Reset = heard.IsReset ? ResetMoment.AfterFirstData : null,
                IsClosedAtOnce = heard.IsEnd,
            };
        // an alert is how TLS answers to what it cannot read
        if (heard.Octets is [0x15, 3, ..])
            return new PortWords();
        return StatusOf(heard.Octets) is { } status
            ? new PortWords { HttpStatus = status, HttpHead = heard.Octets }
            : new PortWords { Banner = heard.Octets };
    }

    private async Task<PortWords> TlsAsync(Stream stream, CancellationToken cancel)
    {
        using CancellationTokenSource time = Limit(most, cancel);
        TlsDialog dialog;
        try
        {
            dialog = await TlsDialog.OpenAsync(stream, host, ["http/1.1"], time.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new PortWords();
        }
        if (dialog.Stream is not { } inside)
            return new PortWords
            {
                Tls = dialog.Chain.Count > 0 ? dialog : null,
                Reset = dialog.IsReset ? ResetMoment.AfterFirstData : null,
            };
        using (inside)
        {
            bool greets = port is 465 or 563 or 636 or 989 or 990 or 992 or 993 or 995;
            Heard heard = greets ? await HearAsync(inside, most, cancel) : await AskAsync(inside, Request(), cancel);
            return StatusOf(heard.Octets) is { } status
                ? new PortWords
                {
                    Tls = dialog,
                    HttpStatus = status,
                    HttpHead = heard.Octets,
                }
                : new PortWords { Tls = dialog, Banner = heard.Octets };
        }
    }

    private byte[] Request()
    {
        string name = host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host;
        return Encoding.ASCII.GetBytes(
            $"HEAD / HTTP/1.1\r\nHost: {name}:{port}\r\nUser-Agent: sonde\r\nAccept: */*\r\nConnection: close\r\n\r\n"
        );
    }

    private async Task<Heard> AskAsync(Stream stream, byte[] question, CancellationToken cancel)
    {
        try
        {
            using CancellationTokenSource time = Limit(most, cancel);
            await stream.WriteAsync(question, time.Token);
        }
        catch (IOException failure)
        {
            return Heard.Broken(failure);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return default;
        }
        return await HearAsync(stream, most, cancel);
    }

    // The first octets, and what comes shortly after them up to the end of a head.
    private static async Task<Heard> HearAsync(Stream stream, TimeSpan patience, CancellationToken cancel)
    {
        byte[] buffer = new byte[MostOctets];
        int count = 0;
        try
        {
            using CancellationTokenSource time = Limit(patience, cancel);
            while (count < buffer.Length)
            {
                int read = await stream.ReadAsync(buffer.AsMemory(count), time.Token);
                if (read == 0)
                    break;
                count += read;
                if (buffer.AsSpan(0, count).IndexOf("\r\n\r\n"u8) >= 0)
                    break;
                time.CancelAfter(RestOfALine);
            }
            return new Heard(buffer[..count], IsEnd: count == 0, IsReset: false);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new Heard(buffer[..count], IsEnd: false, IsReset: false);
        }
        catch (IOException failure)
        {
            return count > 0 ? new Heard(buffer[..count], IsEnd: false, IsReset: false) : Heard.Broken(failure);
        }
    }

    private static CancellationTokenSource Limit(TimeSpan time, CancellationToken cancel)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(time);
        return limit;
    }

    // RFC 9112 §4: HTTP/1.1 200
    private static int? StatusOf(ReadOnlySpan<byte> head) =>
        head.Length >= 12
        && head.StartsWith("HTTP/1."u8)
        && int.TryParse(head[9..12], CultureInfo.InvariantCulture, out int status)
        && status is >= 100 and <= 999
            ? status
            : null;

    private readonly record struct Heard(byte[] Octets, bool IsEnd, bool IsReset)
    {
        public byte[] Octets { get; } = Octets ?? [];

        public static Heard Broken(IOException failure) =>
            new(
                [],
                IsEnd: false,
                IsReset: failure.InnerException
                    is SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.Shutdown }
            );
    }
}
