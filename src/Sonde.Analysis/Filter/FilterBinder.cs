using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Gives operands their types and says which of them do not fit together.</summary>
internal sealed class FilterBinder(FilterIssues issues, FieldCatalog catalog)
{
    /// <summary>A single operand as a condition.</summary>
    public FilterNode? Presence(OperandSyntax syntax)
    {
        if (syntax is LiteralSyntax literal)
        {
            Unknown(literal);
            return null;
        }
        if (syntax is FunctionSyntax)
            return issues.Add<FilterNode>("what a function gives must be compared with something", syntax);
        return Bind(syntax, null) is { } operand ? new PresenceNode(operand) : null;
    }

    public FilterNode? Comparison(ComparisonSign sign, bool every, OperandSyntax left, OperandSyntax right)
    {
        if (!TryBindBoth(left, right, out FilterOperand? first, out FilterOperand? second))
            return null;
        if (FilterTypes.AreComparable(first.Type, second.Type))
            return new ComparisonNode(sign, every, first, second);
        return issues.Add<FilterNode>(
            $"{FilterTypes.Words(first.Type)} cannot be compared with {FilterTypes.Words(second.Type)}{Hint(right)}",
            right
        );
    }

    public FilterNode? Contains(bool every, OperandSyntax left, OperandSyntax right)
    {
        if (Searchable(left, "contains") is not { } whole)
            return null;
        FilterType wanted = whole.Type == FilterType.Text ? FilterType.Text : FilterType.Octets;
        if (Bind(right, new Expected(wanted, null)) is not { } part)
            return null;
        return FilterTypes.CanSearch(part.Type)
            ? new ContainsNode(every, whole, part)
            : issues.Add<FilterNode>(
                $"contains looks for text or octets, not for {FilterTypes.Words(part.Type)}",
                right
            );
    }

    public FilterNode? Matches(bool every, OperandSyntax left, OperandSyntax right)
    {
        if (Searchable(left, "matches") is not { } whole)
            return null;
        if (right is not LiteralSyntax { Token: { Kind: TokenKind.Text } token })
            return issues.Add<FilterNode>("a regular expression stands in quotation marks", right);
        return FilterPattern.Create(FilterEscapes.Octets(token.Value), out string reason) is { } pattern
            ? new MatchesNode(every, whole, pattern)
            : issues.Add<FilterNode>(reason, right);
    }

    public FilterNode? Membership(bool every, OperandSyntax left, List<(FilterToken Low, FilterToken? High)> items)
    {
        if (left.IsConstant)
        {
            ConstantLeft(left);
            return null;
        }
        if (Bind(left, null) is not { } operand || !HasValue(operand, left))
            return null;
        var expected = Expected.Like(operand);
        var constants = new List<(ConstantOperand, ConstantOperand?)>(items.Count);
        foreach ((FilterToken low, FilterToken? high) in items)
        {
            ConstantOperand? first = Literal(low, expected);
            ConstantOperand? last = high is { } token ? Literal(token, expected) : null;
            if (first is null || (high is not null && last is null))
                return null;
            constants.Add((first, last));
        }
        return new MembershipNode(every, operand, [.. constants]);
    }

    private readonly record struct Expected(FilterType Type, Field? Field)
    {
        public static Expected Like(FilterOperand operand) => new(operand.Type, (operand as FieldOperand)?.Entry.Field);
    }

    private bool TryBindBoth(
        OperandSyntax left,
        OperandSyntax right,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out FilterOperand? first,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out FilterOperand? second
    )
    {
        (first, second) = (null, null);
        if (left.IsConstant && right.IsConstant)
        {
            ConstantLeft(left);
            return false;
        }
        if (left.IsConstant)
        {
            second = Bind(right, null);
            first = second is null || !HasValue(second, right) ? null : Bind(left, Expected.Like(second));
        }
        else
        {
            first = Bind(left, null);
            second = first is null || !HasValue(first, left) ? null : Bind(right, Expected.Like(first));
        }
        return first is not null && second is not null && HasValue(second, right);
    }

    private FilterOperand? Bind(OperandSyntax syntax, Expected? expected) =>
        syntax switch
        {
            LiteralSyntax literal when expected is { } wanted => Literal(literal.Token, wanted),
            LiteralSyntax literal => Unknown(literal),
            NameSyntax { Entry.IsProtocol: true } name => new ProtocolOperand(name.Entry, name.Layers),
            NameSyntax name => new FieldOperand(name.Entry, name.Layers),
            SliceSyntax slice => Slice(slice),
            FunctionSyntax function => Function(function),
            ArithmeticSyntax arithmetic => Arithmetic(arithmetic, expected),
            _ => null,
        };

    private ConstantOperand? Literal(FilterToken token, Expected expected)
    {
        ConstantOperand? constant = FilterLiterals.Convert(
            token,
            expected.Type,
            expected.Field,
            out string reason,
            out IReadOnlyList<string> nearest
        );
        if (constant is null)
            issues.Add(reason, token.Position, token.Length, nearest);
        return constant;
    }

