namespace Sonde.Traffic;

/// <summary>Keeps a number of conversations going and writes their frames in the order of time.</summary>
internal sealed class Mixer(Dice dice, long packets)
{
    // Of 1000 conversations. Most are small; most packets are those of the TCP ones.
    private static readonly (int Share, Func<Dice, long, IEnumerable<Emission>> Start)[] Kinds =
    [
        (240, TcpDialogues.Tls),
        (150, TcpDialogues.Http),
        (20, TcpDialogues.Ssh),
        (10, TcpDialogues.Unanswered),
        (12, TcpDialogues.Refused),
        (420, DnsExchange.Run),
        (60, IcmpExchange.Echo),
        (12, IcmpExchange.Unreachable),
        (12, IcmpExchange.TimeExceeded),
        (16, Datagrams.Quic),
        (3, Datagrams.Rtp),
        (20, Datagrams.Fragmented),
        (25, Neighbors.Run),
    ];

    /// <summary>Writes exactly as many packets as were asked for; conversations under way at the end are cut off.</summary>
    public void WriteTo(CaptureOutput capture, Truth truth)
    {
        var running = new PriorityQueue<IEnumerator<Emission>, (long At, long Turn)>();
        long atOnce = Math.Clamp(packets / 300, 20, 3000);
        long turn = 0;
        for (int i = 0; i < atOnce; i++)
            Begin(dice.Between(0, 1_000_000));

        long last = -1;
        for (long written = 0; written < packets; written++)
        {
            IEnumerator<Emission> conversation = running.Dequeue();
            Emission emission = conversation.Current;
            // strictly increasing times keep the order of frames the same for every reader
            emission = emission with
            {
                At = Math.Max(emission.At, last + 1),
            };
            last = emission.At;
            capture.Write(emission);
            truth.Count(emission);
            if (conversation.MoveNext())
                running.Enqueue(conversation, (conversation.Current.At, turn++));
            else
                Begin(emission.At + dice.Between(100, 50_000));
        }

        void Begin(long at)
        {
            int thrown = dice.Between(0, 999);
            int kind = 0;
            while (thrown >= Kinds[kind].Share)
                thrown -= Kinds[kind++].Share;
            IEnumerator<Emission> conversation = Kinds[kind].Start(dice.Fork(), at).GetEnumerator();
            conversation.MoveNext(); // every kind has at least one frame
            running.Enqueue(conversation, (conversation.Current.At, turn++));
        }
    }
}
