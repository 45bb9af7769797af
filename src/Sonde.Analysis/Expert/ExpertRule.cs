namespace Sonde.Analysis;

/// <summary>How much a remark matters, in Wireshark's steps.</summary>
public enum ExpertSeverity : byte
{
    /// <summary>The usual course of things, worth knowing.</summary>
    Chat,

    /// <summary>Out of the ordinary, and common.</summary>
    Note,

    /// <summary>Something went wrong.</summary>
    Warning,

    /// <summary>The packet is broken.</summary>
    Error,
}

/// <summary>What a remark is about, in Wireshark's groups.</summary>
public enum ExpertGroup : byte
{
    /// <summary>A checksum is wrong.</summary>
    Checksum,

    /// <summary>The order of packets: numbers, repetitions, states.</summary>
    Sequence,

    /// <summary>Fields that a standard does not allow.</summary>
    Protocol,

    /// <summary>Octets that cannot be read as their protocol.</summary>
    Malformed,

    /// <summary>Something that the standard has given up.</summary>
    Deprecated,

    /// <summary>Octets that nobody reads.</summary>
    Undecoded,
}

/// <summary>One remark that packets may get.</summary>
/// <param name="severity">How much it matters.</param>
/// <param name="group">What it is about.</param>
/// <param name="protocol">Wireshark's short name of the protocol.</param>
/// <param name="summary">The remark; <c>{0}</c> stands for the number that tells remarks of the rule apart.</param>
/// <param name="filter">Wireshark display filter that selects the packets; <c>{0}</c> as in the remark.</param>
/// <param name="show">How the number is written; null for decimal.</param>
public sealed class ExpertRule(
    ExpertSeverity severity,
    ExpertGroup group,
    string protocol,
    string summary,
    string filter,
    Func<long, string>? show = null
)
{
    /// <summary>How much it matters.</summary>
    public ExpertSeverity Severity => severity;

    /// <summary>What it is about.</summary>
    public ExpertGroup Group => group;

    /// <summary>Wireshark's short name of the protocol.</summary>
    public string Protocol => protocol;

    internal string Summary(long detail) => Fill(summary, detail);

    internal string Filter(long detail) => Fill(filter, detail);

    private string Fill(string text, long detail) =>
        text.Contains('{', StringComparison.Ordinal)
            ? string.Format(
                System.Globalization.CultureInfo.InvariantCulture,
                text,
                show is null ? detail : show(detail)
            )
            : text;
}

/// <summary>A remark and the packets that got it.</summary>
/// <param name="rule">The rule.</param>
/// <param name="detail">The number that tells remarks of the rule apart.</param>
public sealed class ExpertFinding(ExpertRule rule, long detail)
{
    /// <summary>The rule.</summary>
    public ExpertRule Rule => rule;

    /// <summary>The remark.</summary>
    public string Summary => rule.Summary(detail);

    /// <summary>Wireshark display filter that selects the packets.</summary>
    public string Filter => rule.Filter(detail);

    /// <summary>Times that it was made; a packet may get it more than once.</summary>
    public long Count { get; private set; }

    /// <summary>The packets.</summary>
    public FirstFrames Frames { get; } = new();

    internal void Add(long frame)
    {
        Count++;
        Frames.AddOnce(frame);
    }
}
