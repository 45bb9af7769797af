using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Counts the first signs of TCP trouble that need no memory: resets and SACK blocks.</summary>
public sealed class TcpMarks : IObserver
{
    private const byte Sack = 5; // RFC 2018 §3

    /// <summary>Segments.</summary>
    public long Segments { get; private set; }

    /// <summary>Segments with RST.</summary>
    public long Resets { get; private set; }

    /// <summary>SACK blocks: each tells of octets that came while earlier ones were missing.</summary>
    public long SackBlocks { get; private set; }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> StreamProtocols => [];

    /// <inheritdoc/>
    public IReadOnlyCollection<string> PacketProtocols => [Tcp.Name];

    /// <inheritdoc/>
    public void OnPacket(in Packet packet)
    {
        foreach (FlowMark mark in packet.Flows)
        {
            if (mark.IsQuoted || !packet.TryRead(mark.Layer, out Tcp tcp))
                continue;
            Segments++;
            if ((tcp.Flags & TcpFlags.Rst) != 0)
                Resets++;
            SackBlocks += Blocks(tcp.Options);
        }
    }

    private static int Blocks(ReadOnlySpan<byte> options)
    {
        if (options.IsEmpty || TcpOptionFacts.IsTimestampOnly(options))
            return 0;
        int blocks = 0;
        for (int at = 0; at < options.Length && options[at] != 0; )
        {
            if (options[at] == 1)
            {
                at++;
                continue;
            }
            if (at + 1 >= options.Length || options[at + 1] < 2)
                break;
            if (options[at] == Sack)
                blocks += (options[at + 1] - 2) / 8;
            at += options[at + 1];
        }
        return blocks;
    }
}
