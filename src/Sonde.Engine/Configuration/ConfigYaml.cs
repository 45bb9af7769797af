using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Sonde.Engine;

/// <summary>Reads the text of a configuration file: sections, in them settings, in them a text or a list of texts.</summary>
internal sealed class ConfigYaml(string file)
{
    // Deeper nesting means nothing here, and the tree is built by recursion.
    private const int DeepestNesting = 8;

    /// <summary>What the file sets, in its order.</summary>
    public List<SettingText> Settings { get; } = [];

    /// <summary>What is wrong with it.</summary>
    public List<ConfigProblem> Problems { get; } = [];

    /// <summary>What it says without effect.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Reads the text; problems are collected, not thrown.</summary>
    public void Read(string text)
    {
        try
        {
            if (TooDeep(text) is { } line)
            {
                Problem(line, $"values are nested more than {DeepestNesting} levels deep");
                return;
            }
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents.Count > 1)
                Problem(stream.Documents[1].RootNode.Start.Line, "there is more than one document");
            else if (stream.Documents.Count == 1)
                ReadSections(stream.Documents[0].RootNode);
        }
        catch (YamlException wrong)
        {
            Problem(wrong.Start.Line, $"this is not YAML: {Quote.Text(wrong.Message)}");
        }
    }

    private void ReadSections(YamlNode root)
    {
        if (IsNothing(root))
            return;
        if (root is not YamlMappingNode sections)
        {
            Problem(
                root.Start.Line,
                $"there are no sections; a file has {string.Join(", ", Engine.Settings.Sections)}"
            );
            return;
        }
        foreach ((YamlNode key, YamlNode value) in sections.Children)
        {
            string section = Name(key);
            if (!Engine.Settings.Sections.Contains(section))
                Problem(
                    key.Start.Line,
                    $"there is no section {Quote.Text(section)}; there are {string.Join(", ", Engine.Settings.Sections)}",
                    NearestNames.Of(section, Engine.Settings.Sections)
                );
            else if (value is YamlMappingNode settings)
                ReadSection(section, settings);
            else if (!IsNothing(value))
                Problem(value.Start.Line, $"section {section} is not a list of settings 'name: value'");
        }
    }

    private void ReadSection(string section, YamlMappingNode settings)
    {
        List<string> known = [.. Engine.Settings.All.Where(one => one.Section == section).Select(one => one.Key)];
        if (known.Count == 0)
        {
            if (settings.Children.Count > 0)
                Notes.Add($"{At(settings)}: section {section} has no settings yet; what it says has no effect.");
            return;
        }
        foreach ((YamlNode key, YamlNode value) in settings.Children)
        {
            string full = $"{section}.{Name(key)}";
            if (Engine.Settings.Find(full) is { } setting)
                ReadSetting(setting, key, value);
            else
                Problem(
                    key.Start.Line,
                    $"there is no setting {Quote.Text(full)}; section {section} has {string.Join(", ", known)}",
                    NearestNames.Of(full, known)
                );
        }
    }

    private void ReadSetting(SettingDefinition setting, YamlNode key, YamlNode value)
    {
        SettingOrigin origin = At(key);
        if (IsNothing(value))
            return;
        if (value is YamlScalarNode scalar)
            Settings.Add(new SettingText(setting, [scalar.Value ?? ""], IsList: false, origin));
        else if (value is YamlSequenceNode list && list.Children.All(entry => entry is YamlScalarNode))
            Settings.Add(
                new SettingText(
                    setting,
                    [.. list.Children.Cast<YamlScalarNode>().Select(entry => entry.Value ?? "")],
                    IsList: true,
                    origin
                )
            );
        else
            Problem(value.Start.Line, $"{setting.Key} takes {setting.AllowedText}", setting: setting);
    }

    private static long? TooDeep(string text)
    {
        var parser = new Parser(new StringReader(text));
        int depth = 0;
        while (parser.MoveNext())
        {
            depth += parser.Current!.NestingIncrease;
            // the stream and the document count one level each
            if (depth > DeepestNesting + 2)
                return parser.Current.Start.Line;
        }
        return null;
    }

    // An empty value, "~" and "null" say that the setting is not given.
    private static bool IsNothing(YamlNode node) =>
        node is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" or "Null" or "NULL" };

    private static string Name(YamlNode key) => key is YamlScalarNode { Value: { } name } ? name : key.ToString();

    private SettingOrigin At(YamlNode node) => new(SettingSource.File, file, node.Start.Line);

    private void Problem(
        long line,
        string text,
        IReadOnlyList<string>? nearest = null,
        SettingDefinition? setting = null
    ) => Problems.Add(new ConfigProblem(new SettingOrigin(SettingSource.File, file, line), text, setting, nearest));
}
