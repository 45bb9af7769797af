using System.Buffers.Text;
using System.Net;
using System.Text;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Reads a control connection of FTP, RFC 959: who logs in, what is asked, what is transferred where. Passwords are passed over.</summary>
internal sealed class FtpTalk : LineTalk
{
    /// <summary>Usual port.</summary>
    public static readonly ushort[] Ports = [21];

    private readonly ApplicationStream _stream;
    private readonly FtpTransfers _transfers;
    private FtpTransfer? _next;
    private (string Command, string Path)? _asked; // a transfer whose connection is announced later
    private bool _asksForTls;
    private bool _isContinued; // within a reply of several lines

    public FtpTalk(ApplicationStream stream, ConversationFacts facts, FtpTransfers transfers)
        : base(stream, facts) => (_stream, _transfers) = (stream, transfers);

    public static Recognition Recognize(in StreamOpening opening) => Opening.Of(opening, Ports, OfClient, OfServer);

    public override void OnLine(bool fromClient, ReadOnlySpan<byte> line, StreamPlace place)
    {
        if (fromClient)
            OnCommand(line);
        else
            OnReply(line);
    }

    private void OnCommand(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> word = Words.First(line, out ReadOnlySpan<byte> rest);
        if (word.IsEmpty)
            return;
        Facts.CountWord("commands", word);
        _asksForTls = Words.Is(word, "AUTH"u8);
        if (Words.Is(word, "USER"u8))
            Facts.Say("user", rest);
        else if (Words.Is(word, "PORT"u8))
            Expect(HostPort(rest), isPassive: false);
        else if (Words.Is(word, "EPRT"u8))
            Expect(Extended(rest), isPassive: false);
        else if (IsTransfer(word))
            OnTransfer(Encoding.ASCII.GetString(word).ToUpperInvariant(), Encoding.UTF8.GetString(rest));
        else if (
            Words.Is(word, "CWD"u8)
            || Words.Is(word, "DELE"u8)
            || Words.Is(word, "MKD"u8)
            || Words.Is(word, "RNTO"u8)
        )
            Facts.Say("paths", $"{Encoding.ASCII.GetString(word).ToUpperInvariant()} {Encoding.UTF8.GetString(rest)}");
    }

    private void OnTransfer(string command, string path)
    {
        if (_next is { Command: null })
            (_next.Command, _next.Path) = (command, path);
        else
            _asked = (command, path);
    }

    private void OnReply(ReadOnlySpan<byte> line)
    {
        int code = Words.Code(line, out bool goesOn);
        if (code < 0)
            return;
        if (!_isContinued)
        {
            if (code == 220)
                Facts.Say("banner", line[Math.Min(4, line.Length)..]);
            else if (code == 215)
                Facts.Say("system", line[Math.Min(4, line.Length)..]);
            else if (code == 230)
                Facts.Say("login", "granted");
            else if (code == 530)
                Facts.Say("login", "refused");
        }
        _isContinued = goesOn;
        if (goesOn)
            return;
        Facts.Count("replies", Words.Number(code));
        if (code == 227)
            Expect(HostPort(line[(line.IndexOf((byte)'(') + 1)..]), isPassive: true);
        else if (code == 229)
            Expect(Extended(line[(line.IndexOf((byte)'(') + 1)..]), isPassive: true);
        if (code == 234 && _asksForTls)
            Upgrade();
    }

    private void Expect(Endpoint? announced, bool isPassive)
    {
        if (announced is not { } listener)
            return;
        _next = new FtpTransfer(Facts, _stream.Flow.Stream, isPassive);
        if (_asked is { } asked)
            (_next.Command, _next.Path, _asked) = (asked.Command, asked.Path, null);
        Address actual = (isPassive ? _stream.Server : _stream.Client).Address; // translation may have changed what is said
        _transfers.Expect(new Endpoint(actual, listener.Port), _next);
        if (listener.Address != default && listener.Address != actual)
            _transfers.Expect(listener, _next);
    }

    // h1,h2,h3,h4,p1,p2 of RFC 959 §4.1.2
    private static Endpoint? HostPort(ReadOnlySpan<byte> text)
    {
        Span<byte> octets = stackalloc byte[6];
        for (int part = 0; part < octets.Length; part++)
        {
            if (!Utf8Parser.TryParse(text, out byte value, out int length))
                return null;
            octets[part] = value;
            text = text[length..].TrimStart((byte)' ');
            if (part < 5 && (text.IsEmpty || text[0] != ','))
                return null;
            text = text.IsEmpty ? text : text[1..].TrimStart((byte)' ');
        }
        return new Endpoint(Address.From(octets[..4]), (ushort)(octets[4] << 8 | octets[5]));
    }

    // <d>protocol<d>address<d>port<d> of RFC 2428 §2; the first two are empty in a reply
    private static Endpoint? Extended(ReadOnlySpan<byte> text)
    {
        string[] parts = text.Length is > 4 and < 100 ? Encoding.ASCII.GetString(text).Split((char)text[0]) : [];
        if (parts.Length < 5 || !ushort.TryParse(parts[3], out ushort port))
            return null;
        Address address = IPAddress.TryParse(parts[2], out IPAddress? named) ? Address.From(named) : default;
        return new Endpoint(address, port);
    }

    private static bool IsTransfer(ReadOnlySpan<byte> word) =>
        Words.Is(word, "RETR"u8)
        || Words.Is(word, "STOR"u8)
        || Words.Is(word, "STOU"u8)
        || Words.Is(word, "APPE"u8)
        || Words.Is(word, "LIST"u8)
        || Words.Is(word, "NLST"u8)
        || Words.Is(word, "MLSD"u8);

    private static Look OfClient(ReadOnlySpan<byte> octets)
    {
        if (octets.IsEmpty)
            return Look.Nothing;
        if (!char.IsAsciiLetter((char)octets[0]))
            return Look.No;
        if (octets.Length < 5)
            return Look.More;
        ReadOnlySpan<byte> word = Words.First(octets, out ReadOnlySpan<byte> rest);
        if (
            Words.Is(word, "PASV"u8)
            || Words.Is(word, "EPSV"u8)
            || Words.Is(word, "EPRT"u8)
            || Words.Is(word, "SYST"u8)
        )
            return rest.IsEmpty || word[0] is (byte)'E' or (byte)'e' ? Look.Certain : Look.No;
        bool isKnown =
            Words.Is(word, "USER"u8)
            || Words.Is(word, "FEAT"u8)
            || Words.Is(word, "OPTS"u8)
            || Words.Is(word, "TYPE"u8)
            || Words.Is(word, "PORT"u8)
            || Words.Is(word, "CWD"u8)
            || Words.Is(word, "PASS"u8)
            || Words.Is(word, "QUIT"u8)
            || (Words.Is(word, "AUTH"u8) && rest.Length >= 3 && rest[..3].SequenceEqual("TLS"u8));
        return isKnown || IsTransfer(word) ? Look.Fits
            : Words.Is(word, "EHLO"u8) || Words.Is(word, "HELO"u8) ? Look.No
            : word.Length is 3 or 4 ? Look.Weak
            : Look.No;
    }

    private static Look OfServer(ReadOnlySpan<byte> octets)
    {
        Look look = Words.Banner(octets, out ReadOnlySpan<byte> line);
        if (look != Look.Fits)
            return look;
        return Words.Has(line, "SMTP"u8) ? Look.No
            : Words.Has(line, "FTP"u8) ? Look.Certain
            : Look.Fits;
    }
}
