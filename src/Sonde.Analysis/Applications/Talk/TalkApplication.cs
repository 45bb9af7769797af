namespace Sonde.Analysis;

internal delegate Recognition OpeningRule(in StreamOpening opening);

/// <summary>An application of which the main facts are kept: a rule that recognises it, and what reads it.</summary>
internal sealed class TalkApplication(
    string name,
    ushort[] ports,
    OpeningRule rule,
    Func<ApplicationStream, ConversationFacts, IApplicationReader> open,
    FactsBudget? budget,
    bool isReadAnyway = false
) : IApplication
{
    private static readonly FactsBudget None = new(0);

    public string Name => name;

    public ReadOnlySpan<ushort> Ports => ports;

    public Recognition Recognize(in StreamOpening opening) => rule(opening);

    public IApplicationReader? Open(ApplicationStream stream) =>
        budget is null && !isReadAnyway ? null : open(stream, stream.KeepFacts(budget ?? None));
}

internal delegate Certainty DatagramRule(ReadOnlySpan<byte> datagram, bool fromInitiator, out bool isTurned);

/// <summary>The same over UDP.</summary>
internal sealed class TalkDatagrams(
    string name,
    ushort[] ports,
    DatagramRule rule,
    Func<ConversationFacts, IDatagramReader> open,
    FactsBudget? budget
) : IDatagramApplication
{
    public string Name => name;

    public ReadOnlySpan<ushort> Ports => ports;

    public Recognition Recognize(ReadOnlySpan<byte> datagram, bool fromInitiator)
    {
        Certainty certainty = rule(datagram, fromInitiator, out bool isTurned);
        return new Recognition(certainty, isTurned);
    }

    public IDatagramReader? Open(DatagramStream stream) => budget is null ? null : open(stream.KeepFacts(budget));
}
