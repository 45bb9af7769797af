using System.Buffers.Text;
using System.Text;

namespace Sonde.Analysis;

/// <summary>Reads a conversation of IMAP, RFC 9051: who logs in, commands, mailboxes and what became of them. Passwords are passed over.</summary>
internal sealed class ImapTalk(ApplicationStream stream, ConversationFacts facts) : LineTalk(stream, facts)
{
    /// <summary>Usual port.</summary>
    public static readonly ushort[] Ports = [143];

    private static readonly string[] Commands =
    [
        "CAPABILITY",
        "NOOP",
        "LOGOUT",
        "STARTTLS",
        "AUTHENTICATE",
        "LOGIN",
        "SELECT",
        "EXAMINE",
        "ID",
        "LIST",
        "LSUB",
        "STATUS",
        "FETCH",
        "UID",
        "IDLE",
        "NAMESPACE",
        "ENABLE",
    ];

    private readonly long[] _literal = [0, 0]; // octets of a literal that are to come, of the server and the client
    private bool _isGreeted;
    private bool _isLogin; // the client's lines are part of a login until the server decides
    private bool _continues; // the client's line goes on behind a literal
    private string _last = "";

    public static Recognition Recognize(in StreamOpening opening) => Opening.Of(opening, Ports, OfClient, OfServer);

    public override void OnGap(bool fromClient, long length, StreamPlace place)
    {
        ref long literal = ref _literal[fromClient ? 1 : 0];
        if (literal < length)
            base.OnGap(fromClient, length, place);
        literal = Math.Max(0, literal - length);
    }

    public override int OnContent(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place)
    {
        ref long literal = ref _literal[fromClient ? 1 : 0];
        int taken = (int)Math.Min(literal, octets.Length);
        literal -= taken;
        return taken;
    }

    public override void OnLine(bool fromClient, ReadOnlySpan<byte> line, StreamPlace place)
    {
        bool isPart = fromClient && _continues;
        long literal = Literal(line);
        _literal[fromClient ? 1 : 0] = literal;
        if (fromClient)
            _continues = literal > 0;
        if (isPart)
            return;
        if (!fromClient)
            OnReply(line);
        else if (!_isLogin)
            OnCommand(line);
    }

    private void OnCommand(ReadOnlySpan<byte> line)
    {
        Words.First(line, out ReadOnlySpan<byte> rest);
        ReadOnlySpan<byte> word = Words.First(rest, out ReadOnlySpan<byte> arguments);
        if (word.IsEmpty)
            return;
        Facts.CountWord("commands", word);
        _last = word.Length <= 16 ? Encoding.ASCII.GetString(word).ToUpperInvariant() : "";
        switch (_last)
        {
            case "LOGIN":
                Facts.Say("user", Argument(arguments));
                break;
            case "AUTHENTICATE":
                Facts.CountWord("auth", Words.First(arguments, out _));
                _isLogin = true;
                break;
            case "SELECT" or "EXAMINE":
                Facts.Say("mailboxes", Argument(arguments));
                break;
        }
    }

    private void OnReply(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> tag = Words.First(line, out ReadOnlySpan<byte> rest);
        ReadOnlySpan<byte> word = Words.First(rest, out ReadOnlySpan<byte> text);
        if (!_isGreeted && tag.SequenceEqual("*"u8))
        {
            Facts.Say("banner", text);
            _isGreeted = true;
            return;
        }
        if (tag.SequenceEqual("*"u8) || tag.SequenceEqual("+"u8))
            return;
        bool isGood = Words.Is(word, "OK"u8);
        if (!isGood && !Words.Is(word, "NO"u8) && !Words.Is(word, "BAD"u8))
            return;
        Facts.CountWord("replies", word);
        if (!isGood)
            Facts.Say("errors", rest);
        if (_last is "LOGIN" or "AUTHENTICATE")
            Facts.Say("login", isGood ? "granted" : "refused");
        _isLogin = false;
        if (isGood && _last == "STARTTLS")
            Upgrade();
        _last = "";
    }

    // {octets} or {octets+} at the end of a line, RFC 9051 §4.3
    private static long Literal(ReadOnlySpan<byte> line)
    {
        int open = line.EndsWith("}"u8) ? line.LastIndexOf((byte)'{') : -1;
        return
            open >= 0
            && Utf8Parser.TryParse(line[(open + 1)..], out uint length, out int used)
            && open + 1 + used >= line.Length - 2
            ? length
            : 0;
    }

    private static ReadOnlySpan<byte> Argument(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("{"u8))
            return []; // a literal follows
        if (!text.StartsWith("\""u8))
            return Words.First(text, out _);
        int end = text[1..].IndexOf((byte)'"');
        return end < 0 ? text[1..] : text.Slice(1, end);
    }

    private static Look OfClient(ReadOnlySpan<byte> octets)
    {
        if (octets.IsEmpty)
            return Look.Nothing;
        if (!char.IsAsciiLetterOrDigit((char)octets[0]))
            return Look.No;
        int blank = octets[..Math.Min(octets.Length, 20)].IndexOf((byte)' ');
        if (blank < 0)
            return octets.Length < 20 && octets.IndexOf((byte)'\n') < 0 ? Look.More : Look.No;
        if (octets[(blank + 1)..].IndexOfAny("\r\n "u8) < 0)
            return octets.Length < 40 ? Look.More : Look.No;
        ReadOnlySpan<byte> word = Words.First(octets[blank..], out _);
        if (word.Length is < 2 or > 16)
            return Look.No;
        string text = Encoding.ASCII.GetString(word).ToUpperInvariant();
        return Array.IndexOf(Commands, text) is >= 0 and < 8 ? Look.Certain
            : Array.IndexOf(Commands, text) >= 0 ? Look.Fits
            : Look.No;
    }

    private static Look OfServer(ReadOnlySpan<byte> octets)
    {
        if (octets.IsEmpty)
            return Look.Nothing;
        if (octets[0] != '*')
            return char.IsAsciiLetterOrDigit((char)octets[0]) ? Look.Nothing : Look.No;
        if (octets.Length < 5)
            return Look.More;
        return octets.StartsWith("* OK "u8) || octets.StartsWith("* PREAUTH "u8) ? Look.Certain
            : octets[1] == ' ' ? Look.Weak
            : Look.No;
    }
}
