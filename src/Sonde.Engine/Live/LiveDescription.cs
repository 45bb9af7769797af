using System.Globalization;
using System.Runtime.InteropServices;
using Sonde.Capture;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>What the files of live captures say of where they come from.</summary>
internal static class LiveDescription
{
    /// <summary>The machine and the program.</summary>
    public static CaptureSection Section { get; } =
        new(
            RuntimeInformation.ProcessArchitecture.ToString(),
            RuntimeInformation.OSDescription,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Sonde {typeof(LiveDescription).Assembly.GetName().Version?.ToString(3)}"
            ),
            IsBigEndian: false
        );

    /// <summary>The interface of a capture.</summary>
    public static InterfaceDescription Of(CapturePlan plan, int linkType) =>
        new(linkType)
        {
            Name = plan.Interface,
            Filter = plan.Filter,
            SnapLength = (uint)plan.SnapLength,
            OperatingSystem = RuntimeInformation.OSDescription,
        };

    /// <summary>The time by this machine's clock.</summary>
    public static Timestamp Now() => new((DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).Ticks * 100);
}
