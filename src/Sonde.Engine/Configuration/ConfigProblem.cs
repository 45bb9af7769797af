namespace Sonde.Engine;

/// <summary>One thing wrong with the configuration.</summary>
/// <param name="Origin">Where.</param>
/// <param name="Text">What, without a full stop.</param>
/// <param name="Setting">The setting concerned, when it is known.</param>
/// <param name="Nearest">Known names like the one that was written.</param>
internal sealed record ConfigProblem(
    SettingOrigin Origin,
    string Text,
    SettingDefinition? Setting = null,
    IReadOnlyList<string>? Nearest = null
)
{
    private IReadOnlyList<string> NearestOrNone => Nearest ?? [];

    /// <summary>The one exception that reports every problem, a line each.</summary>
    public static EngineException Report(IReadOnlyList<ConfigProblem> problems)
    {
        ConfigProblem first = problems[0];
        return new EngineException(
            EngineFault.InvalidArgument,
            string.Join('\n', problems.Select(problem => problem.Line)),
            NearestNames.Question(first.NearestOrNone) ?? "Correct the value where it was given, or remove it.",
            first.Setting is null ? [] : AllowedValues(first.Setting),
            first.NearestOrNone
        );
    }

    private string Line
    {
        get
        {
            string hint = NearestOrNone.Count == 0 ? "" : $" (nearest: {string.Join(", ", NearestOrNone)})";
            return $"{Origin}: {Text}{hint}";
        }
    }

    private static IReadOnlyList<string> AllowedValues(SettingDefinition setting) =>
        setting.Kind switch
        {
            SettingKind.Switch => ["true", "false"],
            SettingKind.Choice => setting.Choices,
            _ => [setting.AllowedText],
        };
}
