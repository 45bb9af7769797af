namespace Sonde.Traffic;

/// <summary>One end of a TCP connection.</summary>
internal sealed class TcpSide(Dice dice, bool isClient, ushort port, int delay)
{
    public bool IsClient { get; } = isClient;
    public ushort Port { get; } = port;

    /// <summary>Microseconds from the place of capture to this end and back.</summary>
    public int Delay { get; } = delay;

    /// <summary>The next sequence number that this end sends.</summary>
    public uint Next { get; set; } = (uint)dice.Next();

    /// <summary>What this end has received without a gap: its acknowledgment number.</summary>
    public uint Received { get; set; }

    /// <summary>Octets that this end is ready to take.</summary>
    public int Window { get; set; } = isClient ? 131_072 : 65_536;

    public int WindowScale { get; } = isClient ? 7 : dice.Pick<int>([7, 7, 8, 0]);

    /// <summary>The timestamp option's value at the start.</summary>
    public uint Clock { get; } = (uint)dice.Next();

    /// <summary>The timestamp that this end saw last, to be echoed.</summary>
    public uint Echo { get; set; }

    public ushort WindowField => (ushort)Math.Min(Window >> WindowScale, ushort.MaxValue);
}
