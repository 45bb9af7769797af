using System.Globalization;
using System.Text;

namespace Sonde.Engine;

/// <summary>Draws a series as a small SVG picture, of numbers alone: no text of the capture is in it.</summary>
internal static class SvgGraph
{
    /// <summary>Most columns drawn.</summary>
    public const int Columns = 240;

    private const int Width = 640;
    private const int Height = 240;
    private const int Left = 90; // room for the rates
    private const int Top = 16;
    private const int Bottom = 24; // room for the times
    private const int Steps = 4; // lines across

    /// <summary>The picture.</summary>
    /// <param name="octets">Octets of the columns, in the order of time.</param>
    /// <param name="rate">Bits per second of so many octets in an interval.</param>
    /// <param name="seconds">When the first column begins and the last one ends, from the first packet.</param>
    public static string Draw(long[] octets, Func<long, double?> rate, (double From, double To) seconds)
    {
        (int across, int up) = (Width - Left - 8, Height - Top - Bottom);
        long most = Math.Max(1, octets.Length > 0 ? octets.Max() : 0);
        var svg = new StringBuilder();
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"11\">"
        );
        svg.Append(CultureInfo.InvariantCulture, $"<rect width=\"{Width}\" height=\"{Height}\" fill=\"#fff\"/>");
        for (int step = 0; step <= Steps; step++)
        {
            int y = Top + up - up * step / Steps;
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{Left} {y}H{Left + across}\" stroke=\"#ddd\"/>");
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<text x=\"{Left - 6}\" y=\"{y + 4}\" text-anchor=\"end\">{BitRates.Say(rate(most * step / Steps))}</text>"
            );
        }
        svg.Append(CultureInfo.InvariantCulture, $"<path fill=\"#4a90d9\" d=\"M{Left} {Top + up}");
        for (int column = 0; column < octets.Length; column++)
        {
            int y = Top + up - (int)((Int128)octets[column] * up / most);
            int x = Left + across * (column + 1) / octets.Length;
            svg.Append(CultureInfo.InvariantCulture, $"V{y}H{x}");
        }
        svg.Append(CultureInfo.InvariantCulture, $"V{Top + up}Z\"/>");
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<text x=\"{Left}\" y=\"{Height - 8}\">{seconds.From:0.###} s</text>"
        );
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<text x=\"{Left + across}\" y=\"{Height - 8}\" text-anchor=\"end\">{seconds.To:0.###} s</text></svg>"
        );
        return svg.ToString();
    }
}
