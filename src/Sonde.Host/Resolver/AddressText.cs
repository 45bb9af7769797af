using System.Net;

namespace Sonde.Host;

/// <summary>Addresses as the system's files and programs write them.</summary>
internal static class AddressText
{
    /// <summary>Whether it is an address, also one with a scope that names an interface.</summary>
    public static bool IsAddress(string text) => TryParse(text, out _, out _);

    /// <summary>Reads an address and its scope: <c>fe80::1%eth0</c>. Shortened IPv4 forms are no addresses here.</summary>
    public static bool TryParse(string text, out IPAddress address, out string? scope)
    {
        int percent = text.IndexOf('%', StringComparison.Ordinal);
        scope = percent < 0 ? null : text[(percent + 1)..];
        string bare = percent < 0 ? text : text[..percent];
        bool isAddress =
            IPAddress.TryParse(bare, out IPAddress? read)
            && (bare.Contains(':', StringComparison.Ordinal) || bare.Count(each => each == '.') == 3);
        address = read ?? IPAddress.None;
        return isAddress;
    }
}
