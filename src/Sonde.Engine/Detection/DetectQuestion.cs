using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>What runs over the conversations of a capture, whatever their ports.</summary>
public static class DetectQuestion
{
    private const int DefaultLimit = 100;

    /// <summary>Reads the capture and names what its conversations carry.</summary>
    /// <exception cref="EngineException">The capture cannot be read, or the page lies beyond the end.</exception>
    public static DetectedProtocols Ask(CaptureEngine engine, DetectArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        (int limit, int offset) = (arguments.Limit ?? DefaultLimit, arguments.Offset ?? 0);
        Page.ThrowIfNegative(limit, offset);
        var survey = new ConversationSurvey(arguments.Port);
        var facts = new FactsBudget();
        CaptureReading reading = engine.ReadApplications(
            arguments,
            survey.AddTo(new() { Facts = facts }),
            context,
            before: [survey.Shown]
        );
        DetectedConnection[] found = [.. survey.Found().Select(one => one.Row)];
        DetectedConnection[] ordered =
        [
            .. found.OrderBy(row => row.Disagreement is null).ThenBy(row => row.FirstFrame).ThenBy(row => row.Stream),
        ];
        Page<DetectedConnection> page = Page.Of(ordered, limit, offset);
        Dictionary<string, long> protocols = Count(found.Select(row => row.ProtocolDetected));
        Dictionary<string, long> inside = Count(found.Select(row => row.Inside).OfType<string>());
        return new DetectedProtocols
        {
            Summary = Say(ordered, protocols, inside, reading),
            File = reading.Name,
            Protocols = protocols,
            ProtocolsInside = inside.Count > 0 ? inside : null,
            Disagreements = found.Count(row => row.Disagreement is not null),
            EncryptedConnections = found.Count(row => row.IsEncrypted),
            Total = page.Total,
            Returned = page.Items.Count,
            NextOffset = page.NextOffset,
            Connections = page.Items,
            Evidence = EvidenceOf(page.Items),
            Coverage = reading.Coverage.With(
                (survey.IsFull, "conversations_in_memory", ConversationSurvey.MostKept),
                (facts.IsSpent, "facts_in_memory", FactsBudget.Usual)
            ),
        };
    }

    private static Dictionary<string, long> Count(IEnumerable<string> names) =>
        names
            .CountBy(name => name, StringComparer.Ordinal)
            .OrderByDescending(pair => pair.Value)
            .ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .ToDictionary(pair => pair.Key, pair => (long)pair.Value);

    private static Evidence EvidenceOf(IReadOnlyList<DetectedConnection> rows)
    {
        var frames = new FirstFrames();
        foreach (DetectedConnection row in rows)
            frames.Add(row.FirstFrame);
        string? filter = rows.Count is 0 or > FirstFrames.Most
            ? null
            : string.Join(" || ", rows.Select(row => row.DisplayFilter));
        return new Evidence(frames.Numbers, frames.Count, filter);
    }

    private static string Say(
        DetectedConnection[] rows,
        Dictionary<string, long> protocols,
        Dictionary<string, long> inside,
        CaptureReading reading
    )
    {
        if (rows.Length == 0)
            return $"No conversation over TCP or UDP that meets the arguments in {reading.Pass.Totals.Packets} packets.{reading.Shortfall}";
        string most = string.Join(", ", protocols.Take(5).Select(pair => $"{pair.Value} {pair.Key}"));
        int differing = rows.Count(row => row.Disagreement is not null);
        string first =
            differing == 0 ? "" : $" First: {rows[0].Transport} stream {rows[0].Stream}: {rows[0].Disagreement}";
        string decrypted =
            inside.Count == 0
                ? ""
                : $" Inside decrypted ones: {string.Join(", ", inside.Take(5).Select(pair => $"{pair.Value} {pair.Key}"))}.";
        return $"{rows.Length} conversations: {most}.{decrypted} In {differing} content, port and Wireshark disagree.{first}{reading.Shortfall}";
    }
}
