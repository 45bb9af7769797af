namespace Sonde.Analysis;

/// <summary>Reads a scapy expression by Python's order of operators.</summary>
internal sealed class ScapyParser
{
    private const int Deepest = 60; // brackets in brackets

    private static readonly string[] Comparisons = ["==", "!=", "<", "<=", ">", ">="];

    // from the loosest binding; the display filter has no others
    private static readonly string[][] Arithmetic =
    [
        ["|", "^", "<<", ">>"],
        ["&"],
        ["+", "-"],
        ["*", "/", "%", "//", "**"],
    ];

    private readonly ScapyLexer _lexer;
    private ScapyToken _token;
    private int _depth;

    public ScapyParser(string text)
    {
        _lexer = new ScapyLexer(text);
        _token = _lexer.Read();
    }

    /// <summary>The display filter.</summary>
    /// <exception cref="ScapyException">The expression is wrong.</exception>
    public string Parse()
    {
        if (_token.Kind == ScapyTokenKind.End)
            throw Wrong("the expression is empty");
        string filter = ScapyConditions.Of(Or());
        if (_token.Kind != ScapyTokenKind.End)
            throw Unexpected();
        return filter;
    }

    private ScapyPiece Or() => Joined("or", And);

    private ScapyPiece And() => Joined("and", Not);

    private ScapyPiece Joined(string word, Func<ScapyPiece> part)
    {
        ScapyPiece first = part();
        if (!_token.IsName(word))
            return first;
        var parts = new List<string> { ScapyConditions.Of(first) };
        while (_token.IsName(word))
        {
            Take();
            parts.Add(ScapyConditions.Of(part()));
        }
        return new ScapyCondition(first.Position, $"({string.Join($" {word} ", parts)})");
    }

    private ScapyPiece Not()
    {
        if (!_token.IsName("not"))
            return Comparison();
        int position = Take().Position;
        return new ScapyCondition(position, ScapyConditions.Not(Nested(Not)));
    }

    private ScapyPiece Comparison()
    {
        ScapyPiece left = Operation(0);
        List<string>? all = null;
        int position = left.Position;
        while (Operator() is { } sign)
        {
            ScapyPiece right = Operation(0);
            (all ??= []).Add(ScapyConditions.Compare(left, sign, right));
            left = right;
        }
        return all switch
        {
            null => left,
            [var only] => new ScapyCondition(position, only),
            _ => new ScapyCondition(position, $"({string.Join(" and ", all)})"),
        };
    }

    // "is" compares like ==, for what is a number, a text or None here
    private string? Operator()
    {
        if (_token.Kind == ScapyTokenKind.Sign && Comparisons.Contains(_token.Value))
            return Take().Value;
        if (_token.IsName("in"))
            return Take().Value;
        if (_token.IsName("is"))
        {
            Take();
            return TakeName("not") ? "!=" : "==";
        }
        if (!_token.IsName("not"))
            return null;
        Take();
        return TakeName("in") ? "not in" : throw Unexpected();
    }

    private ScapyPiece Operation(int level)
    {
        if (level == Arithmetic.Length)
            return Signed();
        ScapyPiece left = Operation(level + 1);
        while (_token.Kind == ScapyTokenKind.Sign && Arithmetic[level].Contains(_token.Value))
        {
            ScapyToken sign = Take();
            if (sign.Value is not ("+" or "-" or "*" or "/" or "%" or "&"))
                throw new ScapyException(
                    new FilterError($"the operator {sign.Value} is not available", sign.Position, sign.Length, [])
                );
            left = ScapyConditions.Compute(left, sign.Value, Operation(level + 1));
        }
        return left;
    }

    private ScapyPiece Signed()
    {
        if (!_token.IsSign("-") && !_token.IsSign("+"))
            return Primary();
        ScapyToken sign = Take();
        return Nested(Signed) is ScapyNumber number
            ? number with
            {
                Position = sign.Position,
                Text = sign.Value == "-" ? "-" + number.Text : number.Text,
            }
            : throw new ScapyException(new FilterError("a sign stands in front of a number", sign.Position, 1, []));
    }

    private ScapyPiece Primary()
    {
        ScapyToken token = Take();
        ScapyPiece piece = token.Kind switch
        {
            ScapyTokenKind.Number => new ScapyNumber(token.Position, token.Value),
            ScapyTokenKind.Text => new ScapyText(token.Position, token.Value),
            ScapyTokenKind.Name => Named(token),
            _ when token.IsSign("(") => Nested(() => Bracket(token, ")")),
            _ when token.IsSign("[") => Nested(() => Bracket(token, "]")),
            _ => throw Unexpected(token),
        };
        while (true)
        {
            if (_token.IsSign("["))
                piece = Subscript(piece);
            else if (_token.IsSign("."))
                piece = Attribute(piece);
            else
                return piece;
        }
    }

