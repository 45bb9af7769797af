using System.Text;

namespace Sonde.Analysis;

/// <summary>Cuts a scapy expression, which is an expression of Python, into words.</summary>
internal sealed class ScapyLexer(string text)
{
    // longest first
    private static readonly string[] Signs =
    [
        "**",
        "//",
        "<<",
        ">>",
        "==",
        "!=",
        "<=",
        ">=",
        "<",
        ">",
        "(",
        ")",
        "[",
        "]",
        ",",
        ".",
        "+",
        "-",
        "*",
        "/",
        "%",
        "&",
        "|",
        "^",
    ];

    private int _at;

    /// <summary>Reads the next word.</summary>
    public ScapyToken Read()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            _at++;
        if (_at == text.Length)
            return new ScapyToken(ScapyTokenKind.End, "", _at, 1);
        int start = _at;
        char letter = text[start];
        bool isOctets = letter is 'b' or 'B' or 'r' or 'R' && start + 1 < text.Length && text[start + 1] is '"' or '\'';
        if (isOctets || letter is '"' or '\'')
            return Quoted(start, isOctets ? 1 : 0);
        if (char.IsAsciiDigit(letter))
            return Number();
        if (char.IsAsciiLetter(letter) || letter == '_')
            return Name();
        foreach (string sign in Signs)
        {
            if (string.CompareOrdinal(text, start, sign, 0, sign.Length) != 0)
                continue;
            _at += sign.Length;
            return new ScapyToken(ScapyTokenKind.Sign, sign, start, sign.Length);
        }
        _at++;
        return new ScapyToken(
            ScapyTokenKind.Wrong,
            letter == '=' ? "a comparison is written ==" : $"{Quoted(letter)} is no part of the language",
            start,
            1
        );
    }

    private static string Quoted(char letter) => char.IsControl(letter) ? "a control character" : $"'{letter}'";

    private ScapyToken Name()
    {
        int start = _at;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] == '_'))
            _at++;
        return new ScapyToken(ScapyTokenKind.Name, text[start.._at], start, _at - start);
    }

    private ScapyToken Number()
    {
        int start = _at;
        bool isHexadecimal = text.AsSpan(start).StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        _at += isHexadecimal ? 2 : 0;
        while (_at < text.Length && (char.IsAsciiHexDigit(text[_at]) && isHexadecimal || char.IsAsciiDigit(text[_at])))
            _at++;
        if (!isHexadecimal && _at + 1 < text.Length && text[_at] == '.' && char.IsAsciiDigit(text[_at + 1]))
        {
            _at++;
            while (_at < text.Length && char.IsAsciiDigit(text[_at]))
                _at++;
        }
        return new ScapyToken(ScapyTokenKind.Number, text[start.._at], start, _at - start);
    }

    private ScapyToken Quoted(int start, int prefix)
    {
        char quote = text[start + prefix];
        var value = new StringBuilder();
        bool isRaw = prefix > 0 && text[start] is 'r' or 'R';
        for (_at = start + prefix + 1; _at < text.Length; _at++)
        {
            char letter = text[_at];
            if (letter == quote)
            {
                _at++;
                return new ScapyToken(ScapyTokenKind.Text, value.ToString(), start, _at - start);
            }
            if (letter != '\\' || isRaw || _at + 1 == text.Length)
                value.Append(letter);
            else
                Escape(value);
        }
        return new ScapyToken(ScapyTokenKind.Wrong, "the text has no closing quotation mark", start, _at - start);
    }

    private void Escape(StringBuilder value)
    {
        char letter = text[++_at];
        if (
            letter == 'x'
            && _at + 2 < text.Length
            && char.IsAsciiHexDigit(text[_at + 1])
            && char.IsAsciiHexDigit(text[_at + 2])
        )
        {
            value.Append((char)Convert.ToByte(text.Substring(_at + 1, 2), 16));
            _at += 2;
            return;
        }
        value.Append(
            letter switch
            {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                '0' => '\0',
                _ => letter,
            }
        );
    }
}
