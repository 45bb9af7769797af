namespace Sonde.Analysis;

/// <summary>Reads the logical part of a display filter: conditions, and how they are joined.</summary>
internal sealed class FilterParser
{
    private const int Deepest = 64;

    private readonly FilterIssues _issues;
    private readonly FilterBinder _binder;
    private readonly OperandParser _operands;
    private readonly TokenReader _tokens;
    private int _depth;

    public FilterParser(string text, FieldCatalog catalog, FilterIssues issues)
    {
        _issues = issues;
        _binder = new FilterBinder(issues, catalog);
        _tokens = new TokenReader(text, issues);
        _operands = new OperandParser(_tokens, catalog, issues);
    }

    public FilterNode? Parse()
    {
        if (_tokens.Current.Kind == TokenKind.End)
            return FilterNode.Everything;
        FilterNode? condition = Alternatives();
        if (condition is not null && _tokens.Current.Kind != TokenKind.End)
            _tokens.Unexpected();
        return _issues.First is null ? condition : null;
    }

    private FilterNode? Alternatives() => Joined(Exclusive, ["||"], ["or", "OR"], list => new AnyNode(list));

    private FilterNode? Exclusive() => Joined(Conditions, ["^^"], ["xor", "XOR"], list => new OddNode(list));

    private FilterNode? Conditions() => Joined(Condition, ["&&"], ["and", "AND"], list => new AllNode(list));

    private FilterNode? Joined(
        Func<FilterNode?> part,
        string[] signs,
        string[] words,
        Func<FilterNode[], FilterNode> join
    )
    {
        if (part() is not { } first)
            return null;
        if (!_tokens.IsOneOf(signs, words))
            return first;
        var parts = new List<FilterNode> { first };
        while (_tokens.IsOneOf(signs, words))
        {
            _tokens.Take(valueMayFollow: true);
            if (part() is not { } next)
                return null;
            parts.Add(next);
        }
        return join([.. parts]);
    }

    private FilterNode? Condition()
    {
        if (++_depth > Deepest)
        {
            FilterToken here = _tokens.Current;
            _issues.Add($"a filter may be nested {Deepest} deep at most", here.Position, here.Length);
            return null;
        }
        FilterNode? condition = ConditionWithinDepth();
        _depth--;
        return condition;
    }

    private FilterNode? ConditionWithinDepth()
    {
        if (_tokens.IsOneOf(["!"], ["not", "NOT"]))
        {
            _tokens.Take(valueMayFollow: true);
            return Condition() is { } condition ? new NotNode(condition) : null;
        }
        if (!_tokens.Current.IsSign("("))
            return Relation();
        _tokens.Take(valueMayFollow: true);
        FilterNode? inner = Alternatives();
        if (inner is null || !_tokens.TryTake(")", "a closing parenthesis", valueMayFollow: false))
            return null;
        if (
            OperatorTable.Find(_tokens.Current) is not null
            || _tokens.Current is { Kind: TokenKind.Sign, Value: "+" or "-" or "*" or "/" or "%" or "&" }
        )
        {
            FilterToken sign = _tokens.Current;
            _issues.Add("parentheses join conditions; values are grouped with braces { }", sign.Position, sign.Length);
            return null;
        }
        return inner;
    }

    private FilterNode? Relation()
    {
        bool? every = null;
        if (_tokens.Current is { Kind: TokenKind.Word, Value: "any" or "all" })
        {
            every = _tokens.Current.Value == "all";
            _tokens.Take(valueMayFollow: true);
        }
        if (_operands.Parse() is not { } left)
            return null;
        FilterNode? relation = null;
        while (OperatorTable.Find(_tokens.Current) is { } sign)
        {
            if (relation is not null && sign.Comparison is null)
                break;
            bool quantified = every ?? sign.Every;
            _tokens.Take(valueMayFollow: true);
            if (sign.Kind == OperatorKind.In)
                return Membership(quantified, left, false);
            if (sign.Kind == OperatorKind.Not)
                return NotIn(quantified, left);
            if (_operands.Parse() is not { } right)
                return null;
            FilterNode? condition = sign.Kind switch
            {
                OperatorKind.Contains => _binder.Contains(quantified, left, right),
                OperatorKind.Matches => _binder.Matches(quantified, left, right),
                _ => _binder.Comparison(sign.Comparison!.Value, quantified, left, right),
            };
            if (condition is null)
                return null;
            relation = relation is null ? condition : new AllNode([relation, condition]);
            if (sign.Comparison is null)
                return relation;
            left = right;
        }
        if (relation is not null)
            return relation;
        if (every is null)
            return _binder.Presence(left);
        return _issues.Add<FilterNode>("any and all stand before a comparison", left);
    }

    private FilterNode? NotIn(bool every, OperandSyntax left)
    {
        if (!_tokens.Current.IsWord("in"))
        {
            _tokens.Unexpected();
            return null;
        }
        _tokens.Take(valueMayFollow: false);
        return Membership(every, left, true);
    }

    private FilterNode? Membership(bool every, OperandSyntax left, bool isNot)
    {
        if (!_tokens.TryTake("{", "a set in braces, such as {80, 443, 8000..8100}", valueMayFollow: true))
            return null;
        var items = new List<(FilterToken, FilterToken?)>();
        do
        {
            if (Member() is not { } low)
                return null;
            FilterToken? high = null;
            if (_tokens.Current.IsSign(".."))
            {
                _tokens.Take(valueMayFollow: true);
                high = Member();
                if (high is null)
                    return null;
            }
            items.Add((low, high));
            if (_tokens.Current.IsSign(","))
                _tokens.Take(valueMayFollow: true);
        } while (!_tokens.Current.IsSign("}"));
        _tokens.Take(valueMayFollow: false);
        FilterNode? set = _binder.Membership(every, left, items);
        return isNot && set is not null ? new NotNode(set) : set;
    }

    private FilterToken? Member()
    {
        FilterToken token = _tokens.Current;
        if (token.Kind is not (TokenKind.Word or TokenKind.Text or TokenKind.Character))
        {
            if (token.Kind == TokenKind.Sign)
                _issues.Add("a set consists of constants: numbers, addresses, text", token.Position, token.Length);
            else
                _tokens.Unexpected();
            return null;
        }
        _tokens.Take(valueMayFollow: true);
        return token;
    }
}