    private ScapyPiece Named(ScapyToken token)
    {
        switch (token.Value)
        {
            case "pkt" or "packet":
                return new ScapyPacket(token.Position);
            case "True":
                return new ScapyNumber(token.Position, "1");
            case "False":
                return new ScapyNumber(token.Position, "0");
            case "None":
                return new ScapyList(token.Position, []);
            case "len":
                Expect("(");
                ScapyPiece measured = Nested(Or);
                Expect(")");
                return ScapyConditions.Length(token.Position, measured);
            default:
                return new ScapyLayerPiece(token.Position, LayerOf(token));
        }
    }

    private static ScapyLayer LayerOf(ScapyToken token) =>
        ScapyNames.TryFind(token.Value, out ScapyLayer? layer)
            ? layer
            : throw new ScapyException(
                new FilterError(
                    $"there is no layer {token.Value}; there are {string.Join(", ", ScapyNames.All)}",
                    token.Position,
                    token.Length,
                    Nearest.To(token.Value, ScapyNames.All)
                )
            );

    // A tuple, a list, or an expression in brackets.
    private ScapyPiece Bracket(ScapyToken open, string close)
    {
        var items = new List<ScapyPiece>();
        bool isList = close == "]";
        while (!_token.IsSign(close))
        {
            items.Add(Or());
            if (!_token.IsSign(","))
                break;
            isList = true;
            Take();
        }
        Expect(close);
        return isList || items.Count == 0 ? new ScapyList(open.Position, items) : items[0];
    }

    private ScapyLayerPiece Subscript(ScapyPiece piece)
    {
        ScapyToken open = Take();
        if (piece is not ScapyPacket)
            throw new ScapyException(new FilterError("only pkt has layers: pkt[TCP]", open.Position, 1, []));
        ScapyLayerPiece layer = LayerArgument();
        Expect("]");
        return layer;
    }

    private ScapyPiece Attribute(ScapyPiece piece)
    {
        Take();
        ScapyToken name = Take();
        if (name.Kind != ScapyTokenKind.Name)
            throw Unexpected(name);
        if (piece is ScapyPacket && name.Value is "haslayer" or "getlayer")
        {
            Expect("(");
            ScapyLayerPiece layer = LayerArgument();
            Expect(")");
            return name.Value == "getlayer" ? layer : new ScapyCondition(piece.Position, layer.Layer.Presence);
        }
        return piece switch
        {
            ScapyLayerPiece { Layer: var layer } when layer.Fields.TryGetValue(name.Value, out ScapyField? field) =>
                new ScapyFieldPiece(piece.Position, $"{layer.Name}.{name.Value}", field),
            ScapyFieldPiece field when ScapyFlags.FieldOf(field.Field.Kind, name.Value) is { } flag =>
                new ScapyFieldPiece(
                    piece.Position,
                    $"{field.Name}.{name.Value}",
                    new ScapyField([flag], ScapyKind.Number)
                ),
            _ => throw NoField(piece, name),
        };
    }

    private static ScapyException NoField(ScapyPiece piece, ScapyToken name)
    {
        IEnumerable<string> known = piece switch
        {
            ScapyLayerPiece layer => layer.Layer.Fields.Keys,
            ScapyFieldPiece field => ScapyFlags.Letters(field.Field.Kind),
            ScapyPacket => ["haslayer", "getlayer"],
            _ => [],
        };
        string what = piece is ScapyLayerPiece { Layer.Name: var layerName } ? $"{layerName} has" : "there is";
        string there = known.Any() ? $"; there are {string.Join(", ", known)}" : "";
        return new ScapyException(
            new FilterError($"{what} no {name.Value}{there}", name.Position, name.Length, Nearest.To(name.Value, known))
        );
    }

    private ScapyLayerPiece LayerArgument()
    {
        ScapyToken name = Take();
        if (name.Kind is ScapyTokenKind.Name or ScapyTokenKind.Text)
            return new ScapyLayerPiece(name.Position, LayerOf(name));
        throw Unexpected(name);
    }

    private T Nested<T>(Func<T> read)
    {
        if (++_depth > Deepest)
            throw Wrong($"brackets and operators stand in each other more than {Deepest} deep");
        T result = read();
        _depth--;
        return result;
    }

    private ScapyToken Take()
    {
        ScapyToken taken = _token;
        if (taken.Kind == ScapyTokenKind.Wrong)
            throw Wrong(taken.Value);
        _token = _lexer.Read();
        return taken;
    }

    private bool TakeName(string name)
    {
        bool isNext = _token.IsName(name);
        if (isNext)
            Take();
        return isNext;
    }

    private void Expect(string sign)
    {
        if (!_token.IsSign(sign))
            throw Wrong(_token.Kind == ScapyTokenKind.Wrong ? _token.Value : $"{sign} is missing");
        Take();
    }

    private ScapyException Wrong(string message) => new(new FilterError(message, _token.Position, _token.Length, []));

    private ScapyException Unexpected() => Unexpected(_token);

    private static ScapyException Unexpected(ScapyToken token) =>
        new(
            new FilterError(
                token.Kind switch
                {
                    ScapyTokenKind.Wrong => token.Value,
                    ScapyTokenKind.End => "the expression ends too early",
                    _ => $"{token.Value} was not expected here",
                },
                token.Position,
                token.Length,
                []
            )
        );
}
