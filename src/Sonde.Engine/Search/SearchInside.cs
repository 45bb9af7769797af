using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Looks for a pattern where no frame shows it: in what was decrypted, and in content of HTTP without its codings.</summary>
/// <remarks>Memory: for each direction of a decrypted stream as many octets as a match may reach back, and one content.</remarks>
internal sealed class SearchInside(SearchCollector collector, OctetPattern pattern)
{
    /// <summary>Octets of decoded content that are searched in one capture.</summary>
    public const long MostDecoded = 1L << 30;

    private readonly Dictionary<ApplicationStream, Decrypted> _streams = [];
    private long _decoded;

    /// <summary>Contents that grow beyond what is decoded of one.</summary>
    public long Bombs { get; private set; }

    /// <summary>There was more to decode than is searched.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Hears what was inside records of TLS and streams of QUIC.</summary>
    public void OnClearText(ApplicationStream stream, bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place)
    {
        if (!_streams.TryGetValue(stream, out Decrypted? decrypted))
            _streams.Add(
                stream,
                decrypted = new Decrypted(new StreamSearch(collector, pattern, "decrypted", isAcrossOnly: false))
            );
        int side = fromClient ? 1 : 0;
        decrypted.Search.OnOctets(
            new StreamOctets
            {
                Flow = stream.Flow,
                FromInitiator = fromClient == (stream.Client == stream.Flow.Initiator),
                Offset = decrypted.Offsets[side],
                Octets = octets,
                Place = place,
            }
        );
        decrypted.Offsets[side] += octets.Length;
    }

    /// <summary>Hears that a stream ended.</summary>
    public void OnEnd(ApplicationStream stream) => _streams.Remove(stream);

    /// <summary>Whether a content has codings that hide it.</summary>
    public static bool Wants(HttpExchange exchange, bool ofRequest) =>
        (ofRequest ? exchange.RequestEncoding : exchange.ResponseEncoding) is not null;

    /// <summary>Hears a content.</summary>
    public void OnContent(HttpMessageContent content)
    {
        if (_decoded > MostDecoded)
        {
            IsCut = true;
            return;
        }
        ApplicationStream carrier = content.Exchange.Carrier;
        var search = new StreamSearch(collector, pattern, "content", isAcrossOnly: false);
        bool fromInitiator = content.OfRequest == (carrier.Client == carrier.Flow.Initiator);
        long offset = 0;
        ContentOutcome outcome = ContentCodings.Decode(
            content.Octets,
            content.Encoding,
            octets =>
            {
                search.OnOctets(
                    new StreamOctets
                    {
                        Flow = carrier.Flow,
                        FromInitiator = fromInitiator,
                        Offset = offset,
                        Octets = octets,
                        Place = content.Last ?? default,
                    }
                );
                offset += octets.Length;
            }
        );
        _decoded += offset;
        Bombs += outcome == ContentOutcome.TooLong ? 1 : 0;
    }

    private sealed record Decrypted(StreamSearch Search)
    {
        public long[] Offsets { get; } = new long[2];
    }
}
