using System.Net;

namespace Sonde.Engine;

/// <summary>What is to be reached: a host, perhaps a port, perhaps a URL.</summary>
/// <param name="Host">Name or address.</param>
/// <param name="Port">The port that was named; null when none was.</param>
/// <param name="Url">The URL that was given; null when none was.</param>
internal sealed record DiagnoseAim(string Host, int? Port, WebUrl? Url)
{
    /// <summary>A URL of HTTPS was given.</summary>
    public bool IsHttps => Url?.IsSecure == true;

    /// <summary>Reads a target.</summary>
    /// <exception cref="EngineException">It is none, or two ports were named.</exception>
    public static DiagnoseAim Of(string target, int? port)
    {
        string typed = target.Trim();
        if (typed.Contains("://", StringComparison.Ordinal))
        {
            WebUrl url = WebUrl.Parse(typed);
            return new DiagnoseAim(url.Location.IdnHost.Trim('[', ']'), port ?? url.Location.Port, url);
        }
        if (IPAddress.TryParse(typed, out _) || typed.Count(letter => letter == ':') > 1 && !typed.StartsWith('['))
            return new DiagnoseAim(typed, port, null);
        int colon = typed.LastIndexOf(':');
        if (colon < 0 || typed.EndsWith(']'))
            return new DiagnoseAim(typed.Trim('[', ']'), port, null);
        if (!ushort.TryParse(typed[(colon + 1)..], out ushort own) || own == 0)
            throw Wrong(typed, "has no port from 1 to 65535 behind its colon");
        if (port is { } other && other != own)
            throw Wrong(typed, $"names port {own}, the argument port {other}");
        return new DiagnoseAim(typed[..colon].Trim('[', ']'), own, null);
    }

    /// <summary>The URL to ask at a port.</summary>
    /// <param name="port">The port.</param>
    /// <param name="speaksTls">The port speaks TLS.</param>
    public string UrlAt(int port, bool speaksTls)
    {
        if (Url is not null)
            return new UriBuilder(Url.Location) { Port = port }
                .Uri
                .AbsoluteUri;
        string host = Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host;
        return $"{(speaksTls ? "https" : "http")}://{host}:{port}/";
    }

    private static EngineException Wrong(string typed, string why) =>
        new(
            EngineFault.InvalidArgument,
            $"The target {Quote.Text(typed)} {why}.",
            "Give a host name, an address, host:port, or a URL such as https://example.com/."
        );
}
