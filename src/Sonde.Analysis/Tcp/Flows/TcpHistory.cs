using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>What happened on a connection, a letter for each new thing, as Zeek writes it in conn.log.</summary>
/// <remarks>
/// S SYN, H SYN-ACK, A pure ACK, D data, F FIN, R reset, Q SYN with FIN or reset, each once for each end; T retransmission, W zero window and
/// G gap once more at the tenth, hundredth, … time. Capitals are the client's. Memory: at most about 80 letters.
/// </remarks>
internal struct TcpHistory
{
    private const string Once = "SHADFRQ";

    private string? _letters; // capitals are the low end's
    private int _low;
    private int _high;

    public void See(in TcpSegment segment, TcpFlowSide sender)
    {
        TcpFlags flags = segment.Flags;
        bool isSyn = (flags & TcpFlags.Syn) != 0;
        bool isEnd = (flags & (TcpFlags.Fin | TcpFlags.Rst)) != 0;
        if (isSyn)
            Add(
                isEnd ? 'Q'
                    : (flags & TcpFlags.Ack) != 0 ? 'H'
                    : 'S',
                segment.FromLow
            );
        else if (segment.Length == 0 && !isEnd && (flags & TcpFlags.Ack) != 0)
            Add('A', segment.FromLow);
        if (segment.Length > 0)
            Add('D', segment.FromLow);
        if (segment.Has(TcpVerdicts.Retransmission))
            Add('T', segment.FromLow, sender.Count(TcpVerdicts.Retransmission));
        if (segment.Has(TcpVerdicts.ZeroWindow))
            Add('W', segment.FromLow, sender.Count(TcpVerdicts.ZeroWindow));
        if (segment.Has(TcpVerdicts.LostSegment))
            Add('G', segment.FromLow, sender.Count(TcpVerdicts.LostSegment));
        if (isSyn)
            return;
        if ((flags & TcpFlags.Fin) != 0)
            Add('F', segment.FromLow);
        if ((flags & TcpFlags.Rst) != 0)
            Add('R', segment.FromLow);
    }

    /// <summary>The letters, with capitals for the client.</summary>
    public readonly string Show(bool clientIsLow)
    {
        string letters = _letters ?? "";
        return clientIsLow
            ? letters
            : string.Create(
                letters.Length,
                letters,
                static (target, source) =>
                {
                    for (int i = 0; i < target.Length; i++)
                        target[i] = (char)(source[i] ^ 0x20);
                }
            );
    }

    private void Add(char letter, bool fromLow)
    {
        int bit = 1 << Once.IndexOf(letter, StringComparison.Ordinal);
        ref int seen = ref fromLow ? ref _low : ref _high;
        if ((seen & bit) != 0)
            return;
        seen |= bit;
        Append(letter, fromLow);
    }

    private void Add(char letter, bool fromLow, long count)
    {
        while (count % 10 == 0)
            count /= 10;
        if (count == 1)
            Append(letter, fromLow);
    }

    private void Append(char letter, bool fromLow) => _letters += fromLow ? letter : (char)(letter | 0x20);
}
