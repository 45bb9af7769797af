namespace Sonde.Engine;

/// <summary>Reads settings from environment variables: Sonde's own, and those of other programs that mean the same.</summary>
internal sealed class ConfigEnvironment
{
    /// <summary>What the variables set; for one setting Sonde's own variable comes last, as the strongest.</summary>
    public List<SettingText> Settings { get; } = [];

    /// <summary>Variables that look like settings and are none.</summary>
    public List<ConfigProblem> Problems { get; } = [];

    /// <summary>Variables without effect.</summary>
    public List<string> Notes { get; } = [];

    public ConfigEnvironment(IReadOnlyDictionary<string, string> variables)
    {
        foreach (SettingDefinition setting in Engine.Settings.All)
        {
            for (int alias = setting.Aliases.Count - 1; alias >= 0; alias--)
                Read(variables, setting, setting.Aliases[alias]);
            Read(variables, setting, setting.Variable);
        }
        foreach (string name in Engine.Settings.VariablesWithoutEffect)
        {
            if (variables.ContainsKey(name))
                Notes.Add($"Variable {name} has no effect: no other program is needed to read packets.");
        }
        List<string> own = [];
        foreach (string name in variables.Keys)
        {
            if (name.StartsWith(Engine.Settings.VariablePrefix, StringComparison.Ordinal))
                own.Add(name);
        }
        own.Sort(StringComparer.Ordinal);
        own.ForEach(Check);
    }

    // An empty variable counts as none, as in a shell's ${NAME:-default}.
    private void Read(IReadOnlyDictionary<string, string> variables, SettingDefinition setting, string name)
    {
        if (variables.TryGetValue(name, out string? text) && text.Length > 0)
            Settings.Add(new SettingText(setting, [text], IsList: false, Origin(name)));
    }

    private void Check(string name)
    {
        string? section = Engine.Settings.Sections.FirstOrDefault(one =>
            name.StartsWith($"{Engine.Settings.VariablePrefix}{one.ToUpperInvariant()}_", StringComparison.Ordinal)
        );
        if (section is null || Engine.Settings.All.Any(setting => setting.Variable == name))
            return;
        List<string> known = [.. Engine.Settings.All.Where(one => one.Section == section).Select(one => one.Variable)];
        if (known.Count == 0)
            Notes.Add($"Variable {name} has no effect: section {section} has no settings yet.");
        else
            Problems.Add(
                new ConfigProblem(
                    Origin(name),
                    $"there is no such setting; section {section} has {string.Join(", ", known)}",
                    Nearest: NearestNames.Of(name, known)
                )
            );
    }

    private static SettingOrigin Origin(string name) => new(SettingSource.Environment, name);
}
