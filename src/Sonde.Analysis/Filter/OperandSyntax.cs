namespace Sonde.Analysis;

/// <summary>An operand as it is written, before types are known.</summary>
internal abstract record OperandSyntax(int Position, int Length)
{
    /// <summary>No packet is needed to know its value.</summary>
    public abstract bool IsConstant { get; }
}

internal sealed record LiteralSyntax(FilterToken Token) : OperandSyntax(Token.Position, Token.Length)
{
    public override bool IsConstant => true;
}

internal sealed record NameSyntax(CatalogEntry Entry, LayerRange[]? Layers, int Position, int Length)
    : OperandSyntax(Position, Length)
{
    public override bool IsConstant => false;
}

internal sealed record SliceSyntax(OperandSyntax Whole, SlicePart[] Parts, int Position, int Length)
    : OperandSyntax(Position, Length)
{
    public override bool IsConstant => Whole.IsConstant;
}

internal sealed record FunctionSyntax(FilterFunction Function, OperandSyntax[] Operands, int Position, int Length)
    : OperandSyntax(Position, Length)
{
    public override bool IsConstant => Operands.All(operand => operand.IsConstant);
}

/// <summary>A computation; without a left side it is a sign before the right one.</summary>
internal sealed record ArithmeticSyntax(
    ArithmeticSign Sign,
    OperandSyntax? Left,
    OperandSyntax Right,
    int Position,
    int Length
) : OperandSyntax(Position, Length)
{
    public override bool IsConstant => (Left is null || Left.IsConstant) && Right.IsConstant;
}
