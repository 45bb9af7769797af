using System.Collections;

namespace Sonde.Engine;

/// <summary>A setting given on the command line.</summary>
/// <param name="Flag">The flag as typed, for messages: <c>--max-packets</c>.</param>
/// <param name="Key">The setting it stands for.</param>
/// <param name="Value">Its text; lists separated by commas.</param>
public sealed record SettingFlag(string Flag, string Key, string Value);

/// <summary>Where the loader looks for settings: everything it would otherwise ask the process for.</summary>
public sealed record ConfigSources
{
    /// <summary>The file that a flag names; null to search.</summary>
    public string? NamedFile { get; init; }

    /// <summary>Settings given as flags.</summary>
    public IReadOnlyList<SettingFlag> Flags { get; init; } = [];

    /// <summary>Environment variables.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The current directory, absolute.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>The user's home, absolute; null when there is none.</summary>
    public string? HomeDirectory { get; init; }

    /// <summary>The folder for temporary files, absolute.</summary>
    public required string TemporaryDirectory { get; init; }

    /// <summary>The folder of the program's own captures, absolute; null when there is none.</summary>
    public string? SamplesDirectory { get; init; }

    /// <summary>What this process was started with.</summary>
    /// <param name="namedFile">The file that a flag names; null to search.</param>
    /// <param name="flags">Settings given as flags.</param>
    public static ConfigSources OfThisProcess(string? namedFile = null, IReadOnlyList<SettingFlag>? flags = null)
    {
        string home = System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile);
        return new ConfigSources
        {
            NamedFile = namedFile,
            Flags = flags ?? [],
            Environment = Variables(),
            WorkingDirectory = System.Environment.CurrentDirectory,
            HomeDirectory = home.Length == 0 ? null : home,
            TemporaryDirectory = Path.GetTempPath(),
            SamplesDirectory = FindSamples(AppContext.BaseDirectory),
        };
    }

    private static Dictionary<string, string> Variables()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
            variables[(string)variable.Key] = (string?)variable.Value ?? "";
        return variables;
    }

    // Beside the program when it is installed; at the top of the checkout when it was built in one.
    private static string? FindSamples(string programDirectory)
    {
        string beside = Path.Combine(programDirectory, "samples");
        if (Directory.Exists(beside))
            return beside;
        for (var folder = new DirectoryInfo(programDirectory); folder is not null; folder = folder.Parent)
        {
            string samples = Path.Combine(folder.FullName, "samples");
            if (File.Exists(Path.Combine(folder.FullName, "Sonde.slnx")) && Directory.Exists(samples))
                return samples;
        }
        return null;
    }
}
