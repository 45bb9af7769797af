namespace Sonde.Analysis;

/// <summary>Kinds of words of a scapy expression.</summary>
internal enum ScapyTokenKind : byte
{
    End,
    Name,
    Number,
    Text,
    Sign,

    /// <summary>Something that is no part of the language; the token says why.</summary>
    Wrong,
}

/// <summary>One word of a scapy expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">The word, the text with its escapes resolved, or what is wrong.</param>
/// <param name="Position">Its first character.</param>
/// <param name="Length">Its characters.</param>
internal readonly record struct ScapyToken(ScapyTokenKind Kind, string Value, int Position, int Length)
{
    public int End => Position + Length;

    public bool IsSign(string sign) => Kind == ScapyTokenKind.Sign && Value == sign;

    public bool IsName(string name) => Kind == ScapyTokenKind.Name && Value == name;
}
