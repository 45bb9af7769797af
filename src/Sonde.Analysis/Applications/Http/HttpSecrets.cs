using System.Text;

namespace Sonde.Analysis;

/// <summary>Knows which parts of HTTP heads are secrets, and takes them out of targets.</summary>
public static class HttpSecrets
{
    /// <summary>What stands in the place of a secret.</summary>
    public const string Mark = "[redacted]";

    private static readonly string[] Headers =
    [
        "Authorization",
        "Proxy-Authorization",
        "Cookie",
        "Cookie2",
        "Set-Cookie",
        "Set-Cookie2",
        "X-Api-Key",
        "Api-Key",
        "X-Auth-Token",
        "X-Access-Token",
        "X-Csrf-Token",
        "X-Amz-Security-Token",
        "X-Vault-Token",
    ];

    private static readonly string[] Parts = ["token", "passw", "pwd", "secret", "apikey", "signature", "credential"];

    private static readonly string[] Names =
    [
        "key",
        "sig",
        "auth",
        "pass",
        "jwt",
        "sid",
        "code",
        "session",
        "sessionid",
        "phpsessid",
        "jsessionid",
    ];

    /// <summary>Whether the value of this header line is a secret.</summary>
    public static bool IsSecretHeader(ReadOnlySpan<byte> name)
    {
        name = name.TrimEnd((byte)' ');
        foreach (string header in Headers)
        {
            if (Ascii.EqualsIgnoreCase(name, header))
                return true;
        }
        return false;
    }

    /// <summary>A target without the values of parameters whose names speak of secrets, and without user and password.</summary>
    public static string CleanTarget(string target)
    {
        int scheme = target.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0)
        {
            int end = target.AsSpan(scheme + 3).IndexOfAny("/?#");
            int at = target.AsSpan(scheme + 3, end < 0 ? target.Length - scheme - 3 : end).LastIndexOf('@');
            if (at >= 0)
                target = string.Concat(target.AsSpan(0, scheme + 3), Mark, target.AsSpan(scheme + 3 + at));
        }
        int query = target.IndexOfAny(['?', '#', ';']);
        return query < 0 ? target : CleanParameters(target, query + 1);
    }

    private static string CleanParameters(string target, int from)
    {
        var clean = new StringBuilder(target.Length).Append(target, 0, from);
        for (int at = from; at < target.Length; )
        {
            int end = target.IndexOfAny(['&', ';', '#', '?'], at);
            end = end < 0 ? target.Length : end;
            int equals = target.IndexOf('=', at, end - at);
            if (equals >= 0 && equals + 1 < end && IsSecretName(target.AsSpan(at, equals - at)))
                clean.Append(target, at, equals + 1 - at).Append(Mark);
            else
                clean.Append(target, at, end - at);
            if (end < target.Length)
                clean.Append(target[end]);
            at = end + 1;
        }
        return clean.ToString();
    }

    private static bool IsSecretName(ReadOnlySpan<char> name)
    {
        foreach (string part in Parts)
        {
            if (name.Contains(part, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        foreach (string whole in Names)
        {
            if (name.Equals(whole, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return name.EndsWith("_key", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith("-key", StringComparison.OrdinalIgnoreCase);
    }
}
