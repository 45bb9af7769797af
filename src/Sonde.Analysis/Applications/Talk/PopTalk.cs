using System.Text;

namespace Sonde.Analysis;

/// <summary>Reads a conversation of POP3, RFC 1939: who logs in, commands and what became of them. Passwords and digests are passed over.</summary>
internal sealed class PopTalk(ApplicationStream stream, ConversationFacts facts) : LineTalk(stream, facts)
{
    /// <summary>Usual port.</summary>
    public static readonly ushort[] Ports = [110];

    private bool _isGreeted;
    private bool _isLogin; // the client's next line is part of a login
    private bool _isList; // lines of an answer, up to a dot
    private string _last = "";

    public static Recognition Recognize(in StreamOpening opening) => Opening.Of(opening, Ports, OfClient, OfServer);

    public override void OnLine(bool fromClient, ReadOnlySpan<byte> line, StreamPlace place)
    {
        if (!fromClient)
            OnReply(line);
        else if (!_isLogin)
            OnCommand(line);
    }

    private void OnCommand(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> word = Words.First(line, out ReadOnlySpan<byte> rest);
        if (word.IsEmpty)
            return;
        Facts.CountWord("commands", word);
        _last = word.Length <= 8 ? Encoding.ASCII.GetString(word).ToUpperInvariant() : "";
        if (_last is "LIST" or "UIDL" && !rest.IsEmpty)
            _last = "";
        if (_last == "USER")
            Facts.Say("user", rest);
        else if (_last == "APOP")
            Facts.Say("user", Words.First(rest, out _));
        else if (_last == "AUTH" && !rest.IsEmpty)
        {
            Facts.CountWord("auth", Words.First(rest, out _));
            _isLogin = true;
        }
    }

    private void OnReply(ReadOnlySpan<byte> line)
    {
        if (_isList)
        {
            _isList = !line.SequenceEqual("."u8);
            return;
        }
        bool isGood = line.StartsWith("+OK"u8);
        if (!isGood && !line.StartsWith("-ERR"u8))
            return;
        _isLogin = false;
        if (!_isGreeted)
            Facts.Say("banner", line[Math.Min(4, line.Length)..]);
        _isGreeted = true;
        Facts.Count("replies", isGood ? "+OK" : "-ERR");
        if (!isGood)
            Facts.Say("errors", line);
        if (_last is "PASS" or "APOP" or "AUTH")
            Facts.Say("login", isGood ? "granted" : "refused");
        _isList = isGood && _last is "LIST" or "UIDL" or "RETR" or "TOP" or "CAPA" && isGood;
        if (isGood && _last == "STLS")
            Upgrade();
        _last = "";
    }

    private static Look OfClient(ReadOnlySpan<byte> octets)
    {
        if (octets.IsEmpty)
            return Look.Nothing;
        if (!char.IsAsciiLetter((char)octets[0]))
            return Look.No;
        if (octets.Length < 6)
            return Look.More;
        ReadOnlySpan<byte> word = Words.First(octets, out _);
        return
            Words.Is(word, "USER"u8)
            || Words.Is(word, "APOP"u8)
            || Words.Is(word, "CAPA"u8)
            || Words.Is(word, "STLS"u8)
            || Words.Is(word, "AUTH"u8)
            || Words.Is(word, "PASS"u8)
            || Words.Is(word, "STAT"u8)
            || Words.Is(word, "QUIT"u8)
            ? Look.Fits
            : Look.No;
    }

    private static Look OfServer(ReadOnlySpan<byte> octets)
    {
        if (octets.IsEmpty)
            return Look.Nothing;
        if (octets[0] is not ((byte)'+' or (byte)'-'))
            return Look.No;
        if (octets.Length < 5)
            return Look.More;
        if (octets.StartsWith("-ERR "u8))
            return Look.Weak;
        return !octets.StartsWith("+OK"u8) ? Look.No
            : Words.Has(octets[..Math.Min(octets.Length, 200)], "POP3"u8) ? Look.Certain
            : Look.Fits;
    }
}
