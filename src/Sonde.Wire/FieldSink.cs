namespace Sonde.Wire;

/// <summary>Receives the fields of a layer in wire order. Positions are octets from the start of the layer.</summary>
/// <remarks>Spans are valid only during the call; a sink that keeps a value copies it.</remarks>
public abstract class FieldSink
{
    /// <summary>A number, a Boolean (0 or 1), a signed number's two's complement, or nanoseconds.</summary>
    public abstract void Add(Field field, int start, int length, ulong value);

    /// <summary>Octets or an address.</summary>
    public abstract void Add(Field field, int start, int length, ReadOnlySpan<byte> octets);

    /// <summary>Text, already decoded; control characters are not yet escaped.</summary>
    public abstract void Add(Field field, int start, int length, ReadOnlySpan<char> text);

    /// <summary>A floating-point number.</summary>
    public abstract void Add(Field field, int start, int length, double value);

    /// <summary>Begins a group: what is added until <see cref="Close"/> stands below it.</summary>
    public virtual void Open(Field group, int start, int length) { }

    /// <summary>Ends the innermost group.</summary>
    public virtual void Close() { }
}
