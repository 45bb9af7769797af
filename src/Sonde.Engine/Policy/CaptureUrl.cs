namespace Sonde.Engine;

/// <summary>The address of a capture on the web: http or https, without a user's name or password.</summary>
public sealed record CaptureUrl
{
    private const int LongestUrl = 8192;

    // As words: every question asks whether a path is a URL, and to ask Uri for them prepares all that it needs for parsing.
    private static readonly string[] Schemes = ["http", "https"];

    private CaptureUrl(Uri location) => Location = location;

    /// <summary>The whole address.</summary>
    public Uri Location { get; }

    /// <summary>The host as written; the target policy reads it.</summary>
    public string Host => Location.Host;

    /// <summary>Whether the text is meant as the address of a capture, and not as a path.</summary>
    public static bool IsUrl(string typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        return Schemes.Any(scheme => typed.StartsWith(scheme + "://", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Reads what someone typed.</summary>
    /// <exception cref="EngineException">It is no such address.</exception>
    public static CaptureUrl Parse(string typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        if (typed.Length > LongestUrl || !Uri.TryCreate(typed, UriKind.Absolute, out Uri? location))
            throw new EngineException(
                EngineFault.InvalidArgument,
                $"{Quote.Text(typed)} is not a URL.",
                "Give a URL such as https://example.com/capture.pcap."
            );
        if (!Schemes.Contains(location.Scheme))
            throw new EngineException(
                EngineFault.InvalidArgument,
                $"Captures are not fetched by {Quote.Text(location.Scheme)}.",
                "Download the file and give its path.",
                Schemes
            );
        if (location.UserInfo.Length > 0)
            throw new EngineException(
                EngineFault.InvalidArgument,
                "The URL contains a user name or password, and captures are fetched without any.",
                "Download the file and give its path."
            );
        return new CaptureUrl(location);
    }

    /// <summary>Where a redirect leads.</summary>
    /// <param name="location">What the server gave; null when it gave nothing readable.</param>
    /// <exception cref="EngineException">Nowhere, or somewhere that is not allowed.</exception>
    public CaptureUrl Redirect(Uri? location)
    {
        if (location is null || !Uri.TryCreate(Location, location, out Uri? target) || target.Host.Length == 0)
            throw new EngineException(
                EngineFault.LookupFailed,
                $"The server {Quote.Text(Host)} redirects, but not to a URL.",
                "Check the URL, or download the file and give its path."
            );
        if (!Schemes.Contains(target.Scheme) || target.UserInfo.Length > 0)
            throw Refused("to something else than a plain http or https URL");
        if (Location.Scheme == Uri.UriSchemeHttps && target.Scheme == Uri.UriSchemeHttp)
            throw Refused("from https to http, where anybody on the way could change the capture");
        return new CaptureUrl(target);
    }

    private EngineException Refused(string how) =>
        new(
            EngineFault.BlockedByPolicy,
            $"The server {Quote.Text(Host)} redirects {how}.",
            "Download the file and give its path."
        );
}
