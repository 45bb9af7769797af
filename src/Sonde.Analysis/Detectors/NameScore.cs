namespace Sonde.Analysis;

/// <summary>How much a label of a domain name looks as if a program had made it up.</summary>
/// <remarks>
/// Six features, weighed by logistic regression: surprise of each letter behind two others (<see cref="LetterTable"/>), the same
/// times the length, share of digits, changes between letters and digits, share of very surprising letters, length. It cannot
/// tell names that are put together from words of a list, and short names say too little.
/// </remarks>
public static class NameScore
{
    /// <summary>Shorter labels are not judged.</summary>
    public const int Shortest = 6;

    private const double Usual = 4.2; // bits that a letter of a given name costs at most, on average
    private const double Dear = 7;
    private const int Longest = 30;

    /// <summary>0 (a name that somebody gave) to 100 (generated); 0 for labels that are too short to tell.</summary>
    public static double Of(ReadOnlySpan<char> label)
    {
        if (label.Length < Shortest || label.StartsWith("xn--", StringComparison.OrdinalIgnoreCase))
            return 0;
        (double bits, int letters, int dear, int digits, int changes) = (0, 0, 0, 0, 0);
        (int before, int last) = (0, 0);
        for (int at = 0; at < label.Length; at++)
        {
            char letter = (char)(label[at] | 0x20);
            bool isDigit = char.IsAsciiDigit(label[at]);
            if (isDigit)
                digits++;
            if (at > 0 && label[at] != '-' && label[at - 1] != '-' && isDigit != char.IsAsciiDigit(label[at - 1]))
                changes++;
            if (letter is < 'a' or > 'z' || !char.IsAsciiLetter(label[at]))
            {
                (before, last) = (0, 0);
                continue;
            }
            int index = letter - 'a' + 1;
            double cost = (LetterTable.Cells[(before * 27 + last) * 27 + index] - '#') / LetterTable.Step;
            bits += cost;
            letters++;
            if (cost > Dear)
                dear++;
            (before, last) = (last, index);
        }
        double mean = letters > 0 ? bits / letters : 4.7;
        double length = Math.Min(label.Length, Longest) / 10.0;
        ReadOnlySpan<double> features =
        [
            mean - Usual,
            (mean - Usual) * length,
            digits / (double)label.Length,
            changes / (double)label.Length,
            dear / (double)Math.Max(1, letters),
            length - 1,
        ];
        double sum = LetterTable.Weights[^1];
        for (int index = 0; index < features.Length; index++)
            sum += LetterTable.Weights[index] * features[index];
        return 100 / (1 + Math.Exp(-sum));
    }
}
