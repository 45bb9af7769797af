using System.Globalization;
using System.Text;

namespace Sonde.Analysis;

/// <summary>Simple conditions as a filter, or why one of them cannot be met.</summary>
/// <param name="Condition">What the packets must meet; null when a condition is wrong.</param>
/// <param name="DisplayFilter">The same packets in Wireshark's language; empty when all are meant.</param>
/// <param name="Wrong">The condition that is wrong, by its name in <see cref="PacketCriteria"/>.</param>
/// <param name="Error">What is wrong with it; the position counts within its text.</param>
public sealed record CriteriaResult(FilterNode? Condition, string DisplayFilter, string? Wrong, FilterError? Error);

/// <summary>Turns simple conditions into the one tree that all filters are.</summary>
public static class CriteriaFilter
{
    private static readonly string[] PortFields = ["tcp.port", "udp.port", "sctp.port"];

    // The display filter that comes nearest to a published name decided by ports.
    private static readonly Dictionary<string, string> PublishedFilters = new(StringComparer.Ordinal)
    {
        ["HTTP"] = "tcp.port in {80, 8080}",
        ["HTTPS/TLS"] = "tcp.port in {443, 8443}",
        ["SSH"] = "tcp.port == 22",
        ["FTP"] = "tcp.port == 21",
        ["SMTP"] = "tcp.port in {25, 587}",
        ["Telnet"] = "tcp.port == 23",
        ["RDP"] = "tcp.port == 3389",
        ["DHCP"] = "udp.port in {67, 68}",
        ["NTP"] = "udp.port == 123",
        ["SNMP"] = "udp.port in {161, 162}",
        ["Syslog"] = "udp.port == 514",
        ["IP (other)"] = "(ip or ipv6) and not tcp and not udp and not icmp",
        ["Other"] = "not ip and not ipv6",
    };

    /// <summary>Builds the filter. Never throws, whatever the conditions.</summary>
    public static CriteriaResult Build(PacketCriteria criteria, FieldCatalog catalog)
    {
        var parts = new List<(string Text, FilterNode Node)>();
        (string Name, string? Text)? wrong =
            !TryAddressOf(criteria.Source, "src", parts, catalog) ? (nameof(criteria.Source), criteria.Source)
            : !TryAddressOf(criteria.Destination, "dst", parts, catalog)
                ? (nameof(criteria.Destination), criteria.Destination)
            : !TryAddressOf(criteria.Host, "addr", parts, catalog) ? (nameof(criteria.Host), criteria.Host)
            : null;
        if (wrong is { } address)
            return Wrong(
                address.Name,
                address.Text!,
                "is not an address or network, such as 10.0.0.1, 10.0.0.0/8 or 2001:db8::/32"
            );
        if (criteria.Port is { } port)
        {
            if (port is < 0 or > 65_535)
                return Wrong(
                    nameof(criteria.Port),
                    port.ToString(CultureInfo.InvariantCulture),
                    "is not a port from 0 to 65535"
                );
            Add(
                parts,
                catalog,
                string.Join(
                    " or ",
                    PortFields.Where(name => catalog.Find(name) is not null).Select(name => $"{name} == {port}")
                )
            );
        }
        if (!string.IsNullOrEmpty(criteria.Protocol) && !TryProtocol(criteria.Protocol, parts, catalog))
        {
            IEnumerable<string> names = catalog.Entries.Where(entry => entry.IsProtocol).Select(entry => entry.Name);
            return Wrong(
                nameof(criteria.Protocol),
                criteria.Protocol,
                "is no protocol that is read here",
                Nearest.To(criteria.Protocol, names.Concat(PublishedProtocols.Names))
            );
        }
        AddRange(parts, catalog, "frame.time_epoch", ">=", criteria.From?.ToEpochString());
        AddRange(parts, catalog, "frame.time_epoch", "<", criteria.Until?.ToEpochString());
        AddRange(parts, catalog, "frame.len", ">=", criteria.ShortestLength?.ToString(CultureInfo.InvariantCulture));
        AddRange(parts, catalog, "frame.len", "<=", criteria.LongestLength?.ToString(CultureInfo.InvariantCulture));
        var text = new StringBuilder();
        foreach ((string part, _) in parts)
            text.Append(text.Length > 0 ? " and " : "").Append(parts.Count > 1 ? $"({part})" : part);
        return new CriteriaResult(Joined(parts), text.ToString(), null, null);
    }

    private static FilterNode Joined(List<(string Text, FilterNode Node)> parts) =>
        parts.Count switch
        {
            0 => FilterNode.Everything,
            1 => parts[0].Node,
            _ => new AllNode([.. parts.Select(part => part.Node)]),
        };

    private static CriteriaResult Wrong(string name, string text, string why, IReadOnlyList<string>? nearest = null)
    {
        var error = new FilterError($"\"{FilterText.Quote(text)}\" {why}", 0, Math.Max(1, text.Length), nearest ?? []);
        return new CriteriaResult(null, "", name, error);
    }

    private static bool TryAddressOf(string? text, string which, List<(string, FilterNode)> parts, FieldCatalog catalog)
    {
        if (string.IsNullOrWhiteSpace(text))
            return true;
        text = text.Trim();
        string[] fields = which == "addr" ? ["ip.addr", "ipv6.addr", "eth.addr"] : [$"ip.{which}", $"ipv6.{which}"];
        foreach (string name in fields)
        {
            if (catalog.Find(name)?.Field is not { } field)
                continue;
            var token = new FilterToken(TokenKind.Word, text, 0, text.Length);
            if (FilterLiterals.Convert(token, FilterTypes.Of(field.Kind), field, out _, out _) is null)
                continue;
            Add(parts, catalog, $"{name} == {text}");
            return true;
        }
        return false;
    }

    private static bool TryProtocol(string text, List<(string, FilterNode)> parts, FieldCatalog catalog)
    {
        text = text.Trim();
        string? published = PublishedProtocols.Names.FirstOrDefault(name =>
            name.Equals(text, StringComparison.OrdinalIgnoreCase)
        );
        CatalogEntry? entry =
            catalog.Entries.FirstOrDefault(candidate =>
                candidate.IsProtocol && candidate.Name.Equals(text, StringComparison.OrdinalIgnoreCase)
            ) ?? catalog.Find(text);
        FilterNode? byLayer = entry is { IsProtocol: true } ? new PresenceNode(new ProtocolOperand(entry)) : null;
        string? filter = published is null ? null : PublishedFilters.GetValueOrDefault(published);
        if (filter is null && byLayer is not null)
        {
            parts.Add((entry!.Name, byLayer));
            return true;
        }
        if (published is null)
            return false;
        var byName = new PublishedNode(published);
        if (byLayer is null)
            parts.Add((filter ?? published.ToUpperInvariant(), byName));
        else
            parts.Add(($"{entry!.Name} or {filter}", new AnyNode([byLayer, byName])));
        return true;
    }

    private static void AddRange(
        List<(string, FilterNode)> parts,
        FieldCatalog catalog,
        string field,
        string sign,
        string? value
    )
    {
        if (value is not null)
            Add(parts, catalog, $"{field} {sign} {value}");
    }

    private static void Add(List<(string, FilterNode)> parts, FieldCatalog catalog, string filter)
    {
        if (DisplayFilter.Parse(filter, catalog).Condition is { } condition)
            parts.Add((filter, condition));
    }

    private sealed class PublishedNode(string name) : FilterNode
    {
        internal override bool Test(in Packet packet, FilterScratch scratch) =>
            PublishedProtocols.NameOf(packet) == name;
    }
}
