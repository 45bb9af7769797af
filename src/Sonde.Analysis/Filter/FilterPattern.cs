using System.Text;
using System.Text.RegularExpressions;

namespace Sonde.Analysis;

/// <summary>A regular expression over octets: each octet is one character, letters match in both cases.</summary>
/// <remarks>
/// Runs in time linear in the text wherever the expression allows it. Look-around and back-references need backtracking;
/// that stops after <see cref="PatienceMilliseconds"/>, and after <see cref="MostStops"/> such stops the expression
/// matches nothing any more. Both are counted.
/// </remarks>
internal sealed class FilterPattern
{
    public const int Longest = 1024;
    public const int PatienceMilliseconds = 1000;
    public const int MostStops = 5;
    private const int LargestSize = 20_000; // characters when all counted repeats are written out, as the engine does

    private readonly Regex _regex;

    private FilterPattern(Regex regex) => _regex = regex;

    /// <summary>Compiles an expression given as octets; null with a reason when it cannot be.</summary>
    public static FilterPattern? Create(ReadOnlySpan<byte> octets, out string reason)
    {
        reason = "";
        if (octets.Length > Longest)
        {
            reason = $"a regular expression may have {Longest} characters at most";
            return null;
        }
        string text = PosixClasses.Replace(Encoding.Latin1.GetString(octets));
        if (PatternSize.Of(text) > LargestSize)
        {
            reason =
                $"with its counted repeats written out, a regular expression may have {LargestSize} characters at most";
            return null;
        }
        const RegexOptions Common = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
        try
        {
            return new FilterPattern(new Regex(text, Common | RegexOptions.NonBacktracking));
        }
        catch (NotSupportedException) { }
        catch (ArgumentException e)
        {
            reason = Reason(e);
            return null;
        }
        try
        {
            return new FilterPattern(new Regex(text, Common, TimeSpan.FromMilliseconds(PatienceMilliseconds)));
        }
        catch (ArgumentException e)
        {
            reason = Reason(e);
            return null;
        }
    }

    public bool IsMatch(ReadOnlySpan<byte> octets, FilterScratch scratch)
    {
        if (scratch.Stops >= MostStops)
        {
            scratch.GivenUp++;
            return false;
        }
        try
        {
            return _regex.IsMatch(scratch.Widen(octets));
        }
        catch (RegexMatchTimeoutException)
        {
            scratch.Stops++;
            scratch.GivenUp++;
            return false;
        }
    }

    // The framework says: Invalid pattern '…' at offset 1. Not enough )'s.
    private static string Reason(ArgumentException e) =>
        e is RegexParseException parse
            ? $"the regular expression is wrong at its character {parse.Offset}: {Words(parse.Error)}"
            : "the regular expression is wrong";

    private static string Words(RegexParseError error)
    {
        var words = new StringBuilder();
        foreach (char letter in error.ToString())
        {
            if (char.IsUpper(letter) && words.Length > 0)
                words.Append(' ');
            words.Append(char.ToLowerInvariant(letter));
        }
        return words.ToString();
    }
}
