namespace Sonde.Analysis;

/// <summary>A scapy expression as a display filter, or why it was not understood: exactly one of them is set.</summary>
/// <param name="DisplayFilter">The display filter.</param>
/// <param name="Error">What is wrong.</param>
public sealed record ScapyResult(string? DisplayFilter, FilterError? Error);

/// <summary>
/// Expressions over scapy's layers and fields, such as <c>TCP in pkt and pkt[TCP].dport in (80, 443)</c>, put into Wireshark's
/// display filter language, which is the one that is evaluated. Nothing of an expression is ever run.
/// </summary>
/// <remarks>
/// A layer alone asks whether it is there. A condition on a field of a layer that a packet does not have is not met, with
/// <c>not</c> in front of it as well.
/// </remarks>
public static class ScapyFilter
{
    /// <summary>Characters that an expression may have.</summary>
    public const int Longest = 500;

    /// <summary>Reads an expression. Never throws, whatever the text.</summary>
    public static ScapyResult Translate(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > Longest)
        {
            string message = $"an expression may have {Longest} characters at most, not {text.Length}";
            return new ScapyResult(null, new FilterError(message, Longest, 1, []));
        }
        try
        {
            return new ScapyResult(new ScapyParser(text).Parse(), null);
        }
        catch (ScapyException wrong)
        {
            return new ScapyResult(null, wrong.Error);
        }
    }
}
