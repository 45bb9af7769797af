namespace Sonde.Analysis;

/// <summary>What an operator between two operands does.</summary>
internal enum OperatorKind : byte
{
    Compare,
    Contains,
    Matches,
    In,
    Not,
}

/// <summary>One operator of the display filter language.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Comparison">The order it asks for.</param>
/// <param name="Every">All values are meant, when the filter does not say.</param>
internal sealed record OperatorInfo(OperatorKind Kind, ComparisonSign? Comparison, bool Every);

/// <summary>The operators by their spellings.</summary>
internal static class OperatorTable
{
    private static readonly OperatorInfo Equal = new(OperatorKind.Compare, ComparisonSign.Equal, false);
    private static readonly OperatorInfo AllEqual = new(OperatorKind.Compare, ComparisonSign.Equal, true);
    private static readonly OperatorInfo NotEqual = new(OperatorKind.Compare, ComparisonSign.NotEqual, true);
    private static readonly OperatorInfo AnyNotEqual = new(OperatorKind.Compare, ComparisonSign.NotEqual, false);
    private static readonly OperatorInfo Less = new(OperatorKind.Compare, ComparisonSign.Less, false);
    private static readonly OperatorInfo LessOrEqual = new(OperatorKind.Compare, ComparisonSign.LessOrEqual, false);
    private static readonly OperatorInfo Greater = new(OperatorKind.Compare, ComparisonSign.Greater, false);
    private static readonly OperatorInfo GreaterOrEqual = new(
        OperatorKind.Compare,
        ComparisonSign.GreaterOrEqual,
        false
    );
    private static readonly OperatorInfo Contains = new(OperatorKind.Contains, null, false);
    private static readonly OperatorInfo Matches = new(OperatorKind.Matches, null, false);
    private static readonly OperatorInfo In = new(OperatorKind.In, null, false);
    private static readonly OperatorInfo Not = new(OperatorKind.Not, null, false);

    /// <summary>The operator that a token is, or null.</summary>
    public static OperatorInfo? Find(FilterToken token) =>
        token.Kind switch
        {
            TokenKind.Sign => token.Value switch
            {
                "==" => Equal,
                "===" => AllEqual,
                "!=" => NotEqual,
                "!==" or "~=" => AnyNotEqual,
                "<" => Less,
                "<=" => LessOrEqual,
                ">" => Greater,
                ">=" => GreaterOrEqual,
                "~" => Matches,
                _ => null,
            },
            TokenKind.Word => token.Value switch
            {
                "eq" or "any_eq" => Equal,
                "all_eq" => AllEqual,
                "ne" or "all_ne" => NotEqual,
                "any_ne" => AnyNotEqual,
                "lt" => Less,
                "le" => LessOrEqual,
                "gt" => Greater,
                "ge" => GreaterOrEqual,
                "contains" => Contains,
                "matches" => Matches,
                "in" => In,
                "not" => Not,
                _ => null,
            },
            _ => null,
        };
}
