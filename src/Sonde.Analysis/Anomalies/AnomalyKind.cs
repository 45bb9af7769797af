namespace Sonde.Analysis;

/// <summary>One way in which a packet departs from what the standards allow.</summary>
/// <param name="name">Its name in answers: lower case, words joined by underscores.</param>
/// <param name="severity">How much it matters; <see cref="ExpertSeverity.Chat"/> is informational.</param>
/// <param name="explanation">What it means and why it happens.</param>
/// <param name="filter">Wireshark display filter that selects exactly its packets; null where fields cannot tell them.</param>
/// <param name="detail">Says what the two numbers of an occurrence mean; null where there is nothing more to say.</param>
public sealed class AnomalyKind(
    string name,
    ExpertSeverity severity,
    string explanation,
    string? filter = null,
    Func<long, long, string>? detail = null
)
{
    /// <summary>Its name in answers.</summary>
    public string Name => name;

    /// <summary>How much it matters.</summary>
    public ExpertSeverity Severity => severity;

    /// <summary>What it means and why it happens.</summary>
    public string Explanation => explanation;

    /// <summary>Wireshark display filter that selects exactly its packets; null where fields cannot tell them.</summary>
    public string? Filter => filter;

    internal string? Detail(long first, long second) => detail?.Invoke(first, second);
}

/// <summary>One packet with an anomaly.</summary>
/// <param name="Frame">Number of the frame.</param>
/// <param name="Kind">What is odd.</param>
/// <param name="Protocol">Wireshark's name of the header that shows it.</param>
/// <param name="Source">Who sent the packet, by its outermost Internet header; no address where that cannot be read.</param>
/// <param name="Destination">To whom.</param>
/// <param name="First">A number that <see cref="Detail"/> says something about.</param>
/// <param name="Second">Another one.</param>
public readonly record struct Anomaly(
    long Frame,
    AnomalyKind Kind,
    string Protocol,
    Wire.Address Source,
    Wire.Address Destination,
    long First,
    long Second
)
{
    /// <summary>What exactly was seen; null where the kind says it all.</summary>
    public string? Detail => Kind.Detail(First, Second);
}

/// <summary>The packets with one kind of anomaly.</summary>
/// <param name="kind">The kind.</param>
public sealed class AnomalyCount(AnomalyKind kind)
{
    /// <summary>The kind.</summary>
    public AnomalyKind Kind => kind;

    /// <summary>The packets.</summary>
    public FirstFrames Frames { get; } = new();
}
