using System.Globalization;

namespace Sonde.Analysis;

/// <summary>Reads the operands of a display filter: names, constants, functions, slices, computations.</summary>
internal sealed class OperandParser(TokenReader tokens, FieldCatalog catalog, FilterIssues issues)
{
    private const int MostComputations = 64;

    private int _computations;

    /// <summary>Reads an operand; masks bind least, then sums, then products.</summary>
    public OperandSyntax? Parse() => Chain(Sum, [("&", ArithmeticSign.And)], "bitwise_and");

    private OperandSyntax? Sum() => Chain(Product, [("+", ArithmeticSign.Plus), ("-", ArithmeticSign.Minus)]);

    private OperandSyntax? Product() =>
        Chain(Signed, [("*", ArithmeticSign.Times), ("/", ArithmeticSign.Divide), ("%", ArithmeticSign.Modulo)]);

    private OperandSyntax? Chain(
        Func<OperandSyntax?> part,
        (string Sign, ArithmeticSign Meaning)[] signs,
        string? word = null
    )
    {
        OperandSyntax? left = part();
        while (left is not null && Meaning(signs, word) is { } sign)
        {
            if (!MayCompute())
                return null;
            tokens.Take(valueMayFollow: true);
            if (part() is not { } right)
                return null;
            left = new ArithmeticSyntax(
                sign,
                left,
                right,
                left.Position,
                right.Position + right.Length - left.Position
            );
        }
        return left;
    }

    private ArithmeticSign? Meaning((string Sign, ArithmeticSign Meaning)[] signs, string? word)
    {
        foreach ((string sign, ArithmeticSign meaning) in signs)
        {
            if (tokens.Current.IsSign(sign) || (word is not null && tokens.Current.IsWord(word)))
                return meaning;
        }
        return null;
    }

    private OperandSyntax? Signed()
    {
        FilterToken sign = tokens.Current;
        if (!sign.IsSign("-") && !sign.IsSign("+"))
            return WithParts();
        if (!MayCompute())
            return null;
        tokens.Take(valueMayFollow: sign.IsSign("+"));
        if (Signed() is not { } operand)
            return null;
        int length = operand.Position + operand.Length - sign.Position;
        return sign.IsSign("+")
            ? operand
            : new ArithmeticSyntax(ArithmeticSign.Minus, null, operand, sign.Position, length);
    }

    private bool MayCompute()
    {
        if (++_computations <= MostComputations)
            return true;
        FilterToken here = tokens.Current;
        issues.Add($"a filter may compute {MostComputations} times at most", here.Position, here.Length);
        return false;
    }

    private OperandSyntax? WithParts()
    {
        OperandSyntax? operand = Single();
        while (operand is not null && tokens.Current.IsSign("["))
        {
            if (!MayCompute() || tokens.TakeBracket() is not { } inner)
                return null;
            if (Parts(inner) is not { } parts)
                return null;
            operand = new SliceSyntax(operand, parts, operand.Position, inner.End + 1 - operand.Position);
        }
        return operand;
    }

    private OperandSyntax? Single()
    {
        FilterToken token = tokens.Current;
        switch (token.Kind)
        {
            case TokenKind.Text or TokenKind.Character:
                tokens.Take(valueMayFollow: false);
                return new LiteralSyntax(token);
            case TokenKind.Word:
                tokens.Take(valueMayFollow: false);
                if (tokens.Current.IsSign("(") && tokens.Current.Position == token.End)
                    return Function(token);
                return catalog.Find(token.Value) is { } entry ? Name(token, entry) : new LiteralSyntax(token);
            case TokenKind.Sign when token.Value is "{" or "(":
                return Group(token);
            case TokenKind.Wrong:
                return null;
            default:
                tokens.Unexpected();
                return null;
        }
    }

    private OperandSyntax? Group(FilterToken open)
    {
        if (!MayCompute())
            return null;
        tokens.Take(valueMayFollow: true);
        string close = open.Value == "{" ? "}" : ")";
        return Parse() is { } inner && tokens.TryTake(close, $"a closing {close}", valueMayFollow: false)
            ? inner
            : null;
    }

    private FunctionSyntax? Function(FilterToken name)
    {
        if (FunctionInfo.Find(name.Value) is not { } info)
        {
            IReadOnlyList<string> nearest = Nearest.To(name.Value, FunctionInfo.All.Select(function => function.Name));
            string all = string.Join(", ", FunctionInfo.All.Select(function => function.Name));
            issues.Add(
                $"{FilterText.Quote(name)} is no function; there are {all}",
                name.Position,
                name.Length,
                nearest
            );
            return null;
        }
        if (!MayCompute())
            return null;
        tokens.Take(valueMayFollow: true);
        var operands = new List<OperandSyntax>();
        while (true)
        {
            if (Parse() is not { } operand)
                return null;
            operands.Add(operand);
            if (!tokens.Current.IsSign(","))
                break;
            tokens.Take(valueMayFollow: true);
        }
        int end = tokens.Current.End;
        if (!tokens.TryTake(")", "a closing parenthesis", valueMayFollow: false))
            return null;
        if (info.Operands == 0 || operands.Count == info.Operands)
            return new FunctionSyntax(info.Function, [.. operands], name.Position, end - name.Position);
        issues.Add($"{info.Name}() takes one field", name.Position, end - name.Position);
        return null;
    }

    private NameSyntax? Name(FilterToken token, CatalogEntry entry)
    {
        if (!tokens.Current.IsSign("#"))
            return new NameSyntax(entry, null, token.Position, token.Length);
        tokens.Take(valueMayFollow: true);
        FilterToken number = tokens.Current;
        LayerRange[]? layers = null;
        if (number.IsSign("["))
        {
            if (tokens.TakeBracket() is not { } inner)
                return null;
            number = inner;
            layers = Parts(inner)?.Select(ToLayers).ToArray();
        }
        else if (
            number.Kind == TokenKind.Word
            && int.TryParse(number.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int layer)
        )
        {
            tokens.Take(valueMayFollow: false);
            layers = [new LayerRange(layer, layer)];
        }
        if (layers is null)
        {
            issues.Add("behind # stands the number of a layer, from 1", number.Position, number.Length);
            return null;
        }
        return new NameSyntax(entry, layers, token.Position, number.End - token.Position);
    }

    private static LayerRange ToLayers(SlicePart part) =>
        part.Length switch
        {
            < 0 => new LayerRange(part.Start, int.MaxValue),
            0 => new LayerRange(part.Start, part.Last),
            _ => new LayerRange(part.Start, part.Start + part.Length - 1),
        };

    private SlicePart[]? Parts(FilterToken inner)
    {
        string[] texts = inner.Value.Split(',');
        var parts = new SlicePart[texts.Length];
        int position = inner.Position;
        for (int i = 0; i < texts.Length; i++)
        {
            if (!SliceText.TryRead(texts[i], out parts[i], out string reason))
            {
                issues.Add(reason, position, texts[i].Length);
                return null;
            }
            position += texts[i].Length + 1;
        }
        return parts;
    }
}
