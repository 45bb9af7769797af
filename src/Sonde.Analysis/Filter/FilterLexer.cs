using System.Buffers;

namespace Sonde.Analysis;

/// <summary>Cuts a display filter into words.</summary>
internal sealed class FilterLexer(string text)
{
    // longest first
    private static readonly string[] Signs =
    [
        "===",
        "!==",
        "==",
        "!=",
        "~=",
        "<=",
        ">=",
        "&&",
        "||",
        "^^",
        "..",
        "<",
        ">",
        "~",
        "&",
        "!",
        "(",
        ")",
        "{",
        "}",
        "[",
        "]",
        ",",
        "+",
        "-",
        "*",
        "/",
        "%",
        "#",
    ];

    private static readonly SearchValues<char> DottedDigits = SearchValues.Create("0123456789.");

    private int _at;

    /// <summary>Reads the next word.</summary>
    /// <param name="valueMayFollow">A value may begin here, so that a minus sign belongs to the number behind it.</param>
    public FilterToken Read(bool valueMayFollow)
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            _at++;
        int start = _at;
        if (start == text.Length)
            return new FilterToken(TokenKind.End, "", Math.Max(0, start), 1);
        char letter = text[start];
        if (letter == '"' || (letter is 'r' or 'R' && start + 1 < text.Length && text[start + 1] == '"'))
            return Quoted(letter != '"');
        if (letter == '\'')
            return Character();
        bool isNegative =
            valueMayFollow && letter == '-' && start + 1 < text.Length && char.IsAsciiDigit(text[start + 1]);
        if (isNegative || IsOfWord(letter) && !StartsRange(start) && letter != '-')
            return Word();
        foreach (string sign in Signs)
        {
            if (string.CompareOrdinal(text, start, sign, 0, sign.Length) != 0)
                continue;
            _at += sign.Length;
            return new FilterToken(TokenKind.Sign, sign, start, sign.Length);
        }
        _at++;
        string why = letter switch
        {
            '$' => "a field of the selected packet (${...}) has no meaning here: there is no selected packet",
            '@' => "raw fields (@) belong to later versions of the filter language",
            '=' => "a comparison is written ==",
            '|' => "or is written || or \"or\"",
            '^' => "exclusive or is written ^^ or \"xor\"",
            _ => $"{Printable(letter)} was not expected; text stands in quotation marks",
        };
        return new FilterToken(TokenKind.Wrong, why, start, 1);
    }

    /// <summary>Reads what stands up to a closing bracket, from behind the opening one; null when there is none.</summary>
    public FilterToken? ReadBracket()
    {
        int end = text.IndexOf(']', _at);
        if (end < 0)
            return null;
        var token = new FilterToken(TokenKind.Word, text[_at..end], _at, Math.Max(1, end - _at));
        _at = end + 1;
        return token;
    }

    /// <summary>Goes back to where a token begins, because it must be read another way.</summary>
    public void ReturnTo(int position) => _at = position;

    private static bool IsOfWord(char letter) =>
        char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.' or ':' or '-';

    private bool StartsRange(int at) => text[at] == '.' && at + 1 < text.Length && text[at + 1] == '.';

    private FilterToken Word()
    {
        int start = _at++;
        while (_at < text.Length && IsOfWord(text[_at]) && !StartsRange(_at))
            _at++;
        // a network: 10.0.0.0/8, 2001:db8::/32; elsewhere the stroke divides
        ReadOnlySpan<char> word = text.AsSpan(start, _at - start);
        bool isAddress = word.Count(':') >= 2 || (word.Count('.') == 3 && !word.ContainsAnyExcept(DottedDigits));
        if (isAddress && _at + 1 < text.Length && text[_at] == '/' && char.IsAsciiDigit(text[_at + 1]))
        {
            do _at++;
            while (_at < text.Length && char.IsAsciiDigit(text[_at]));
        }
        return new FilterToken(TokenKind.Word, text[start.._at], start, _at - start);
    }

    private FilterToken Quoted(bool raw)
    {
        int start = _at;
        int open = start + (raw ? 1 : 0);
        int end = open + 1;
        while (end < text.Length && text[end] != '"')
            end += text[end] == '\\' ? 2 : 1;
        if (end >= text.Length)
        {
            _at = text.Length;
            return new FilterToken(
                TokenKind.Wrong,
                "the closing quotation mark is missing",
                start,
                text.Length - start
            );
        }
        _at = end + 1;
        return Resolved(TokenKind.Text, text.AsSpan(open + 1, end - open - 1), raw, start);
    }

    private FilterToken Character()
    {
        int start = _at;
        int end = start + 1;
        while (end < text.Length && text[end] != '\'')
            end += text[end] == '\\' ? 2 : 1;
        if (end >= text.Length)
        {
            _at = text.Length;
            return new FilterToken(TokenKind.Wrong, "the closing apostrophe is missing", start, text.Length - start);
        }
        _at = end + 1;
        FilterToken token = Resolved(TokenKind.Character, text.AsSpan(start + 1, end - start - 1), false, start);
        return token.Kind == TokenKind.Character && token.Value.Length != 1
            ? token with
            {
                Kind = TokenKind.Wrong,
                Value = "one character stands between apostrophes; text stands in quotation marks",
            }
            : token;
    }

    private FilterToken Resolved(TokenKind kind, ReadOnlySpan<char> inner, bool raw, int start) =>
        FilterEscapes.TryResolve(inner, raw, out string value)
            ? new FilterToken(kind, value, start, _at - start)
            : new FilterToken(TokenKind.Wrong, value, start, _at - start);

    private static string Printable(char letter) =>
        char.IsControl(letter) || char.IsSurrogate(letter) ? $"the character U+{(int)letter:X4}" : $"\"{letter}\"";
}
