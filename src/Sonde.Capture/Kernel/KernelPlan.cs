namespace Sonde.Capture;

/// <summary>A place of the kernel that an operation watches.</summary>
/// <param name="Tracepoint">The kernel's name of it.</param>
/// <param name="Program">The program for it.</param>
/// <param name="Older">The program for older kernels, which hand over less there; null when there is none.</param>
/// <param name="Loss">What is lost without it; null when nothing works without it.</param>
internal sealed record KernelPlace(string Tracepoint, string Program, string? Older, string? Loss);

/// <summary>Which places an operation watches, and which records it wants.</summary>
internal static class KernelPlan
{
    private static readonly KernelPlace States = new("sock:inet_sock_set_state", "state_changed", null, null);
    private static readonly KernelPlace KnownStates = States with
    {
        Loss = "the process of a connection is not known from its beginning",
    };
    private static readonly KernelPlace Returned = new(
        "raw_syscalls:sys_exit",
        "connect_returned",
        null,
        "connects that fail before anything is sent (no route, forbidden) are not seen"
    );
    private static readonly KernelPlace Sender = new(
        "sock:sock_send_length",
        "owner_sent",
        null,
        "the process of an accepted connection is known only when it closes it"
    );
    private static readonly KernelPlace Receiver = new(
        "sock:sock_recv_length",
        "owner_received",
        null,
        "the process of an accepted connection is known only when it closes it"
    );

    /// <summary>The places of an operation.</summary>
    public static IReadOnlyList<KernelPlace> Places(KernelOperation operation) =>
        operation switch
        {
            KernelOperation.Connections or KernelOperation.Failures => [States, Returned],
            KernelOperation.Life => [States, Sender, Receiver],
            KernelOperation.Retransmissions =>
            [
                new("tcp:tcp_retransmit_skb", "retransmitted", null, null),
                KnownStates,
                Sender,
                Receiver,
            ],
            KernelOperation.Resets =>
            [
                new("tcp:tcp_send_reset", "reset_sent", "reset_sent_bare", "resets that are sent are not seen"),
                new("tcp:tcp_receive_reset", "reset_received", null, "resets that are received are not seen"),
                KnownStates,
                Sender,
                Receiver,
            ],
            KernelOperation.RoundTrips =>
            [
                new("tcp:tcp_probe", "segment_received", null, null),
                KnownStates,
                Sender,
                Receiver,
            ],
            KernelOperation.Bandwidth =>
            [
                new("sock:sock_send_length", "octets_sent", null, null),
                new("sock:sock_recv_length", "octets_received", null, null),
            ],
            KernelOperation.Drops => [new("skb:kfree_skb", "packet_dropped", "packet_dropped_bare", null)],
            _ => [],
        };

    /// <summary>The records of an operation, a bit for each.</summary>
    public static uint Kinds(KernelOperation operation) =>
        operation switch
        {
            KernelOperation.Connections => Bit(KernelEvent.Connected) | Bit(KernelEvent.Failed),
            KernelOperation.Failures => Bit(KernelEvent.Failed),
            KernelOperation.Life => Bit(KernelEvent.Closed),
            KernelOperation.Retransmissions => Bit(KernelEvent.Retransmitted),
            KernelOperation.Resets => Bit(KernelEvent.ResetSent) | Bit(KernelEvent.ResetReceived),
            KernelOperation.Drops => Bit(KernelEvent.Dropped),
            _ => 0,
        };

    private static uint Bit(KernelEvent kind) => 1u << (int)kind;
}
