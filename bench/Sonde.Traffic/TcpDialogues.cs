using System.Globalization;
using System.Text;

namespace Sonde.Traffic;

/// <summary>What clients and servers say to each other over TCP.</summary>
internal static class TcpDialogues
{
    private static readonly string[] Types =
    [
        "text/html",
        "application/json",
        "text/css",
        "font/woff2",
        "application/octet-stream",
    ];
    private static readonly string[] Errors =
    [
        "404 Not Found",
        "403 Forbidden",
        "500 Internal Server Error",
        "503 Service Unavailable",
    ];

    public static IEnumerable<Emission> Tls(Dice dice, long start)
    {
        var link = new Link(dice);
        var connection = new TcpConnection(dice, link, 443, start);
        var tls = new TlsShapes(dice, $"host{link.ServerNumber}.example.test", dice.Happens(750));
        foreach (Emission emission in connection.Open())
            yield return emission;
        foreach (Emission emission in connection.Send(true, tls.ClientHello(), Kinds.TlsClientHello))
            yield return emission;
        connection.Wait(dice.Between(200, 3_000));
        foreach (Emission emission in connection.Send(false, tls.ServerHello(), Kinds.None))
            yield return emission;
        connection.Wait(dice.Between(200, 2_000));
        foreach (Emission emission in connection.Send(true, tls.ClientFinished(), Kinds.None))
            yield return emission;
        if (!tls.Is13)
            foreach (Emission emission in connection.Send(false, tls.ServerFinished(), Kinds.None))
                yield return emission;

        int exchanges = dice.MostlySmall(1, 9);
        for (int i = 0; i < exchanges; i++)
        {
            foreach (Emission emission in connection.Send(true, tls.Data(dice.Between(80, 900)), Kinds.None))
                yield return emission;
            connection.Wait(dice.MostlySmall(500, 120_000));
            foreach (Emission emission in connection.Send(false, tls.Data(dice.MostlySmall(120, 120_000)), Kinds.None))
                yield return emission;
            connection.Wait(dice.MostlySmall(1_000, 900_000));
        }
        foreach (Emission emission in End(dice, connection))
            yield return emission;
    }

    public static IEnumerable<Emission> Http(Dice dice, long start)
    {
        var link = new Link(dice);
        var connection = new TcpConnection(dice, link, dice.Pick<ushort>([80, 80, 80, 8080]), start);
        foreach (Emission emission in connection.Open())
            yield return emission;
        int exchanges = dice.MostlySmall(1, 8);
        for (int i = 0; i < exchanges; i++)
        {
            string? error = dice.Happens(80) ? dice.Pick<string>(Errors) : null;
            bool isPost = dice.Happens(150);
            byte[] form = isPost ? Encoding.ASCII.GetBytes($"id={dice.Between(1, 99999)}&value={dice.Next():x16}") : [];
            foreach (
                Emission emission in connection.Send(true, Request(dice, link, isPost, i, form), Kinds.HttpRequest)
            )
                yield return emission;
            connection.Wait(dice.MostlySmall(300, 400_000));
            byte[] answer = Response(dice, error, error is null ? dice.MostlySmall(40, 60_000) : 150);
            foreach (Emission emission in connection.Send(false, answer, error is null ? Kinds.None : Kinds.HttpError))
                yield return emission;
            connection.Wait(dice.MostlySmall(1_000, 600_000));
        }
        foreach (Emission emission in End(dice, connection))
            yield return emission;
    }

    public static IEnumerable<Emission> Ssh(Dice dice, long start)
    {
        var connection = new TcpConnection(dice, new Link(dice), 22, start);
        foreach (Emission emission in connection.Open())
            yield return emission;
        foreach (bool isClient in (bool[])[true, false])
        {
            byte[] banner = Encoding.ASCII.GetBytes(isClient ? "SSH-2.0-client_9.2\r\n" : "SSH-2.0-server_9.6\r\n");
            foreach (Emission emission in connection.Send(isClient, banner, Kinds.SshBanner))
                yield return emission;
            foreach (Emission emission in connection.Send(isClient, SshShapes.KeyExchangeInit(dice), Kinds.None))
                yield return emission;
        }
        int keys = dice.MostlySmall(10, 150);
        for (int i = 0; i < keys; i++)
        {
            foreach (Emission emission in connection.Send(true, dice.Octets(36), Kinds.None))
                yield return emission;
            connection.Wait(dice.Between(50_000, 300_000));
            foreach (
                Emission emission in connection.Send(false, dice.Octets(36 + 8 * dice.MostlySmall(0, 300)), Kinds.None)
            )
                yield return emission;
        }
        foreach (Emission emission in End(dice, connection))
            yield return emission;
    }

