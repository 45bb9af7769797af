using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>HTTP/2: known by the preface with which a client begins, RFC 9113 §3.4, or by agreement.</summary>
/// <param name="sinks">Who wants the exchanges.</param>
public sealed class Http2Application(ApplicationSinks sinks) : IApplication
{
    /// <inheritdoc/>
    public string Name => Http2.Name;

    /// <inheritdoc/>
    public ReadOnlySpan<ushort> Ports => [];

    /// <inheritdoc/>
    public string AgreedAs => "h2";

    /// <inheritdoc/>
    public Recognition Recognize(in StreamOpening opening)
    {
        Certainty first = Judge(opening.FromInitiator);
        if (first == Certainty.Certain)
            return Recognition.Certain;
        Certainty second = Judge(opening.FromResponder);
        if (second == Certainty.Certain)
            return new Recognition(second, ClientIsResponder: true);
        bool mayBegin =
            first == Certainty.NeedMore && (opening.FromResponder.IsEmpty || IsSettings(opening.FromResponder));
        return mayBegin && opening.IsFromTheStart ? Recognition.NeedMore : Recognition.NotMine;
    }

    /// <inheritdoc/>
    public bool MayBeginWithin => true;

    /// <inheritdoc/>
    public bool BeginsWithin(ReadOnlySpan<byte> segment) => Http2.IsPreface(segment);

    /// <inheritdoc/>
    public IApplicationReader? Open(ApplicationStream stream) =>
        sinks is { Http: null, Transactions: null, Contents: null } && sinks.HttpBeyondLayers is null
            ? null
            : new Http2Reader(stream, sinks);

    private static Certainty Judge(ReadOnlySpan<byte> octets) =>
        Http2.IsPreface(octets) ? Certainty.Certain
        : octets.Length < Http2Frame.Preface.Length && Http2Frame.Preface.StartsWith(octets) ? Certainty.NeedMore
        : Certainty.NotMine;

    // What a server sends first may come before the client's preface.
    private static bool IsSettings(ReadOnlySpan<byte> octets) =>
        !Http2Frame.TryRead(octets, out Http2Frame frame)
        || frame is { Type: Http2FrameTypes.Settings, IsPlausible: true };
}
