using System.Text.RegularExpressions;

namespace Sonde.Host;

/// <summary>Which container a control group belongs to, by the names that runtimes give their groups.</summary>
public static partial class ContainerName
{
    private const int Shown = 12; // as docker ps and crictl ps show it

    /// <summary>The container of a control group's path; null when it is none's.</summary>
    public static string? Of(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (Identifier().Match(path) is { Success: true } long64)
            return long64.Value[..Shown];
        return Named().Match(path) is { Success: true } named ? named.Groups["name"].Value : null;
    }

    // docker, containerd, CRI-O and podman name a group after the 64 digits of their id
    [GeneratedRegex("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])", RegexOptions.RightToLeft)]
    private static partial Regex Identifier();

    // lxc.payload.NAME, /lxc/NAME, machine-NAME.scope, systemd-nspawn@NAME.service
    [GeneratedRegex(
        @"(?:lxc\.payload\.|/lxc/|/machine-(?=[^/]*\.scope)|systemd-nspawn@)(?<name>[A-Za-z0-9_.-]{1,64}?)(?=\.scope|\.service|/|$)"
    )]
    private static partial Regex Named();
}
