using System.Globalization;
using System.Text;

namespace Sonde.Analysis;

/// <summary>Writes what a scapy expression asks in the display filter language.</summary>
internal static class ScapyConditions
{
    /// <summary>A part as something that is true or not, as Python takes it: a layer that is there, a number that is not 0, a text that is not empty.</summary>
    public static string Of(ScapyPiece piece) =>
        piece switch
        {
            ScapyCondition condition => condition.Text,
            ScapyLayerPiece layer => layer.Layer.Presence,
            ScapyFieldPiece { Field: { Kind: ScapyKind.Number or ScapyKind.TcpFlags or ScapyKind.Ipv4Flags } field } =>
                $"{field.Names[0]} != 0",
            ScapyFieldPiece field => AnyOf(field, name => name),
            ScapySum sum => $"{sum.Text} != 0",
            ScapyPacket => "frame",
            _ => throw ScapyException.At(
                piece,
                "a value alone is always true or always false; compare it with a field"
            ),
        };

    /// <summary>The opposite; a packet without the field that is asked about does not meet it either.</summary>
    public static string Not(ScapyPiece piece) =>
        piece switch
        {
            ScapyFieldPiece { Field: { Kind: ScapyKind.Number or ScapyKind.TcpFlags or ScapyKind.Ipv4Flags } field } =>
                $"{field.Names[0]} == 0",
            ScapySum sum => $"{sum.Text} == 0",
            _ => $"not {Wrapped(Of(piece))}",
        };

    /// <summary>A comparison.</summary>
    public static string Compare(ScapyPiece left, string sign, ScapyPiece right)
    {
        if (sign is "in" or "not in")
            return In(left, sign == "not in", right);
        if (right is ScapyList { Items.Count: 0 })
            return sign == "==" ? $"not {Wrapped(Of(left))}" : Of(left); // None
        bool isTurned = left is ScapyNumber or ScapyText && right is not (ScapyNumber or ScapyText);
        if (isTurned)
            (left, right, sign) = (right, left, Turned(sign));
        return left switch
        {
            ScapyFieldPiece field when right is ScapyNumber or ScapyText => OfField(field, sign, right),
            ScapyCondition condition when right is ScapyNumber { Text: "0" or "1" } truth && sign is "==" or "!=" => (
                truth.Text == "1"
            ) == (sign == "==")
                ? condition.Text
                : $"not {Wrapped(condition.Text)}",
            ScapyFieldPiece or ScapySum => $"{Operand(left)} {sign} {Operand(right)}",
            _ => throw ScapyException.At(left, "a field, a length or a computation is compared with a value"),
        };
    }

    /// <summary>A computation.</summary>
    public static ScapyPiece Compute(ScapyPiece left, string sign, ScapyPiece right) =>
        left is ScapyNumber && right is ScapyNumber
            ? throw ScapyException.At(left, "compute with at least one field, and write numbers as they are")
            : new ScapySum(left.Position, $"{{{Operand(left)} {sign} {Operand(right)}}}");

    /// <summary>A length.</summary>
    public static ScapyPiece Length(int position, ScapyPiece piece) =>
        piece switch
        {
            ScapyPacket => new ScapySum(position, "frame.len"),
            ScapyFieldPiece { Name: "TCP.payload" } => new ScapySum(position, "tcp.len"),
            ScapyFieldPiece { Name: "UDP.payload" } => new ScapySum(position, "{udp.length - 8}"),
            ScapyFieldPiece { Field: { Kind: ScapyKind.Text or ScapyKind.Octets, Names: [var name] } } => new ScapySum(
                position,
                $"len({name})"
            ),
            ScapyLayerPiece { Layer.Name: "Raw" } or ScapyFieldPiece { Name: "Raw.load" } => throw ScapyException.At(
                piece,
                "say of which layer: len(pkt[TCP].payload) or len(pkt[UDP].payload)"
            ),
            _ => throw ScapyException.At(piece, "len is of pkt, of the payload of TCP or UDP, or of a text"),
        };

    private static string OfField(ScapyFieldPiece field, string sign, ScapyPiece value)
    {
        if (value is ScapyText text && ScapyFlags.Letters(field.Field.Kind).Any())
        {
            int flags =
                ScapyFlags.Number(field.Field.Kind, text.Value)
                ?? throw ScapyException.At(
                    value,
                    $"flags are written with {string.Join(", ", ScapyFlags.Letters(field.Field.Kind))}"
                );
            return string.Create(CultureInfo.InvariantCulture, $"{field.Field.Names[0]} {sign} 0x{flags:x}");
        }
        if (field.Field.Kind == ScapyKind.RecordData && value is ScapyText data)
            field = field with { Field = new ScapyField(ScapyNames.RecordData(data.Value), ScapyKind.Address) };
        string literal = Literal(field, value);
        if (sign != "!=")
            return AnyOf(field, name => $"{name} {sign} {literal}");
        return field.Field.Names.Length == 1
            ? $"{field.Field.Names[0]} != {literal}"
            : $"({AnyOf(field, name => name)} and not {AnyOf(field, name => $"{name} == {literal}")})";
    }

