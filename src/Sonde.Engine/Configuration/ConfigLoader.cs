namespace Sonde.Engine;

/// <summary>
/// Joins built-in values, the file, the environment and flags, each stronger than the one before, and remembers who
/// gave what.
/// </summary>
public static class ConfigLoader
{
    /// <summary>The configuration in force.</summary>
    /// <exception cref="EngineException">The file cannot be read, or something in the sources is wrong; the message
    /// has one line per problem, each with its place.</exception>
    public static SondeConfig Load(ConfigSources sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var notes = new List<string>();
        var problems = new List<ConfigProblem>();
        var texts = new List<SettingText>();
        (string Path, string Text)? file = ConfigFile.Find(sources, notes);
        if (file is { } found)
        {
            var yaml = new ConfigYaml(found.Path);
            yaml.Read(found.Text);
            texts.AddRange(yaml.Settings);
            problems.AddRange(yaml.Problems);
            notes.AddRange(yaml.Notes);
        }
        var environment = new ConfigEnvironment(sources.Environment);
        texts.AddRange(environment.Settings);
        problems.AddRange(environment.Problems);
        notes.AddRange(environment.Notes);
        texts.AddRange(Flags(sources.Flags, problems));

        var values = new Dictionary<string, SettingValue>(StringComparer.Ordinal);
        var builtIn = new SettingOrigin(SettingSource.BuiltIn);
        foreach (SettingDefinition setting in Settings.All)
            values.Add(setting.Key, new SettingValue(setting, Default(setting, sources), builtIn));
        // Weakest first, so that the last one written is in force; weaker ones are checked all the same.
        foreach (SettingText text in texts)
        {
            object? value = text.Read(out ConfigProblem? problem);
            if (problem is null)
                values[text.Setting.Key] = new SettingValue(text.Setting, value, text.Origin);
            else
                problems.Add(problem);
        }
        if (problems.Count > 0)
            throw ConfigProblem.Report([.. problems.OrderBy(problem => problem.Origin.Source)]);
        return Build(values, file?.Path, notes);
    }

    private static IEnumerable<SettingText> Flags(IReadOnlyList<SettingFlag> flags, List<ConfigProblem> problems)
    {
        foreach (SettingFlag flag in flags)
        {
            var origin = new SettingOrigin(SettingSource.Flag, flag.Flag);
            if (Settings.Find(flag.Key) is { } setting)
                yield return new SettingText(setting, [flag.Value], IsList: false, origin);
            else
                problems.Add(
                    new ConfigProblem(
                        origin,
                        $"there is no setting {Quote.Text(flag.Key)}",
                        Nearest: NearestNames.Of(flag.Key, Settings.All.Select(one => one.Key))
                    )
                );
        }
    }

    private static object? Default(SettingDefinition setting, ConfigSources sources) =>
        setting == Settings.AllowedPaths ? DefaultPaths(sources) : setting.Default;

    // The root as working directory, where many clients start their servers, would mean every file.
    private static List<string> DefaultPaths(ConfigSources sources)
    {
        IEnumerable<string?> folders =
        [
            Path.GetPathRoot(sources.WorkingDirectory) == sources.WorkingDirectory ? null : sources.WorkingDirectory,
            Path.TrimEndingDirectorySeparator(sources.TemporaryDirectory),
            sources.SamplesDirectory,
        ];
        IEnumerable<string> home = sources.HomeDirectory is null ? [] : ["~/Documents", "~/Downloads", "~/Desktop"];
        return [.. folders.OfType<string>().Concat(home).Distinct(StringComparer.Ordinal)];
    }

    private static SondeConfig Build(Dictionary<string, SettingValue> values, string? file, List<string> notes)
    {
        return new SondeConfig
        {
            Security = new SecurityConfig
            {
                AllowedTargets = List(Settings.AllowedTargets),
                BlockedTargets = List(Settings.BlockedTargets),
                BlockPrivate = Switch(Settings.BlockPrivate),
                BlockCloudMetadata = Switch(Settings.BlockCloudMetadata),
            },
            Pcap = new PcapConfig
            {
                MaxPackets = (long?)values[Settings.MaxPackets.Key].Value,
                AllowCustomFilters = Switch(Settings.AllowCustomFilters),
                AllowedPaths = List(Settings.AllowedPaths),
                ObjectsPath = Text(Settings.ObjectsPath),
                BlockedFilterKeywords = List(Settings.BlockedFilterKeywords),
                MaxDownloadOctets = Number(Settings.MaxDownloadOctets),
                DownloadTimeout = Seconds(Settings.DownloadTimeoutSeconds),
            },
            Probes = new ProbesConfig
            {
                MaxTargets = checked((int)Number(ProbeSettings.MaxTargets)),
                PacketsPerSecond = checked((int)Number(ProbeSettings.PacketsPerSecond)),
                MaxDuration = Seconds(ProbeSettings.MaxSeconds),
                RootServers = List(ProbeSettings.RootServers),
                AsnZone = Text(ProbeSettings.AsnZone)!,
                AsnNameserver = Text(ProbeSettings.AsnNameserver),
                CaFile = Text(ProbeSettings.CaFile),
                RdapUrl = Text(ProbeSettings.RdapUrl),
                RdapBootstrapUrl = Text(ProbeSettings.RdapBootstrapUrl)!,
                PublicIp = Switch(ProbeSettings.PublicIp),
                PublicIpServices = List(ProbeSettings.PublicIpServices),
            },
            Detection = DetectionConfig.Of(values),
            Capture = new CaptureConfig
            {
                StoragePath = Text(Settings.StoragePath),
                MaxDuration = Seconds(Settings.MaxCaptureSeconds),
                MaxOctets = Number(Settings.MaxCaptureOctets),
                StorageOctets = Number(Settings.CaptureStorageOctets),
                Interface = Text(Settings.CaptureInterface),
                DaemonSocket = Text(Settings.DaemonSocket) is var path and not "none" ? path : null,
            },
            Http = new HttpConfig
            {
                Transport = Text(Settings.Transport)!,
                Host = Text(Settings.HttpHost)!,
                Port = checked((int)Number(Settings.HttpPort)),
            },
            File = file,
            Values = [.. Settings.All.Select(setting => values[setting.Key])],
            Notes = notes,
        };

        IReadOnlyList<string> List(SettingDefinition setting) => (IReadOnlyList<string>)values[setting.Key].Value!;
        bool Switch(SettingDefinition setting) => (bool)values[setting.Key].Value!;
        long Number(SettingDefinition setting) => (long)values[setting.Key].Value!;
        TimeSpan Seconds(SettingDefinition setting) => new(checked(Number(setting) * TimeSpan.TicksPerSecond));
        string? Text(SettingDefinition setting) => (string?)values[setting.Key].Value;
    }
}
