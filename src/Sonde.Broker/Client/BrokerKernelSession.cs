using System.Diagnostics;
using System.Text;
using Sonde.Capture;
using Sonde.Native;

namespace Sonde.Broker;

/// <summary>A watch that a daemon holds.</summary>
public sealed class BrokerKernelSession : IKernelSession
{
    private const int MostMessagesAtOnce = 256;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly MessageStream _messages;

    internal BrokerKernelSession(LocalSocket connection, KernelGrant grant)
    {
        _messages = new MessageStream(connection, static why => Lost("it " + why));
        (Method, Places, Missing) = (grant.Method, grant.Places, grant.Missing);
    }

    /// <inheritdoc/>
    public string Method { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Places { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Missing { get; }

    /// <inheritdoc/>
    /// <remarks>Without waiting: everything that the kernel saw until now is taken, also what is under way.</remarks>
    /// <exception cref="KernelException">The daemon has ended the watch.</exception>
    public void Poll(TimeSpan longest, Action<KernelRecord> take)
    {
        if (longest <= TimeSpan.Zero)
        {
            Look(0, take);
            return;
        }
        _messages.Wait(longest);
        for (
            int i = 0;
            i < MostMessagesAtOnce && _messages.TryTake(out MessageType type, out Memory<byte> payload);
            i++
        )
            Take(type, payload, take);
    }

    /// <inheritdoc/>
    /// <exception cref="KernelException">The daemon has ended the watch.</exception>
    public KernelTables Read() => Look(1, static _ => { }).Tables;

    /// <inheritdoc/>
    public void Dispose() => _messages.Dispose();

    private KernelTableMessages Look(byte what, Action<KernelRecord> take)
    {
        if (!_messages.TrySend(MessageHeader.Message(MessageType.KernelLook, [what]), Patience))
            throw Lost("it is gone");
        var tables = new KernelTableMessages();
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < Patience)
        {
            if (!_messages.TryTake(out MessageType type, out Memory<byte> payload))
                _messages.Wait(Patience - Stopwatch.GetElapsedTime(start));
            else if (type != MessageType.KernelTables)
                Take(type, payload, take);
            else if (!tables.TryAdd(payload.Span, out bool isLast))
                throw Lost("it sent tables that cannot be read");
            else if (isLast)
                return tables;
        }
        throw Lost("it does not answer");
    }

    private static void Take(MessageType type, Memory<byte> payload, Action<KernelRecord> take)
    {
        if (type == MessageType.Ended)
            throw Lost(Encoding.UTF8.GetString(payload.Span));
        if (type != MessageType.KernelRecords || !KernelRecordMessages.TryRead(payload.Span, take))
            throw Lost("it sent something that belongs to no watch");
    }

    private static KernelException Lost(string why) => new(KernelFault.Lost, $"the daemon ended the watch: {why}");
}