    private static string In(ScapyPiece left, bool isNot, ScapyPiece right)
    {
        string found = right switch
        {
            ScapyPacket when left is ScapyLayerPiece layer => layer.Layer.Presence,
            ScapyList list when left is ScapyFieldPiece field => InList(field, list),
            ScapyList list when left is ScapySum sum =>
                $"{sum.Text} in {{{string.Join(", ", list.Items.Select(Operand))}}}",
            ScapyText network
                when left is ScapyFieldPiece { Field.Kind: ScapyKind.Address or ScapyKind.RecordData } field => OfField(
                field,
                "==",
                network
            ),
            ScapyFieldPiece field when left is ScapyText text => Contains(field, text),
            _ => throw ScapyException.At(
                left,
                "in asks for a layer of pkt, a value of a list, an address of a network, or a text in a field"
            ),
        };
        if (!isNot)
            return found;
        return left is ScapyFieldPiece asked
            ? $"({AnyOf(asked, name => name)} and not {Wrapped(found)})"
            : $"not {Wrapped(found)}";
    }

    private static string InList(ScapyFieldPiece field, ScapyList list)
    {
        if (list.Items.Count == 0)
            throw ScapyException.At(list, "the list is empty");
        bool isSpecial = field.Field.Kind is ScapyKind.RecordData or ScapyKind.TcpFlags or ScapyKind.Ipv4Flags;
        if (isSpecial)
            return $"({string.Join(" or ", list.Items.Select(item => OfField(field, "==", item)))})";
        string items = string.Join(", ", list.Items.Select(item => Literal(field, item)));
        return AnyOf(field, name => $"{name} in {{{items}}}");
    }

    private static string Contains(ScapyFieldPiece field, ScapyText text)
    {
        switch (field.Field.Kind)
        {
            case ScapyKind.TcpFlags or ScapyKind.Ipv4Flags:
                string[] names =
                    field.Field.Kind == ScapyKind.TcpFlags
                        ? [.. text.Value.Select(letter => $"{letter}")]
                        : [text.Value];
                IEnumerable<string> flags = names.Select(name =>
                    ScapyFlags.FieldOf(field.Field.Kind, name)
                    ?? throw ScapyException.At(
                        text,
                        $"flags are written with {string.Join(", ", ScapyFlags.Letters(field.Field.Kind))}"
                    )
                );
                return $"({string.Join(" and ", flags.Select(flag => $"{flag} == 1"))})";
            case ScapyKind.Text or ScapyKind.Octets:
                return AnyOf(field, name => $"{name} contains {Quoted(text.Value)}");
            default:
                throw ScapyException.At(text, $"{field.Name} holds no text");
        }
    }

    private static string Literal(ScapyFieldPiece field, ScapyPiece value) =>
        (field.Field.Kind, value) switch
        {
            (ScapyKind.Number or ScapyKind.TcpFlags or ScapyKind.Ipv4Flags, ScapyNumber number) => number.Text,
            (ScapyKind.Address or ScapyKind.HardwareAddress, ScapyText text) => Address(text),
            (ScapyKind.Text, ScapyText text) => Quoted(text.Value.Length > 1 ? text.Value.TrimEnd('.') : text.Value),
            (ScapyKind.Octets, ScapyText text) => Quoted(text.Value),
            (ScapyKind.Number, _) => throw ScapyException.At(value, $"{field.Name} is a number"),
            _ => throw ScapyException.At(value, $"{field.Name} is compared with a text in quotation marks"),
        };

    // Names of hosts mean nothing here; whether it is an address says the display filter.
    private static string Address(ScapyText text) =>
        text.Value.Length > 0
        && text.Value.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or ':' or '/' or '-')
            ? text.Value.Contains("::", StringComparison.Ordinal) || !text.Value.StartsWith(':')
                ? text.Value
                : throw ScapyException.At(text, "this is no address")
            : throw ScapyException.At(text, "this is no address");

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (char letter in text)
        {
            if (letter is '"' or '\\')
                quoted.Append('\\').Append(letter);
            else if (char.IsControl(letter) || letter > '~')
                quoted.Append(CultureInfo.InvariantCulture, $"\\x{(byte)letter:x2}");
            else
                quoted.Append(letter);
        }
        return quoted.Append('"').ToString();
    }

    private static string Operand(ScapyPiece piece) =>
        piece switch
        {
            ScapyFieldPiece
            {
                Field: { Kind: ScapyKind.Number or ScapyKind.TcpFlags or ScapyKind.Ipv4Flags, Names: [var name] }
            } => name,
            ScapySum sum => sum.Text,
            ScapyNumber number => number.Text,
            _ => throw ScapyException.At(piece, "a number is needed here"),
        };

    private static string AnyOf(ScapyFieldPiece field, Func<string, string> condition) =>
        field.Field.Names is [var only]
            ? condition(only)
            : $"({string.Join(" or ", field.Field.Names.Select(condition))})";

    private static string Turned(string sign) =>
        sign switch
        {
            "<" => ">",
            "<=" => ">=",
            ">" => "<",
            ">=" => "<=",
            _ => sign,
        };

    private static string Wrapped(string condition) =>
        condition.StartsWith('(') && condition.EndsWith(')') && Closes(condition) ? condition : $"({condition})";

    // Whether the first bracket closes at the end, so that another pair would say nothing.
    private static bool Closes(string condition)
    {
        int open = 0;
        bool isText = false;
        for (int at = 0; at < condition.Length; at++)
        {
            char letter = condition[at];
            if (letter == '\\')
                at++;
            else if (letter == '"')
                isText = !isText;
            else if (!isText && letter is '(' or ')')
                open += letter == '(' ? 1 : -1;
            if (open == 0)
                return at == condition.Length - 1;
        }
        return false;
    }
}
