using System.Globalization;
using System.Runtime.InteropServices;

namespace Sonde.Analysis;

/// <summary>One request of HTTP/2.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Authority">Whom it asks; null where that is unknown.</param>
/// <param name="Path">What it asks for; null where that is unknown.</param>
public readonly record struct Http2RequestFact(string Method, string? Authority, string? Path);

/// <summary>Counts over the requests and responses of HTTP/2, in clear and inside TLS.</summary>
/// <remarks>Memory: the first <see cref="ListLimit"/> requests, and a number for each status code.</remarks>
public sealed class Http2Facts
{
    /// <summary>Requests in the list.</summary>
    public const int ListLimit = 50;

    private readonly Dictionary<string, long> _statuses = new(StringComparer.Ordinal);
    private readonly List<(long Frame, Http2RequestFact Request)> _list = [];

    /// <summary>Requests.</summary>
    public long Requests { get; private set; }

    /// <summary>The first requests that ended, in their order.</summary>
    public IEnumerable<Http2RequestFact> List => _list.OrderBy(one => one.Frame).Select(one => one.Request);

    /// <summary>Status codes, with how often.</summary>
    public IReadOnlyDictionary<string, long> Statuses => _statuses;

    /// <summary>Counts an exchange. The request that asked for an upgrade was one of HTTP/1.</summary>
    public void Count(HttpExchange exchange)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        if (exchange.Status > 0)
            CollectionsMarshal.GetValueRefOrAddDefault(
                _statuses,
                exchange.Status.ToString(CultureInfo.InvariantCulture),
                out _
            )++;
        if (exchange.Method is not { } method || exchange.Version != "2")
            return;
        Requests++;
        if (_list.Count < ListLimit)
            _list.Add((exchange.RequestFirst?.Frame ?? 0, new(method, exchange.Host, exchange.Target)));
    }
}
