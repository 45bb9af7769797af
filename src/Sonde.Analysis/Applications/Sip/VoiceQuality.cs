namespace Sonde.Analysis;

/// <summary>Estimates how speech sounded: the E-model, ITU-T G.107, with the equipment values of G.113 Appendix I.</summary>
/// <remarks>
/// Assumed: default values for everything but delay, codec and loss, so R begins at 93.2; losses are random; no concealment
/// of lost packets for G.711; packets of 20 ms; a jitter buffer of twice the jitter, at least 40 ms; and no delay on the way,
/// which one capture cannot know. The estimate is an upper bound therefore.
/// </remarks>
public static class VoiceQuality
{
    private const double Best = 93.2; // R without delay and loss, G.107 §7.7
    private const double PacketMilliseconds = 20;
    private const double LeastBuffer = 40;

    /// <summary>Mean opinion score from 1 to 4.5, and R; null for codecs without published values.</summary>
    /// <param name="codec">As in a session description, such as <c>PCMU/8000</c>.</param>
    /// <param name="lossPercent">Packets that did not come, in per cent.</param>
    /// <param name="jitterMilliseconds">Mean jitter.</param>
    public static (double Mos, double R)? Estimate(string? codec, double lossPercent, double jitterMilliseconds)
    {
        if (Equipment(codec) is not { } values)
            return null;
        double delay = PacketMilliseconds + Math.Max(LeastBuffer, 2 * jitterMilliseconds);
        double delayed = 0.024 * delay + 0.11 * Math.Max(0, delay - 177.3);
        double loss = Math.Clamp(lossPercent, 0, 100);
        double coded = values.Impairment + (95 - values.Impairment) * loss / (loss + values.Robustness);
        double r = Math.Clamp(Best - delayed - coded, 0, 100);
        double mos = 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6; // G.107 Annex B
        return (Math.Max(1, mos), r);
    }

    // G.113 Appendix I, tables I.1 and I.4
    private static (double Impairment, double Robustness)? Equipment(string? codec) =>
        codec?.Split('/')[0].ToUpperInvariant() switch
        {
            "PCMU" or "PCMA" => (0, 4.3),
            "G729" => (11, 19),
            "G723" => (15, 16.1),
            "GSM-EFR" => (5, 10),
            _ => null,
        };
}
