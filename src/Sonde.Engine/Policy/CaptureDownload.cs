using System.Net;
using Sonde.Capture;

namespace Sonde.Engine;

/// <summary>
/// Fetches captures from the web. The target policy sees every host on the way, and connections go to the addresses it
/// checked.
/// </summary>
/// <param name="targets">Decides about each host.</param>
/// <param name="config">Limits on size and time.</param>
/// <param name="clock">What measures the time limit.</param>
/// <param name="folder">Where fetched captures are kept for a while; the system's temporary folder unless given.</param>
public sealed class CaptureDownload(
    TargetPolicy targets,
    PcapConfig config,
    TimeProvider? clock = null,
    string? folder = null
)
{
    /// <summary>Most redirects that are followed.</summary>
    public const int MostRedirects = 5;

    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    /// <summary>Fetches a capture whole, so that it can be read from any place and more than once.</summary>
    /// <param name="url">What the asker typed; also the capture's name in answers.</param>
    /// <param name="cancel">Breaks it off; nothing is kept.</param>
    /// <exception cref="EngineException">As for <see cref="OpenAsync"/>; also when it came too large, too slow or not
    /// whole, or there is no room for it.</exception>
    public async Task<FetchedCapture> FetchAsync(string url, CancellationToken cancel = default)
    {
        using RemoteCapture remote = await OpenAsync(url, cancel);
        // The remote capture has the limit on time already, counted from the first look-up.
        var limits = new TransferLimits(config.MaxDownloadOctets, Timeout.InfiniteTimeSpan) { Folder = folder };
        try
        {
            return new FetchedCapture(
                remote.Location,
                await TemporaryCapture.ReceiveAsync(remote.Content, url, limits, cancel)
            );
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(
                EngineFault.LimitExceeded,
                "The capture cannot be kept: the folder for temporary files has no room or cannot be written.",
                "Make room there, or download the file elsewhere and give its path.",
                cause: failure
            );
        }
    }

    /// <summary>Asks for a capture; its octets are still to be read when this returns.</summary>
    /// <param name="url">What the asker typed.</param>
    /// <param name="cancel">Stops the look-up, the connection and the reading.</param>
    /// <exception cref="EngineException">Not a URL, refused, unreachable, too large or too slow.</exception>
    public async Task<RemoteCapture> OpenAsync(string url, CancellationToken cancel = default)
    {
        CaptureUrl at = CaptureUrl.Parse(url);
        var limits = new DownloadLimits(config, _clock, cancel);
        RemoteCapture? capture = null;
        try
        {
            for (int redirects = 0; redirects <= MostRedirects; redirects++)
            {
                (capture, Uri? elsewhere) = await AskAsync(at, limits);
                if (capture is not null)
                    return capture;
                at = at.Redirect(elsewhere);
            }
            throw new EngineException(
                EngineFault.LimitExceeded,
                $"The URL redirects more than {MostRedirects} times.",
                "Give the URL of the file itself."
            );
        }
        catch (OperationCanceledException) when (limits.IsTimeUp)
        {
            throw limits.TooSlow();
        }
        finally
        {
            if (capture is null)
                limits.Dispose();
        }
    }

    private async Task<(RemoteCapture? Capture, Uri? Elsewhere)> AskAsync(CaptureUrl at, DownloadLimits limits)
    {
        CheckedTarget target = await targets.CheckAsync(at.Host, TargetUse.CaptureUrl, limits.Token);
        var client = new HttpMessageInvoker(CheckedConnection.Handler(target, _clock));
        HttpResponseMessage? response = null;
        bool kept = false;
        try
        {
            response = await SendAsync(client, at, limits.Token);
            if (IsRedirect(response.StatusCode))
                return (null, response.Headers.Location);
            RefuseStatus(at, response.StatusCode);
            if (response.Content.Headers.ContentLength > limits.Octets)
                throw limits.TooLarge();
            Stream body = await response.Content.ReadAsStreamAsync(limits.Token);
            kept = true;
            return (
                new RemoteCapture(
                    at.Location,
                    response.Content.Headers.ContentLength,
                    new DownloadStream(body, at.Host, limits),
                    response,
                    client,
                    limits
                ),
                null
            );
        }
        finally
        {
            if (!kept)
            {
                response?.Dispose();
                client.Dispose();
            }
        }
    }

    private static async Task<HttpResponseMessage> SendAsync(
        HttpMessageInvoker client,
        CaptureUrl at,
        CancellationToken cancel
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, at.Location)
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.UserAgent.ParseAdd("sonde");
        request.Headers.AcceptEncoding.ParseAdd("identity");
        try
        {
            return await client.SendAsync(request, cancel);
        }
        catch (HttpRequestException failure)
        {
            throw new EngineException(
                EngineFault.LookupFailed,
                $"The server {Quote.Text(at.Host)} {Words(failure.HttpRequestError)}.",
                "Check the URL, or download the file and give its path.",
                cause: failure
            );
        }
    }

    private static bool IsRedirect(HttpStatusCode status) =>
        status
            is HttpStatusCode.MovedPermanently
                or HttpStatusCode.Found
                or HttpStatusCode.SeeOther
                or HttpStatusCode.TemporaryRedirect
                or HttpStatusCode.PermanentRedirect;

    private static void RefuseStatus(CaptureUrl at, HttpStatusCode status)
    {
        EngineFault? fault = status switch
        {
            HttpStatusCode.OK or HttpStatusCode.NonAuthoritativeInformation => null,
            HttpStatusCode.NotFound or HttpStatusCode.Gone => EngineFault.NotFound,
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => EngineFault.AccessDenied,
            _ => EngineFault.LookupFailed,
        };
        if (fault is { } kind)
            throw new EngineException(
                kind,
                $"The server {Quote.Text(at.Host)} answered {(int)status} instead of sending the capture.",
                "Check the URL, or download the file and give its path."
            );
    }

    private static string Words(HttpRequestError error) =>
        error switch
        {
            HttpRequestError.ConnectionError => "cannot be connected to",
            HttpRequestError.SecureConnectionError => "cannot prove who it is, or speaks no TLS known here",
            HttpRequestError.ResponseEnded => "closed the connection without an answer",
            HttpRequestError.ConfigurationLimitExceeded => "sends too long headers",
            _ => "gives no answer that is HTTP",
        };
}
