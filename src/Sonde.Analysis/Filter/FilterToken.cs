namespace Sonde.Analysis;

/// <summary>Kinds of words of a display filter.</summary>
internal enum TokenKind : byte
{
    End,

    /// <summary>A name, a number, an address: anything without quotation marks.</summary>
    Word,

    /// <summary>Text in quotation marks.</summary>
    Text,

    /// <summary>A character in apostrophes.</summary>
    Character,

    /// <summary>An operator or bracket; its canonical form stands in the token.</summary>
    Sign,

    /// <summary>Something that is no part of the language; the token says why.</summary>
    Wrong,
}

/// <summary>One word of a display filter.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">The word, the sign, the text with its escapes resolved (one character per octet), or what is wrong.</param>
/// <param name="Position">Its first character.</param>
/// <param name="Length">Its characters.</param>
internal readonly record struct FilterToken(TokenKind Kind, string Value, int Position, int Length)
{
    public int End => Position + Length;

    public bool IsSign(string sign) => Kind == TokenKind.Sign && Value == sign;

    public bool IsWord(string word) => Kind == TokenKind.Word && Value == word;
}
