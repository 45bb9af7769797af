namespace Sonde.Analysis;

/// <summary>The words of a filter, one at a time.</summary>
internal sealed class TokenReader
{
    private readonly FilterLexer _lexer;
    private readonly FilterIssues _issues;
    private readonly string _text;

    public TokenReader(string text, FilterIssues issues)
    {
        _text = text;
        _issues = issues;
        _lexer = new FilterLexer(text);
        Current = _lexer.Read(valueMayFollow: true);
        NoteWrong();
    }

    /// <summary>The word at hand.</summary>
    public FilterToken Current { get; private set; }

    /// <summary>Goes on to the next word.</summary>
    /// <param name="valueMayFollow">A value may begin there, so that a minus sign belongs to it.</param>
    public void Take(bool valueMayFollow)
    {
        Current = _lexer.Read(valueMayFollow);
        NoteWrong();
    }

    /// <summary>Takes what stands in brackets, the opening one being the word at hand; null when they are not closed.</summary>
    public FilterToken? TakeBracket()
    {
        FilterToken open = Current;
        FilterToken? inner = _lexer.ReadBracket();
        if (inner is null)
        {
            _issues.Add("the closing bracket is missing", open.Position, _text.Length - open.Position);
            return null;
        }
        Take(valueMayFollow: false);
        return inner;
    }

    public bool IsOneOf(string[] signs, string[] words) =>
        Current.Kind switch
        {
            TokenKind.Sign => signs.Contains(Current.Value),
            TokenKind.Word => words.Contains(Current.Value),
            _ => false,
        };

    /// <summary>Takes a sign that must stand here.</summary>
    public bool TryTake(string sign, string what, bool valueMayFollow)
    {
        if (!Current.IsSign(sign))
        {
            _issues.Add($"here must stand {what}", Current.Position, Current.Length);
            return false;
        }
        Take(valueMayFollow);
        return true;
    }

    public void Unexpected() =>
        _issues.Add(
            Current.Kind switch
            {
                TokenKind.End => "the filter ends too early",
                _ => $"\"{FilterText.Quote(Current)}\" was not expected here",
            },
            Current.Position,
            Current.Length
        );

    private void NoteWrong()
    {
        if (Current.Kind == TokenKind.Wrong)
            _issues.Add(Current.Value, Current.Position, Current.Length);
    }
}
