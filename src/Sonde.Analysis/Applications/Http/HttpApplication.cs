using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>HTTP/1.x: known by a start line with its version, RFC 9112 §3 and §4.</summary>
/// <param name="sinks">Who wants the exchanges.</param>
public sealed class HttpApplication(ApplicationSinks sinks) : IApplication
{
    /// <inheritdoc/>
    public string Name => Http.Name;

    /// <inheritdoc/>
    public ReadOnlySpan<ushort> Ports => [80, 8080, 8000, 8088, 3128, 5985, 8888, 2869, 11371];

    /// <inheritdoc/>
    public Recognition Recognize(in StreamOpening opening)
    {
        Certainty first = Judge(opening.FromInitiator, out HttpKind kind);
        if (first is Certainty.Certain or Certainty.Unsure)
            return new Recognition(first, ClientIsResponder: kind == HttpKind.Response);
        Certainty second = Judge(opening.FromResponder, out kind);
        // What one end says is enough where the other end's first octets were not captured.
        if (second == Certainty.Certain && (kind == HttpKind.Response || !opening.IsFromTheStart))
            return new Recognition(second, ClientIsResponder: kind != HttpKind.Response);
        bool isOpen = first == Certainty.NeedMore || (second == Certainty.NeedMore && !opening.IsFromTheStart);
        return isOpen ? Recognition.NeedMore : Recognition.NotMine;
    }

    /// <inheritdoc/>
    public IApplicationReader? Open(ApplicationStream stream) =>
        sinks is { Http: null, Transactions: null, Contents: null }
        && (sinks.HttpBeyondLayers is null || stream.Outer is null)
            ? null
            : new HttpReader(stream, sinks);

    private static Certainty Judge(ReadOnlySpan<byte> octets, out HttpKind kind)
    {
        kind = HttpKind.None;
        octets = octets.TrimStart("\r\n"u8);
        if (octets.IsEmpty)
            return Certainty.NeedMore;
        if (!HttpHead.TryRead(octets, out HttpHead head))
            return HttpHead.MayBegin(octets) ? Certainty.NeedMore : Certainty.NotMine;
        kind = head.Kind;
        int end = octets.IndexOf((byte)'\n');
        if (end < 0)
            return Certainty.NeedMore;
        if (kind == HttpKind.Response)
            return octets.StartsWith("HTTP/1."u8) && head.Status > 0 ? Certainty.Certain : Certainty.NotMine;
        ReadOnlySpan<byte> line = octets[..end].TrimEnd("\r "u8);
        ReadOnlySpan<byte> version = line[(line.LastIndexOf((byte)' ') + 1)..];
        return version.StartsWith("HTTP/1."u8) ? Certainty.Certain
            : version.StartsWith("HTTP/"u8) ? Certainty.NotMine
            : Certainty.Unsure; // RFC 1945: a request without version
    }
}
