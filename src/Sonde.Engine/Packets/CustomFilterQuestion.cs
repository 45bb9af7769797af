using System.Text.RegularExpressions;
using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Which packets an expression over scapy's layers and fields selects.</summary>
public static partial class CustomFilterQuestion
{
    /// <summary>Puts the expression into the display filter language and asks that way; the answer names both.</summary>
    /// <exception cref="EngineException">Such filters are not allowed, the expression is wrong, or the capture cannot be read.</exception>
    public static FilteredPackets Ask(CaptureEngine engine, CustomFilterArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        string expression = arguments.FilterExpression;
        Check(engine.Config.Pcap, expression);
        var asked = new FilterPacketsArguments
        {
            DisplayFilter = DisplayFilterOf(expression, new FieldCatalog(engine.Protocols)),
            MaxResults = arguments.MaxResults,
            Offset = arguments.Offset,
        };
        FilteredPackets found = FilterPacketsQuestion.Ask(engine, arguments, asked, context);
        return found with { FilterExpression = Quote.Clean(expression)! };
    }

    private static void Check(PcapConfig config, string expression)
    {
        if (!config.AllowCustomFilters)
            throw new EngineException(
                EngineFault.BlockedByPolicy,
                $"Custom filters are not allowed ({Settings.AllowCustomFilters.Key}).",
                "Use filter_packets with its display_filter."
            );
        // what stands in quotation marks is looked for in packets
        string words = Quoted().Replace(expression, "\"\"");
        string? blocked = config.BlockedFilterKeywords.FirstOrDefault(keyword => IsIn(keyword, words));
        if (blocked is not null)
            throw new EngineException(
                EngineFault.BlockedByPolicy,
                $"The expression contains {Quote.Text(blocked)}, which is not allowed ({Settings.BlockedFilterKeywords.Key}).",
                "Leave it out; in quotation marks it may stand."
            );
    }

    private static bool IsIn(string keyword, string words)
    {
        string pattern = Regex.Escape(keyword);
        if (char.IsLetterOrDigit(keyword[0]))
            pattern = @"\b" + pattern;
        if (char.IsLetterOrDigit(keyword[^1]))
            pattern += @"\b";
        return Regex.IsMatch(words, pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    }

    // A display filter is taken as well; where it is neither, the error is that of the reading which came further.
    private static string DisplayFilterOf(string expression, FieldCatalog catalog)
    {
        ScapyResult scapy = ScapyFilter.Translate(expression);
        if (scapy.DisplayFilter is { } translated)
        {
            PacketConditions.Parse("filter_expression", translated, catalog);
            return translated;
        }
        FilterResult display = DisplayFilter.Parse(expression, catalog);
        if (display.Condition is not null && !string.IsNullOrWhiteSpace(expression))
            return expression;
        FilterError error = display.Error is { } other && other.Position > scapy.Error!.Position ? other : scapy.Error!;
        throw PacketConditions.Wrong(
            "filter_expression",
            expression,
            error,
            "Write it with scapy's layers, such as TCP in pkt and pkt[TCP].dport == 443, or as a Wireshark display filter."
        );
    }

    [GeneratedRegex(
        """
            "(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'
            """
    )]
    private static partial Regex Quoted();
}
