using System.Globalization;
using System.Security.Cryptography;
using Sonde.Capture;

namespace Sonde.Engine;

/// <summary>Checks what all live captures are asked for.</summary>
internal static class LivePlanning
{
    private const int LongestFilter = 4096;
    private const int LongestName = 100;

    /// <summary>The interface that is meant: the one typed, the configured one, or that of the default route.</summary>
    /// <exception cref="EngineException">There is no such interface.</exception>
    public static string Interface(string? typed, CaptureConfig config)
    {
        string? name = string.IsNullOrEmpty(typed) ? config.Interface : typed;
        if (string.IsNullOrEmpty(name))
            name = Machine.Ask(InterfacesQuestion.DefaultGateways) is [{ Interface: { } usual }, ..]
                ? usual
                : throw Wrong(
                    "interface",
                    "must be named: there is no default route",
                    "list_network_interfaces names them."
                );
        try
        {
            // only what the system lists: libpcap takes other things for names as well, such as files and URLs
            var daemon = new Daemon(config);
            return daemon.DeviceNames().Contains(name) ? name : throw LiveFaults.NoSuchDevice(name, daemon);
        }
        catch (LiveException refused)
        {
            throw LiveFaults.Explained(refused);
        }
    }

    /// <summary>How long a capture lasts at most.</summary>
    /// <exception cref="EngineException">It is longer than allowed.</exception>
    public static TimeSpan Duration(int? typed, TimeSpan usual, CaptureConfig config)
    {
        if (typed is < 1)
            throw Wrong("duration", "must be 1 or more");
        TimeSpan duration =
            typed is { } seconds ? TimeSpan.FromSeconds(seconds)
            : usual < config.MaxDuration ? usual
            : config.MaxDuration;
        return duration <= config.MaxDuration
            ? duration
            : throw new EngineException(
                EngineFault.LimitExceeded,
                $"{duration.TotalSeconds:0} seconds are more than the {config.MaxDuration.TotalSeconds:0} that a capture may last ({Settings.MaxCaptureSeconds.Key}).",
                "Capture for a shorter time, or let the person who runs Sonde raise the limit."
            );
    }

    /// <summary>A capture filter; null for every packet.</summary>
    /// <exception cref="EngineException">It is too long for libpcap to be asked.</exception>
    public static string? Filter(string argument, string? typed)
    {
        if (typed is { Length: > LongestFilter })
            throw Wrong(
                argument,
                $"has at most {LongestFilter} characters",
                "Use nets and port ranges instead of lists."
            );
        if (typed?.Contains('\0', StringComparison.Ordinal) == true)
            throw Wrong(argument, "may not contain a NUL character");
        return string.IsNullOrWhiteSpace(typed) ? null : typed;
    }

    /// <summary>The name of a file in the folder of captures.</summary>
    /// <exception cref="EngineException">It is no plain name.</exception>
    public static string FileName(string? typed, string id)
    {
        if (typed is null)
            return id + ".pcapng";
        bool isName =
            typed.Length is > 0 and <= LongestName
            && typed.All(each => char.IsAsciiLetterOrDigit(each) || each is '_' or '-' or '.')
            && typed[0] is not ('-' or '.')
            && !typed.Contains("..", StringComparison.Ordinal);
        return isName && Path.GetExtension(typed).ToLowerInvariant() is ".pcap" or ".pcapng"
            ? typed
            : throw Wrong(
                "output_file",
                $"must be a name of letters, digits, _, - and ., at most {LongestName} characters, ending in .pcapng or .pcap",
                "The folder is the configured one; example: trouble.pcapng"
            );
    }

    /// <summary>An id that no other capture has.</summary>
    public static string NewId() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"capture_{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}_{RandomNumberGenerator.GetHexString(6, lowercase: true)}"
        );

    /// <summary>Whether this may be the id of a capture, rather than the path of a file.</summary>
    public static bool LooksLikeId(string text) =>
        text.StartsWith("capture_", StringComparison.Ordinal)
        && text.Length <= LongestName
        && text.All(each => char.IsAsciiLetterOrDigit(each) || each == '_');

    /// <summary>The fault of an argument.</summary>
    public static EngineException Wrong(string argument, string rule, string? suggestion = null) =>
        new(EngineFault.InvalidArgument, $"{argument} {rule}.", suggestion);
}
