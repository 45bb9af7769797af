using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Remarks on ESP: numbers that do not follow each other (RFC 4303 §2.2).</summary>
/// <remarks>Memory: about 20 octets an association, at most <see cref="Limit"/>; further ones are not followed.</remarks>
internal sealed class EspExpert
{
    private const int Limit = 100_000;

    private readonly Dictionary<uint, uint> _last = [];

    public void See(in Packet packet, int layer, ExpertBook book)
    {
        if (!packet.TryRead(layer, out Esp header))
            return;
        uint number = header.SequenceNumber;
        bool isKnown = _last.TryGetValue(header.Spi, out uint last);
        if (isKnown || _last.Count < Limit)
            _last[header.Spi] = number;
        if (!isKnown || number == last + 1)
            return;
        (ExpertRule rule, uint amount) =
            number == last ? (LayerExpertRules.SequenceRepeated, number)
            : number > last ? (LayerExpertRules.SequenceMissing, number - last - 1)
            : (LayerExpertRules.SequenceEarlier, last + 1 - number);
        book.Add(rule, packet.Frame.Number, (long)header.Spi << 32 | amount);
    }
}
