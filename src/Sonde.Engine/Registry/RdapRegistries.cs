using System.Collections.Concurrent;
using System.Text.Json;

namespace Sonde.Engine;

/// <summary>Which RDAP server knows what: IANA's registries (RFC 9224), fetched when first needed and kept for a day.</summary>
/// <remarks>Safe for several questions at once. Holds at most four documents.</remarks>
internal sealed class RdapRegistries(TimeProvider clock)
{
    private const int MostOctets = 4_000_000;
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    private readonly ConcurrentDictionary<string, (long At, Service[] Services)> _known = new();

    /// <summary>The server for a question; null when the registries name none.</summary>
    /// <exception cref="EngineException">The registry cannot be had.</exception>
    public async Task<string?> FindAsync(
        ProbeGate gate,
        RdapQuery query,
        CancellationToken time,
        CancellationToken cancel
    )
    {
        Service[] services = await ServicesAsync(gate, query.Registry, time, cancel);
        (int Weight, Service Service)[] fitting =
        [
            .. services
                .Select(service => (service.WeightOf(query), service))
                .Where(one => one.Item1 >= 0)
                .OrderByDescending(one => one.Item1),
        ];
        // RFC 9224 §3: of several URLs, one of https
        return fitting.Length == 0
            ? null
            : fitting[0]
                .Service.Urls.OrderByDescending(url => url.StartsWith("https:", StringComparison.OrdinalIgnoreCase))
                .FirstOrDefault();
    }

    private async Task<Service[]> ServicesAsync(
        ProbeGate gate,
        string registry,
        CancellationToken time,
        CancellationToken cancel
    )
    {
        if (_known.TryGetValue(registry, out var known) && clock.GetElapsedTime(known.At) < Kept)
            return known.Services;
        string url = gate.Budget.RdapBootstrapUrl.TrimEnd('/') + "/" + registry + ".json";
        (JsonDocument document, _) = await WebText.JsonAsync(
            gate,
            WebUrl.Parse(url),
            "application/json",
            MostOctets,
            time,
            cancel
        );
        using (document)
        {
            Service[] services = [.. Read(document.RootElement)];
            _known[registry] = (clock.GetTimestamp(), services);
            return services;
        }
    }

    // RFC 9224 §3: {"services": [[[entries …], [URLs …]], …]}
    private static IEnumerable<Service> Read(JsonElement root)
    {
        foreach (JsonElement service in RdapJson.List(root, "services"))
        {
            if (service.ValueKind != JsonValueKind.Array || service.GetArrayLength() < 2)
                continue;
            yield return new Service([.. RdapJson.Texts(service[0])], [.. RdapJson.Texts(service[1])]);
        }
    }

    private sealed record Service(string[] Entries, string[] Urls)
    {
        /// <summary>How closely an entry fits; below 0 when none does.</summary>
        public int WeightOf(RdapQuery query) =>
            Urls.Length == 0 || Entries.Length == 0 ? -1 : Entries.Max(entry => WeightOf(entry, query));

        private static int WeightOf(string entry, RdapQuery query)
        {
            if (query.Block is { } block)
                return CidrText.TryParse(entry, out WrittenCidr written, out _) && written.Block.Contains(block)
                    ? written.Block.Prefix
                    : -1;
            if (query.Number is { } number)
            {
                string[] ends = entry.Split('-');
                return
                    uint.TryParse(ends[0], out uint first)
                    && uint.TryParse(ends[^1], out uint last)
                    && number >= first
                    && number <= last
                    ? 0
                    : -1;
            }
            bool isIn =
                query.Text.Equals(entry, StringComparison.OrdinalIgnoreCase)
                || query.Text.EndsWith("." + entry, StringComparison.OrdinalIgnoreCase);
            return isIn ? entry.Length : -1;
        }
    }
}