    private SliceOperand? Slice(SliceSyntax syntax)
    {
        if (syntax.Whole.IsConstant)
            return issues.Add<SliceOperand>("only a field or a protocol can be cut into parts", syntax.Whole);
        if (Bind(syntax.Whole, null) is not { } whole)
            return null;
        return FilterTypes.CanSlice(whole.Type)
            ? new SliceOperand(whole, syntax.Parts)
            : issues.Add<SliceOperand>(
                $"{FilterTypes.Words(whole.Type)} cannot be cut into parts; text, octets and addresses can",
                syntax.Whole
            );
    }

    private FunctionOperand? Function(FunctionSyntax syntax)
    {
        OperandSyntax? leader = Array.Find(syntax.Operands, operand => !operand.IsConstant);
        if (leader is null)
            return issues.Add<FunctionOperand>("a function needs a field", syntax);
        if (Bind(leader, null) is not { } first)
            return null;
        var operands = new FilterOperand[syntax.Operands.Length];
        for (int i = 0; i < operands.Length; i++)
        {
            OperandSyntax operand = syntax.Operands[i];
            FilterOperand? bound = ReferenceEquals(operand, leader) ? first : Bind(operand, Expected.Like(first));
            if (bound is null)
                return null;
            if (bound.Type != first.Type)
                return issues.Add<FunctionOperand>(
                    $"the function wants values of one type, not {FilterTypes.Words(first.Type)} and {FilterTypes.Words(bound.Type)}",
                    operand
                );
            operands[i] = bound;
        }
        FunctionInfo info = FunctionInfo.Of(syntax.Function);
        if (!info.Takes(first.Type))
            return issues.Add<FunctionOperand>(
                $"{info.Name}() takes {info.TypeWords}, not {FilterTypes.Words(first.Type)}",
                leader
            );
        return new FunctionOperand(syntax.Function, info.Gives ?? first.Type, operands);
    }

    private ArithmeticOperand? Arithmetic(ArithmeticSyntax syntax, Expected? expected)
    {
        FilterOperand? left;
        FilterOperand? right;
        if (syntax.Left is null)
        {
            right = Bind(syntax.Right, expected);
            left = right is null ? null : new ConstantOperand(right.Type, 0);
        }
        else if (syntax.IsConstant)
        {
            left = Bind(syntax.Left, expected);
            right = left is null ? null : Bind(syntax.Right, expected);
        }
        else if (!TryBindBoth(syntax.Left, syntax.Right, out left, out right))
        {
            return null;
        }
        if (left is null || right is null)
            return null;
        bool isMask = syntax.Sign == ArithmeticSign.And;
        foreach (FilterOperand operand in new[] { left, right })
        {
            if (isMask ? !FilterTypes.CanMask(operand.Type) : !FilterTypes.CanCompute(operand.Type))
                return issues.Add<ArithmeticOperand>(
                    isMask
                        ? $"& masks numbers, octets and addresses, not {FilterTypes.Words(operand.Type)}"
                        : $"+ - * / % compute with numbers and spans of time, not with {FilterTypes.Words(operand.Type)}",
                    syntax
                );
        }
        if (FilterTypes.IsOctets(left.Type) != FilterTypes.IsOctets(right.Type) || (!isMask && left.Type != right.Type))
            return issues.Add<ArithmeticOperand>(
                $"{FilterTypes.Words(left.Type)} and {FilterTypes.Words(right.Type)} do not go together",
                syntax
            );
        FilterType type = left.Type == FilterType.Boolean ? FilterType.Number : left.Type;
        return new ArithmeticOperand(syntax.Sign, type, left, right);
    }

    private FilterOperand? Searchable(OperandSyntax syntax, string what)
    {
        if (syntax.IsConstant)
        {
            ConstantLeft(syntax);
            return null;
        }
        if (Bind(syntax, null) is not { } operand)
            return null;
        return FilterTypes.CanSearch(operand.Type)
            ? operand
            : issues.Add<FilterOperand>(
                $"{what} searches text, octets and protocols, not {FilterTypes.Words(operand.Type)}; string() turns a value into text",
                syntax
            );
    }

    private bool HasValue(FilterOperand operand, OperandSyntax syntax)
    {
        if (operand.Type != FilterType.Nothing)
            return true;
        issues.Add("this field has no value; it can only be asked whether it is there", syntax.Position, syntax.Length);
        return false;
    }

    private void ConstantLeft(OperandSyntax left)
    {
        if (left is LiteralSyntax { Token.Kind: TokenKind.Word } literal && char.IsAsciiLetter(literal.Token.Value[0]))
            Unknown(literal);
        else
            issues.Add("one side must be a field, a protocol or a function", left.Position, left.Length);
    }

    private FilterOperand? Unknown(LiteralSyntax literal)
    {
        FilterToken token = literal.Token;
        bool isName = token.Kind == TokenKind.Word;
        string message = isName
            ? $"{FilterText.Quote(token)} is neither a field nor a protocol"
            : "a condition begins with a field, a protocol or a function";
        if (isName && token.Value.IndexOf('-') is > 0 and var dash && catalog.Find(token.Value[..dash]) is not null)
            message += "; a subtraction needs blanks around the minus sign";
        issues.Add(message, token.Position, token.Length, isName ? catalog.NearestTo(token.Value) : null);
        return null;
    }

    private static string Hint(OperandSyntax right) =>
        right is NameSyntax { Entry.IsProtocol: true } name
            ? $"; {name.Entry} is a protocol here: the name of a value stands in quotation marks"
            : "";
}
