using System.Buffers.Text;
using System.Text;

namespace Sonde.Analysis;

/// <summary>Reads a conversation of SMTP, RFC 5321: names, senders and recipients, answers, and the mail when somebody wants its files.</summary>
/// <remarks>Of a login the user is kept, never the password (RFC 4954).</remarks>
internal sealed class SmtpTalk : LineTalk
{
    /// <summary>Usual ports.</summary>
    public static readonly ushort[] Ports = [25, 587, 2525];

    private enum Login : byte
    {
        None,
        User,
        Plain,
        Secret,
    }

    private readonly MailContent _mail;
    private Login _login;
    private bool _asksForTls;
    private bool _isContinued;

    public SmtpTalk(ApplicationStream stream, ConversationFacts facts, TransferredFiles? files)
        : base(stream, facts) => _mail = new MailContent(stream, files);

    public static Recognition Recognize(in StreamOpening opening) => Opening.Of(opening, Ports, OfClient, OfServer);

    public override void OnGap(bool fromClient, long length, StreamPlace place)
    {
        if (fromClient && _mail.IsOpen)
            _mail.Gap(length);
        else
            base.OnGap(fromClient, length, place);
    }

    public override void OnEnd() => _mail.End(isWhole: false);

    public override int OnContent(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place) =>
        fromClient && _mail.IsOpen ? _mail.Add(octets, place) : 0;

    public override void OnLine(bool fromClient, ReadOnlySpan<byte> line, StreamPlace place)
    {
        if (!fromClient)
            OnReply(line);
        else if (_login != Login.None)
            OnLogin(line);
        else
            OnCommand(line);
    }

    private void OnCommand(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> word = Words.First(line, out ReadOnlySpan<byte> rest);
        if (word.IsEmpty)
            return;
        Facts.CountWord("commands", word);
        _asksForTls = Words.Is(word, "STARTTLS"u8);
        if (Words.Is(word, "EHLO"u8) || Words.Is(word, "HELO"u8) || Words.Is(word, "LHLO"u8))
            Facts.Say("client", rest);
        else if (Words.Begins(line, "MAIL FROM:"u8))
            Facts.Say("mail_from", Path(line[10..]));
        else if (Words.Begins(line, "RCPT TO:"u8))
            Facts.Say("rcpt_to", Path(line[8..]));
        else if (Words.Is(word, "AUTH"u8))
            OnAuth(rest);
        else if (Words.Is(word, "DATA"u8))
            _mail.BeginData();
        else if (Words.Is(word, "BDAT"u8))
            _mail.BeginChunk(rest);
    }

    private void OnAuth(ReadOnlySpan<byte> arguments)
    {
        ReadOnlySpan<byte> mechanism = Words.First(arguments, out ReadOnlySpan<byte> initial);
        Facts.Say("auth", Encoding.ASCII.GetString(mechanism).ToUpperInvariant());
        _login =
            Words.Is(mechanism, "LOGIN"u8) ? Login.User
            : Words.Is(mechanism, "PLAIN"u8) ? Login.Plain
            : Login.Secret;
        if (!initial.IsEmpty && !initial.SequenceEqual("="u8))
            OnLogin(initial);
    }

    private void OnLogin(ReadOnlySpan<byte> line)
    {
        Span<byte> octets = stackalloc byte[512];
        bool isShort =
            line.Length <= 512
            && Base64.DecodeFromUtf8(line.Trim((byte)' '), octets, out _, out int written)
                == System.Buffers.OperationStatus.Done
            && (octets = octets[..written]).Length > 0;
        if (_login == Login.User)
        {
            if (isShort)
                Facts.Say("user", octets);
            _login = Login.Secret;
            return;
        }
        if (_login == Login.Plain && isShort) // RFC 4616: authorization identity, NUL, user, NUL, password
        {
            int first = octets.IndexOf((byte)0);
            int second = first < 0 ? -1 : octets[(first + 1)..].IndexOf((byte)0);
            if (second > 0)
                Facts.Say("user", octets.Slice(first + 1, second));
        }
        _login = Login.Secret;
    }

    private void OnReply(ReadOnlySpan<byte> line)
    {
        int code = Words.Code(line, out bool goesOn);
        if (code < 0)
            return;
        ReadOnlySpan<byte> text = line[Math.Min(4, line.Length)..];
        if (code == 220 && !_asksForTls && !_isContinued)
            Facts.Say("banner", text);
        _isContinued = goesOn;
        if (goesOn)
            return;
        Facts.Count("replies", Words.Number(code));
        if (code >= 400)
            Facts.Say("errors", line);
        if (code != 334)
            _login = Login.None;
        if (code == 235)
            Facts.Say("login", "granted");
        else if (code == 535)
            Facts.Say("login", "refused");
        else if (code >= 400)
            _mail.Refused();
        else if (code == 220 && _asksForTls)
            Upgrade();
    }

    // The path between angle brackets, RFC 5321 §4.1.2.
    private static ReadOnlySpan<byte> Path(ReadOnlySpan<byte> text)
    {
        text = text.Trim((byte)' ');
        int end = text.IndexOf((byte)'>');
        return text.StartsWith("<"u8) && end > 0 ? text[..(end + 1)] : Words.First(text, out _);
    }

    private static Look OfClient(ReadOnlySpan<byte> octets)
    {
        if (octets.IsEmpty)
            return Look.Nothing;
        if (!char.IsAsciiLetter((char)octets[0]))
            return Look.No;
        if (octets.Length < 5)
            return Look.More;
        if (Words.Begins(octets, "EHLO "u8) || Words.Begins(octets, "HELO "u8) || Words.Begins(octets, "MAIL FROM:"u8))
            return Look.Certain;
        ReadOnlySpan<byte> word = Words.First(octets, out _);
        return
            Words.Is(word, "RCPT"u8)
            || Words.Is(word, "DATA"u8)
            || Words.Is(word, "RSET"u8)
            || Words.Is(word, "NOOP"u8)
            || Words.Is(word, "QUIT"u8)
            || Words.Is(word, "HELP"u8)
            || Words.Is(word, "VRFY"u8)
            || Words.Is(word, "EXPN"u8)
            || Words.Is(word, "STARTTLS"u8)
            ? Look.Weak
            : Look.No;
    }

    private static Look OfServer(ReadOnlySpan<byte> octets)
    {
        Look look = Words.Banner(octets, out ReadOnlySpan<byte> line);
        if (look != Look.Fits)
            return look;
        return Words.Has(line, "SMTP"u8) ? Look.Certain
            : Words.Has(line, "FTP"u8) ? Look.No
            : Look.Fits;
    }
}
