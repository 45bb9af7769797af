using Sonde.Testing;

namespace Sonde.Host.Tests;

/// <summary>What a kernel said once.</summary>
internal static class Recorded
{
    private static readonly string[] Lines = File.ReadAllLines(
        Repo.Path("tests", "Sonde.Host.Tests", "recorded", "netlink.txt")
    );

    /// <summary>The bodies of the messages of one kind.</summary>
    public static IEnumerable<byte[]> Messages(string kind) =>
        Lines
            .Where(line => line.StartsWith(kind + " ", StringComparison.Ordinal))
            .Select(line => Convert.FromHexString(line.AsSpan(kind.Length + 1)));

    public static string? Name(int index) =>
        index switch
        {
            1 => "lo",
            2 => "br0",
            3 => "v0",
            4 => "v3",
            5 => "v2",
            _ => null,
        };
}
