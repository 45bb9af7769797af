using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Flags, ports and options that no proper TCP or UDP sends.</summary>
internal static class TransportAnomalies
{
    private const TcpFlags Control =
        TcpFlags.Fin | TcpFlags.Syn | TcpFlags.Rst | TcpFlags.Psh | TcpFlags.Ack | TcpFlags.Urg;
    private const TcpFlags ChristmasTree = TcpFlags.Fin | TcpFlags.Psh | TcpFlags.Urg;
    private const TcpFlags Course = TcpFlags.Fin | TcpFlags.Syn | TcpFlags.Rst | TcpFlags.Ack;
    private const TcpFlags Reserved = (TcpFlags)0xe00;

    public static void See(in Packet packet, int index, AnomalyBook book)
    {
        if (packet.TryRead(index, out Udp udp))
        {
            if (udp.DestinationPort == 0)
                book.Add(ConductKinds.PortZero, packet, Udp.Name);
            return;
        }
        if (!packet.TryRead(index, out Tcp tcp))
            return;
        if (tcp.SourcePort == 0 || tcp.DestinationPort == 0)
            book.Add(ConductKinds.PortZero, packet, Tcp.Name);
        TcpFlags flags = tcp.Flags;
        if (Name(flags) is { } kind)
            book.Add(kind, packet, Tcp.Name, (long)flags);
        if ((flags & Reserved) != 0)
            book.Add(ConductKinds.TcpReservedBits, packet, Tcp.Name, (long)flags);
        if (TcpExpert.Overrun(tcp.Options) is var overrun and not 0)
            book.Add(AnomalyKinds.TcpOptionLength, packet, Tcp.Name, overrun >> 8, overrun & 255);
    }

    private static AnomalyKind? Name(TcpFlags flags)
    {
        TcpFlags control = flags & Control;
        bool isSyn = (control & TcpFlags.Syn) != 0;
        bool isFin = (control & TcpFlags.Fin) != 0;
        bool isReset = (control & TcpFlags.Rst) != 0;
        return control switch
        {
            TcpFlags.None => ConductKinds.NoFlags,
            ChristmasTree => ConductKinds.Xmas,
            _ when isSyn && isFin => ConductKinds.SynFin,
            _ when isSyn && isReset => ConductKinds.SynRst,
            _ when isFin && isReset => ConductKinds.FinRst,
            _ when (control & Course) == TcpFlags.Fin => ConductKinds.FinWithoutAck,
            _ when (control & Course) == 0 => ConductKinds.WithoutAck,
            _ => null,
        };
    }
}
