namespace Sonde.Wire;

/// <summary>A protocol whose messages follow one another in a TCP stream.</summary>
public interface IStreamLayer<TSelf> : ILayer<TSelf>
    where TSelf : struct, IStreamLayer<TSelf>, allows ref struct
{
    /// <summary>Finds the first message in the octets of one direction, from a message's start on.</summary>
    static abstract MessageExtent Measure(ReadOnlySpan<byte> octets);
}

/// <summary>Where the first message of a stream lies.</summary>
/// <param name="Prefix">Octets before the message that belong to the framing.</param>
/// <param name="Length">Octets of framing and message together; 0 when more octets are needed to know; -1 when this is not the protocol.</param>
public readonly record struct MessageExtent(int Prefix, int Length)
{
    /// <summary>Octets from the start that have to be there to read a message which comes in several segments; 0 for all of them.</summary>
    public int Kept { get; init; }

    /// <summary>More octets are needed to know the length.</summary>
    public static MessageExtent NeedMore => default;

    /// <summary>The octets are not of this protocol.</summary>
    public static MessageExtent NotMine => new(0, -1);
}
