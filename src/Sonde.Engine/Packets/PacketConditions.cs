using System.Globalization;
using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Turns the conditions of a question into one filter over packets.</summary>
internal sealed class PacketConditions
{
    private static readonly Dictionary<string, string> ArgumentNames = new(StringComparer.Ordinal)
    {
        [nameof(PacketCriteria.Source)] = "src_ip",
        [nameof(PacketCriteria.Destination)] = "dst_ip",
        [nameof(PacketCriteria.Host)] = "host",
        [nameof(PacketCriteria.Port)] = "port",
        [nameof(PacketCriteria.Protocol)] = "protocol",
        [nameof(PacketCriteria.From)] = "time_from",
        [nameof(PacketCriteria.Until)] = "time_to",
        [nameof(PacketCriteria.ShortestLength)] = "min_length",
        [nameof(PacketCriteria.LongestLength)] = "max_length",
    };

    private readonly PacketFilter[] _filters;

    /// <exception cref="EngineException">A condition cannot be understood.</exception>
    public PacketConditions(FilterPacketsArguments arguments, FieldCatalog catalog)
    {
        CriteriaResult simple = Simple(arguments, catalog);
        List<PacketFilter> filters = [new(simple.Condition!, catalog)];
        DisplayFilter = simple.DisplayFilter;
        if (arguments.DisplayFilter is { } typed && !string.IsNullOrWhiteSpace(typed))
        {
            filters.Add(new PacketFilter(Parse("display_filter", typed, catalog), catalog));
            DisplayFilter = DisplayFilter.Length == 0 ? typed : $"({typed}) && ({DisplayFilter})";
        }
        _filters = [.. filters];
        InShort = Short(arguments);
    }

    /// <summary>The same packets in Wireshark's language; empty when all are meant.</summary>
    public string DisplayFilter { get; }

    /// <summary>The conditions in short, or <c>none</c>.</summary>
    public string InShort { get; }

    /// <summary>Whether a packet meets all conditions.</summary>
    public bool Hold(in Packet packet)
    {
        foreach (PacketFilter filter in _filters)
        {
            if (!filter.Matches(packet))
                return false;
        }
        return true;
    }

    /// <summary>What a field's name stands for.</summary>
    /// <exception cref="EngineException">There is no such field.</exception>
    public static CatalogEntry Field(string argument, string name, FieldCatalog catalog) =>
        catalog.Find(name)
        ?? throw new EngineException(
            EngineFault.InvalidArgument,
            $"{argument}: there is no field or protocol named {Quote.Text(name)}.",
            NearestNames.Question(catalog.NearestTo(name)) ?? "Use Wireshark's names, such as ip.src or dns.qry.name.",
            nearest: catalog.NearestTo(name)
        );

    /// <summary>Reads a display filter that somebody typed.</summary>
    /// <exception cref="EngineException">It is wrong; the message says where.</exception>
    public static FilterNode Parse(string argument, string typed, FieldCatalog catalog)
    {
        FilterResult result = Analysis.DisplayFilter.Parse(typed, catalog);
        return result.Condition
            ?? throw Wrong(
                argument,
                typed,
                result.Error!,
                "The language is Wireshark's display filter language (4.0)."
            );
    }

    /// <summary>The fault of a filter that somebody typed.</summary>
    /// <param name="argument">The argument's name.</param>
    /// <param name="typed">The filter.</param>
    /// <param name="error">What is wrong.</param>
    /// <param name="suggestion">What to do, where no name is like the one that is unknown.</param>
    public static EngineException Wrong(string argument, string typed, FilterError error, string suggestion) =>
        new(
            EngineFault.ParseError,
            $"{argument} is wrong at character {error.Position + 1} ({Quote.Text(Part(typed, error))}): {error.Message}.",
            NearestNames.Question(error.Nearest) ?? suggestion,
            nearest: error.Nearest
        );

    private static string Part(string typed, FilterError error)
    {
        int start = Math.Min(error.Position, typed.Length);
        return typed.Substring(start, Math.Min(error.Length, typed.Length - start));
    }

    private static CriteriaResult Simple(FilterPacketsArguments arguments, FieldCatalog catalog)
    {
        var criteria = new PacketCriteria
        {
            Source = arguments.SrcIp,
            Destination = arguments.DstIp,
            Host = arguments.Host,
            Port = arguments.Port,
            Protocol = arguments.Protocol,
            From = Time("time_from", arguments.TimeFrom),
            Until = Time("time_to", arguments.TimeTo),
            ShortestLength = arguments.MinLength,
            LongestLength = arguments.MaxLength,
        };
        CriteriaResult result = CriteriaFilter.Build(criteria, catalog);
        if (result.Error is not { } error)
            return result;
        string argument = ArgumentNames.GetValueOrDefault(result.Wrong ?? "", "filter");
        throw new EngineException(
            EngineFault.InvalidArgument,
            $"{argument}: {error.Message}.",
            NearestNames.Question(error.Nearest)
                ?? "Give the value as the argument's description shows, or use display_filter.",
            nearest: error.Nearest
        );
    }

    /// <summary>Reads a time that somebody typed: ISO 8601, or seconds since 1970.</summary>
    /// <exception cref="EngineException">It is none.</exception>
    public static Timestamp? Time(string argument, string? text)
    {
        if (text is null)
            return null;
        if (
            decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out decimal seconds)
            && Math.Abs(seconds) < 9_000_000_000m
        )
            return new Timestamp((long)(seconds * Timestamp.PerSecond));
        if (
            DateTimeOffset.TryParse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out DateTimeOffset time
            )
        )
            return new Timestamp((time - DateTimeOffset.UnixEpoch).Ticks * 100);
        throw new EngineException(
            EngineFault.InvalidArgument,
            $"{argument} {Quote.Text(text)} is no time.",
            "Write 2026-01-31T12:00:00Z, or seconds since 1970."
        );
    }

    private static string Short(FilterPacketsArguments arguments)
    {
        (string Name, object? Value)[] parts =
        [
            ("src", arguments.SrcIp),
            ("dst", arguments.DstIp),
            ("host", arguments.Host),
            ("proto", arguments.Protocol),
            ("port", arguments.Port),
            ("from", arguments.TimeFrom),
            ("to", arguments.TimeTo),
            ("min_length", arguments.MinLength),
            ("max_length", arguments.MaxLength),
            ("display_filter", arguments.DisplayFilter),
        ];
        string text = string.Join(
            " AND ",
            parts.Where(part => part.Value is not null).Select(part => $"{part.Name}={part.Value}")
        );
        return text.Length == 0 ? "none" : text;
    }
}
