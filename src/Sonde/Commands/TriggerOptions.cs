using System.CommandLine;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary>The options that say when a capture saves a part of itself, or stops.</summary>
internal sealed class TriggerOptions
{
    private readonly Option<string?> _filter = new("--when")
    {
        Description = "Save or stop when a packet matches this display filter.",
        HelpName = "FILTER",
    };
    private readonly Option<string?> _threat = new("--when-threat")
    {
        Description = "… when a threat of this type or family is found; any for all.",
        HelpName = "TYPE",
    };
    private readonly Option<string?> _severity = new("--when-severity")
    {
        Description = "… when a threat of this severity or above is found.",
    };
    private readonly Option<int?> _packets = Numbers.Option(
        "--when-packets",
        "… when a second has more packets than this.",
        1
    );
    private readonly Option<int?> _bits = Numbers.Option("--when-bits", "… when a second has more bits than this.", 1);
    private readonly Option<string?> _action = new("--then")
    {
        Description = "save (a file of its own, the capture goes on; the default) or stop.",
    };
    private readonly Option<double?> _before = new("--before")
    {
        Description = "Seconds before it that are saved; 30 if not given.",
        HelpName = "SECONDS",
    };
    private readonly Option<double?> _after = new("--after")
    {
        Description = "Seconds after it that are captured as well; 5 if not given.",
        HelpName = "SECONDS",
    };
    private readonly Option<int?> _times = Numbers.Option("--times", "How often it may fire; 1 if not given.", 1, 100);

    public TriggerOptions()
    {
        _severity.AcceptOnlyFromAmong("info", "low", "medium", "high", "critical");
        _action.AcceptOnlyFromAmong("save", "stop");
    }

    /// <summary>The options.</summary>
    public IReadOnlyList<Option> All =>
        [_filter, _threat, _severity, _packets, _bits, _action, _before, _after, _times];

    /// <summary>What was typed; null for no trigger.</summary>
    public LiveTrigger? Of(ParseResult parsed) =>
        All.All(option => parsed.GetResult(option) is null)
            ? null
            : new LiveTrigger
            {
                Filter = parsed.GetValue(_filter),
                ThreatType = parsed.GetValue(_threat),
                MinSeverity = parsed.GetValue(_severity),
                PacketsPerSecond = parsed.GetValue(_packets),
                BitsPerSecond = parsed.GetValue(_bits),
                Action = parsed.GetValue(_action),
                BeforeSeconds = parsed.GetValue(_before),
                AfterSeconds = parsed.GetValue(_after),
                Times = parsed.GetValue(_times),
            };
}
