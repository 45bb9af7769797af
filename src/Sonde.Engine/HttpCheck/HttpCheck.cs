using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>Which URL to ask for, and how.</summary>
public sealed record HttpCheckArguments
{
    /// <summary>The URL.</summary>
    [Description("URL; https unless it says http.")]
    public required string Url { get; init; }

    /// <summary>The method.</summary>
    [Description("Method.")]
    [DefaultValue("GET")]
    [AllowedValues("GET", "HEAD")]
    public string? Method { get; init; }

    /// <summary>The time.</summary>
    [Description("Seconds for everything, redirects included; fractions are accepted.")]
    [DefaultValue(10.0)]
    public double? Timeout { get; init; }

    /// <summary>Redirects.</summary>
    [Description("Most redirects to follow; 0 follows none.")]
    [DefaultValue(5)]
    [Range(0, 20)]
    public int? MaxRedirects { get; init; }

    /// <summary>The family.</summary>
    [Description("4 or 6 for one family of addresses only.")]
    public int? IpVersion { get; init; }
}

/// <summary>How a URL answers.</summary>
public sealed record HttpCheck : IAnswer
{
    /// <inheritdoc/>
    [Description("An answer of HTTP came, whatever its status; false when a step failed.")]
    public required bool Success { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => HttpCheckJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>The URL.</summary>
    [Description("The URL as asked.")]
    public required string Url { get; init; }

    /// <summary>The last URL.</summary>
    [Description("The URL of the answer, after redirects.")]
    public required string FinalUrl { get; init; }

    /// <summary>The method.</summary>
    [Description("GET or HEAD.")]
    public required string Method { get; init; }

    /// <summary>Status.</summary>
    [Description("Status; absent when no answer came.")]
    public int? Status { get; init; }

    /// <summary>Reason.</summary>
    [Description("The words beside the status; HTTP/2 has none.")]
    public string? Reason { get; init; }

    /// <summary>Version.</summary>
    [Description("Version of HTTP: HTTP/1.1, HTTP/2.")]
    public string? Version { get; init; }

    /// <summary>The address.</summary>
    [Description("The address that answered.")]
    public string? Address { get; init; }

    /// <summary>Failed step.</summary>
    [Description("The step that failed: connect, tls, first_byte, transfer, redirect.")]
    public string? FailedStep { get; init; }

    /// <summary>Failure.</summary>
    [Description("What went wrong there.")]
    public string? Error { get; init; }

    /// <summary>Times.</summary>
    [Description("Where the time went, of the last request.")]
    public required HttpTimes Timings { get; init; }

    /// <summary>Time of all.</summary>
    [Description("Milliseconds of everything, redirects included.")]
    public required double TotalMs { get; init; }

    /// <summary>Redirects.</summary>
    [Description("The redirects before it, in order.")]
    public required IReadOnlyList<HttpRedirect> Redirects { get; init; }

    /// <summary>Headers.</summary>
    [Description("Header lines of the answer; values that are secrets are redacted.")]
    public required IReadOnlyList<HttpHeaderLine> Headers { get; init; }

    /// <summary>Body.</summary>
    [Description("Octets of the body that were read.")]
    public required long BodyOctets { get; init; }

    /// <summary>Cut.</summary>
    [Description("There was more of the body.")]
    public required bool BodyCut { get; init; }

    /// <summary>TLS.</summary>
    [Description("The handshake and the certificate, of https.")]
    public ServedTls? Tls { get; init; }

    /// <summary>Coverage.</summary>
    [Description("What was done.")]
    public required ProbeCoverage Coverage { get; init; }
}

/// <summary>Where the time of a request went, in milliseconds; steps that were not reached are absent.</summary>
public sealed record HttpTimes
{
    /// <summary>Look-up.</summary>
    [Description("Look-up of the name.")]
    public required double NameMs { get; init; }

    /// <summary>TCP.</summary>
    [Description("TCP handshake, addresses that failed before it included.")]
    public double? ConnectMs { get; init; }

    /// <summary>TLS.</summary>
    [Description("TLS handshake.")]
    public double? TlsMs { get; init; }

    /// <summary>Waiting.</summary>
    [Description("From the request to the first octet of the answer.")]
    public double? FirstByteMs { get; init; }

    /// <summary>Transfer.</summary>
    [Description("From the first octet to the last.")]
    public double? TransferMs { get; init; }

    /// <summary>The times of an exchange.</summary>
    internal static HttpTimes Of(WebExchange exchange)
    {
        return new HttpTimes
        {
            NameMs = ServiceTarget.Milliseconds(exchange.Name),
            ConnectMs = Ms(exchange.Connect),
            TlsMs = Ms(exchange.Handshake),
            FirstByteMs = Ms(exchange.FirstByte),
            TransferMs = Ms(exchange.Transfer),
        };

        static double? Ms(TimeSpan? time) => time is { } known ? ServiceTarget.Milliseconds(known) : null;
    }
}

/// <summary>A redirect that was followed.</summary>
public sealed record HttpRedirect
{
    /// <summary>From where.</summary>
    [Description("The URL that redirects.")]
    public required string Url { get; init; }

    /// <summary>Status.</summary>
    [Description("Its status.")]
    public required int Status { get; init; }

    /// <summary>Where to.</summary>
    [Description("Where it leads, as the server wrote it.")]
    public required string Location { get; init; }

    /// <summary>The address.</summary>
    [Description("The address that answered.")]
    public string? Address { get; init; }

    /// <summary>Times.</summary>
    [Description("Where its time went.")]
    public required HttpTimes Timings { get; init; }
}

/// <summary>A header line.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
public sealed record HttpHeaderLine(
    [property: Description("Its name.")] string Name,
    [property: Description("Its value.")] string Value
);
