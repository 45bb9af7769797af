namespace Sonde.Traffic;

/// <summary>Writes short TCP connections, each of them whole: handshake, one request with its response, close.</summary>
/// <remarks>What grows with the number of connections in a program that reads them shows in its memory.</remarks>
internal sealed class ManyFlows(Dice dice, long flows)
{
    private const int AtOnce = 1000;

    /// <summary>Writes all connections to their end.</summary>
    public void WriteTo(CaptureOutput capture, Truth truth)
    {
        var running = new PriorityQueue<IEnumerator<Emission>, (long At, long Turn)>();
        long turn = 0;
        long begun = 0;
        while (begun < Math.Min(AtOnce, flows))
            Begin(dice.Between(0, 1_000_000));
        long last = -1;
        while (running.TryDequeue(out IEnumerator<Emission>? conversation, out _))
        {
            Emission emission = conversation.Current;
            emission = emission with { At = Math.Max(emission.At, last + 1) };
            last = emission.At;
            capture.Write(emission);
            truth.Count(emission);
            if (conversation.MoveNext())
                running.Enqueue(conversation, (conversation.Current.At, turn++));
            else if (begun < flows)
                Begin(emission.At + dice.Between(100, 50_000));
        }

        void Begin(long at)
        {
            begun++;
            IEnumerator<Emission> conversation = TcpDialogues.Exchange(dice.Fork(), at).GetEnumerator();
            conversation.MoveNext();
            running.Enqueue(conversation, (conversation.Current.At, turn++));
        }
    }
}
