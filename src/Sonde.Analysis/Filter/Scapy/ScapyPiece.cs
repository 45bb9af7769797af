namespace Sonde.Analysis;

/// <summary>A part of a scapy expression that was understood.</summary>
/// <param name="Position">Its first character.</param>
internal abstract record ScapyPiece(int Position);

/// <summary>The packet itself.</summary>
internal sealed record ScapyPacket(int Position) : ScapyPiece(Position);

/// <summary>A layer.</summary>
internal sealed record ScapyLayerPiece(int Position, ScapyLayer Layer) : ScapyPiece(Position);

/// <summary>A field of a layer.</summary>
internal sealed record ScapyFieldPiece(int Position, string Name, ScapyField Field) : ScapyPiece(Position);

/// <summary>A value that is computed from fields: a display filter's operand.</summary>
internal sealed record ScapySum(int Position, string Text) : ScapyPiece(Position);

/// <summary>A number as it is written; True and False are 1 and 0.</summary>
internal sealed record ScapyNumber(int Position, string Text) : ScapyPiece(Position);

/// <summary>A text.</summary>
internal sealed record ScapyText(int Position, string Value) : ScapyPiece(Position);

/// <summary>A list or tuple.</summary>
internal sealed record ScapyList(int Position, IReadOnlyList<ScapyPiece> Items) : ScapyPiece(Position);

/// <summary>Something that is true or not: a display filter.</summary>
internal sealed record ScapyCondition(int Position, string Text) : ScapyPiece(Position);

/// <summary>Why an expression was not understood.</summary>
internal sealed class ScapyException(FilterError error) : Exception(error.Message)
{
    public FilterError Error { get; } = error;

    public static ScapyException At(ScapyPiece piece, string message) =>
        new(new FilterError(message, piece.Position, 1, []));
}