    /// <summary>One short request, one short response, and an orderly end.</summary>
    public static IEnumerable<Emission> Exchange(Dice dice, long start)
    {
        var connection = new TcpConnection(dice, new Link(dice), 7000, start);
        foreach (Emission emission in connection.Open())
            yield return emission;
        foreach (Emission emission in connection.Send(true, Prose(dice, 24), Kinds.None))
            yield return emission;
        foreach (Emission emission in connection.Send(false, Prose(dice, 48), Kinds.None))
            yield return emission;
        foreach (Emission emission in connection.Close())
            yield return emission;
    }

    public static IEnumerable<Emission> Unanswered(Dice dice, long start) =>
        new TcpConnection(dice, new Link(dice), dice.Pick<ushort>([443, 25, 3389]), start).Knock(dice.Between(2, 4));

    public static IEnumerable<Emission> Refused(Dice dice, long start) =>
        new TcpConnection(dice, new Link(dice), dice.Pick<ushort>([8443, 23, 5900]), start).BeRefused();

    private static IEnumerable<Emission> End(Dice dice, TcpConnection connection)
    {
        if (dice.Happens(40))
            foreach (Emission emission in connection.KeepAlive())
                yield return emission;
        foreach (Emission emission in dice.Happens(60) ? connection.Reset() : connection.Close())
            yield return emission;
    }

    private static byte[] Request(Dice dice, Link link, bool isPost, int number, byte[] form)
    {
        var text = new StringBuilder();
        string path = $"/area{dice.MostlySmall(0, 30)}/item{dice.Between(1, 5000)}?n={number}";
        text.Append(CultureInfo.InvariantCulture, $"{(isPost ? "POST" : "GET")} {path} HTTP/1.1\r\n");
        text.Append(CultureInfo.InvariantCulture, $"Host: host{link.ServerNumber}.example.test\r\n");
        text.Append("User-Agent: traffic/1.0 (made)\r\nAccept: */*\r\nAccept-Language: en\r\n");
        text.Append(CultureInfo.InvariantCulture, $"Cookie: session={dice.Next():x16}\r\n");
        if (isPost)
        {
            text.Append("Content-Type: application/x-www-form-urlencoded\r\n");
            text.Append(CultureInfo.InvariantCulture, $"Content-Length: {form.Length}\r\n");
        }
        return [.. Encoding.ASCII.GetBytes(text.Append("\r\n").ToString()), .. form];
    }

    private static byte[] Response(Dice dice, string? error, int length)
    {
        string type = error is null ? dice.Pick<string>(Types) : "text/html";
        bool isChunked = dice.Happens(200);
        string head =
            $"HTTP/1.1 {error ?? "200 OK"}\r\nServer: made\r\nContent-Type: {type}\r\n"
            + (isChunked ? "Transfer-Encoding: chunked\r\n\r\n" : $"Content-Length: {length}\r\n\r\n");
        byte[] body =
            type.StartsWith("text", StringComparison.Ordinal) ? Prose(dice, length)
            : type.EndsWith("json", StringComparison.Ordinal) ? Json(dice, length)
            : dice.Octets(length);
        if (!isChunked)
            return [.. Encoding.ASCII.GetBytes(head), .. body];
        var whole = new List<byte>(Encoding.ASCII.GetBytes(head));
        for (int at = 0; at < body.Length; at += 4096)
        {
            int part = Math.Min(4096, body.Length - at);
            whole.AddRange(Encoding.ASCII.GetBytes($"{part:x}\r\n"));
            whole.AddRange(body.AsSpan(at, part));
            whole.AddRange("\r\n"u8);
        }
        whole.AddRange("0\r\n\r\n"u8);
        return [.. whole];
    }

    private static byte[] Prose(Dice dice, int length)
    {
        byte[] text = new byte[length];
        dice.Fill(text);
        for (int i = 0; i < length; i++)
            text[i] =
                i % 72 == 71 ? (byte)'\n'
                : text[i] % 6 == 0 ? (byte)' '
                : (byte)('a' + text[i] % 26);
        return text;
    }

    // An array of numbers of two digits; the length says how many fit, blanks fill the rest.
    private static byte[] Json(Dice dice, int length)
    {
        byte[] text = Prose(dice, length);
        Array.Fill(text, (byte)' ');
        text[0] = (byte)'[';
        for (int i = 1; i + 3 < length; i += 3)
        {
            text[i] = (byte)('1' + dice.Between(0, 8));
            text[i + 1] = (byte)('0' + dice.Between(0, 9));
            text[i + 2] = i + 6 < length ? (byte)',' : (byte)' ';
        }
        text[^1] = (byte)']';
        return text;
    }
}
