using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Reads a capture with all detectors.</summary>
internal sealed record ThreatReading(CaptureReading Reading, IReadOnlyList<ThreatFinding> Findings, Coverage Coverage)
{
    /// <summary>What is known of weak versions, ciphers and certificates.</summary>
    internal static readonly TlsJudge Judge = new()
    {
        WeaknessOfVersion = CipherStrength.WeaknessOfVersion,
        WeaknessOfSuite = CipherStrength.WeaknessOf,
        ProblemsOf = (der, at, host) => CertificateFacts.Of(der).Problems(at, isLeaf: true, host),
    };

    public static ThreatReading Of(
        CaptureEngine engine,
        CaptureArguments arguments,
        AskContext context,
        IReadOnlyList<string>? blockLists = null,
        PacketFilter? filter = null,
        int flowLimit = TcpFlowReport.ConversationLimit,
        params IReadOnlyList<IObserver> others
    )
    {
        ThreatLists lists = BlockListReader.Read(engine, blockLists ?? [], context.Cancel);
        var watch = new ThreatWatch(engine.Protocols, engine.Config.Detection.Thresholds, lists, Judge);
        IReadOnlyList<IObserver> observers = filter is null
            ? watch.Observers
            : SelectedObservers.Of(filter, watch.Observers);
        CaptureReading reading = engine.Read(arguments, [.. observers, .. others], context, flowLimit: flowLimit);
        Coverage coverage = reading.Coverage.With([.. watch.Limits.Select(limit => (true, limit.Name, limit.Most))]);
        return new ThreatReading(reading, watch.Findings(), coverage);
    }

    /// <summary>The findings of a type or a family of types.</summary>
    /// <exception cref="EngineException">There is none of this name.</exception>
    public static Predicate<ThreatFinding> OfType(string? typed)
    {
        if (typed is null)
            return _ => true;
        string[] known = [.. ThreatKinds.Families.Concat(ThreatKinds.All.Select(kind => kind.Name)).Distinct()];
        string type =
            known.FirstOrDefault(name => name.Equals(typed, StringComparison.OrdinalIgnoreCase))
            ?? throw Unknown(typed, known);
        return finding => finding.Kind.Name == type || finding.Kind.Family == type;
    }

    // A person sees the suggestion alone, and nobody knows all types by heart.
    private static EngineException Unknown(string typed, string[] known)
    {
        EngineException fault = EngineException.UnknownName("threat type", typed, known);
        return new EngineException(
            fault.Fault,
            fault.Message,
            $"{(fault.Suggestion is { } near ? near + " " : "")}Types and families: {string.Join(", ", known)}.",
            fault.Allowed,
            fault.Nearest
        );
    }
}
