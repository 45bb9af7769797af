namespace Sonde.Engine;

/// <summary>An http or https URL without a user's name or password, as probes ask for it.</summary>
internal sealed record WebUrl
{
    private const int LongestUrl = 8192;

    private WebUrl(Uri location) => Location = location;

    /// <summary>The whole address, without fragment.</summary>
    public Uri Location { get; }

    /// <summary>The host as written; the target policy reads it.</summary>
    public string Host => Location.Host;

    /// <summary>Whether it is asked for in TLS.</summary>
    public bool IsSecure => Location.Scheme == Uri.UriSchemeHttps;

    /// <summary>As answers print it: secrets among its parameters taken out.</summary>
    public string Shown => Quote.Clean(Analysis.HttpSecrets.CleanTarget(Location.AbsoluteUri), 2000)!;

    /// <summary>Reads what someone typed; without a scheme it is https.</summary>
    /// <exception cref="EngineException">It is no such address.</exception>
    public static WebUrl Parse(string typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        if (typed.StartsWith('-'))
            throw Wrong(typed, "is not a URL: it begins with '-'");
        bool hasScheme = typed.Contains("://", StringComparison.Ordinal);
        return TryParse(hasScheme ? typed : "https://" + typed, null, out WebUrl? url, out string problem)
            ? url
            : throw Wrong(typed, problem);
    }

    /// <summary>Where a redirect leads.</summary>
    /// <param name="location">What the server gave.</param>
    /// <param name="url">The URL.</param>
    /// <param name="problem">What is wrong with it otherwise, as the end of a sentence.</param>
    public bool TryRedirect(
        string location,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out WebUrl? url,
        out string problem
    ) => TryParse(location, Location, out url, out problem);

    private static bool TryParse(
        string text,
        Uri? from,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out WebUrl? url,
        out string problem
    )
    {
        url = null;
        problem = "is not a URL";
        if (
            text.Length is 0 or > LongestUrl
            || !(from is null ? Uri.TryCreate(text, UriKind.Absolute, out Uri? at) : Uri.TryCreate(from, text, out at))
        )
            return false;
        problem = "is neither an http nor an https URL";
        if (at.Scheme != Uri.UriSchemeHttp && at.Scheme != Uri.UriSchemeHttps || at.Host.Length == 0)
            return false;
        problem = "contains a user name or password, which are never sent";
        if (at.UserInfo.Length > 0)
            return false;
        problem = "names port 0";
        if (at.Port == 0)
            return false;
        url = new WebUrl(new Uri(at.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped)));
        return true;
    }

    private static EngineException Wrong(string typed, string problem) =>
        new(
            EngineFault.InvalidArgument,
            $"{Quote.Text(Analysis.HttpSecrets.CleanTarget(typed))} {problem}.",
            "Give a URL such as https://example.com/path."
        );
}
