using System.Globalization;
using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>From where on threat detectors report, and lists of malicious names and addresses; section <c>detection</c>.</summary>
public sealed record DetectionConfig
{
    /// <summary>Ports that are suspicious whatever a user configures.</summary>
    public static IReadOnlyList<string> BuiltInSuspiciousPorts { get; } =
    ["1337", "31337", "4444", "5555", "6666", "6667", "12345"];

    /// <summary>The thresholds.</summary>
    public DetectionThresholds Thresholds { get; init; } = new();

    /// <summary>Files with malicious names and addresses.</summary>
    public IReadOnlyList<string> BlockLists { get; init; } = [];

    /// <summary>The section from its settings.</summary>
    /// <exception cref="EngineException">An entry of the ports is no port.</exception>
    internal static DetectionConfig Of(IReadOnlyDictionary<string, SettingValue> values)
    {
        long Number(SettingDefinition setting) => (long)values[setting.Key].Value!;
        int Whole(SettingDefinition setting) => checked((int)Number(setting));
        TimeSpan Seconds(SettingDefinition setting) => TimeSpan.FromSeconds(Number(setting));
        return new DetectionConfig
        {
            Thresholds = new DetectionThresholds
            {
                ScanPorts = Whole(DetectionSettings.ScanPorts),
                ScanHosts = Whole(DetectionSettings.ScanHosts),
                ScanWindow = Seconds(DetectionSettings.ScanWindow),
                SweepHosts = Whole(DetectionSettings.SweepHosts),
                LoginAttempts = Whole(DetectionSettings.LoginAttempts),
                LoginWindow = Seconds(DetectionSettings.LoginWindow),
                SynsPerSecond = Whole(DetectionSettings.SynsPerSecond),
                DatagramsPerSecond = Whole(DetectionSettings.DatagramsPerSecond),
                EchoesPerSecond = Whole(DetectionSettings.EchoesPerSecond),
                AmplifiedOctets = Number(DetectionSettings.AmplifiedOctets),
                ExfiltrationOctets = Number(DetectionSettings.ExfiltrationOctets),
                ExfiltrationRatio = Whole(DetectionSettings.ExfiltrationRatio),
                LargeTransferOctets = Number(DetectionSettings.LargeTransferOctets),
                TunnelNames = Whole(DetectionSettings.TunnelNames),
                TunnelScore = Whole(DetectionSettings.TunnelScore),
                GeneratedNames = Whole(DetectionSettings.GeneratedNames),
                GeneratedScore = Whole(DetectionSettings.GeneratedScore),
                BeaconConnections = Whole(DetectionSettings.BeaconConnections),
                BeaconScore = Whole(DetectionSettings.BeaconScore),
                BeaconSpan = Seconds(DetectionSettings.BeaconSpan),
                LongConnection = Seconds(DetectionSettings.LongConnection),
                PingOctets = Whole(DetectionSettings.PingOctets),
                SuspiciousPorts = Ports(values[DetectionSettings.SuspiciousPorts.Key]),
            },
            BlockLists = (IReadOnlyList<string>)values[DetectionSettings.BlockLists.Key].Value!,
        };
    }

    private static int[] Ports(SettingValue value)
    {
        List<int> ports = [];
        foreach (string text in (IReadOnlyList<string>)value.Value!)
        {
            if (
                !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port)
                || port is < 1 or > 65535
            )
                throw ConfigProblem.Report([
                    new ConfigProblem(
                        value.Origin,
                        $"{value.Setting.Key}: {Quote.Text(text)} is no port; ports are 1 to 65535",
                        value.Setting
                    ),
                ]);
            if (!ports.Contains(port))
                ports.Add(port);
        }
        return [.. ports];
    }
}
