using System.Net;

namespace Sonde.Probes;

/// <summary>HTTP that does what it is told and nothing besides.</summary>
public static class BareHttp
{
    /// <summary>
    /// A handler without proxy, cookies, credentials and redirects, with bounded headers. Who uses it sets how it connects, how
    /// it trusts and how long it may take.
    /// </summary>
    public static SocketsHttpHandler Handler() =>
        new()
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            Credentials = null,
            PreAuthenticate = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            MaxResponseHeadersLength = 64, // KiB
            MaxResponseDrainSize = 0,
            ConnectTimeout = Timeout.InfiniteTimeSpan,
        };
}
