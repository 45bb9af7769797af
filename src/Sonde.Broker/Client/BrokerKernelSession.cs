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

    private readonly LocalSocket _connection;
    private byte[] _message = new byte[64 << 10];
    private int _have;

    internal BrokerKernelSession(LocalSocket connection, KernelGrant grant)
    {
        _connection = connection;
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
        _connection.WaitToReceive(longest);
        for (int i = 0; i < MostMessagesAtOnce && TryMessage(out MessageType type, out Memory<byte> payload); i++)
            Take(type, payload, take);
    }

    /// <inheritdoc/>
    /// <exception cref="KernelException">The daemon has ended the watch.</exception>
    public KernelTables Read() => Look(1, static _ => { }).Tables;

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private KernelTableMessages Look(byte what, Action<KernelRecord> take)
    {
        if (!_connection.TrySendAll(MessageHeader.Message(MessageType.KernelLook, [what]), Patience))
            throw Lost("it is gone");
        var tables = new KernelTableMessages();
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < Patience)
        {
            if (!TryMessage(out MessageType type, out Memory<byte> payload))
                _connection.WaitToReceive(Patience - Stopwatch.GetElapsedTime(start));
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

    // Takes a whole message if one is there.
    private bool TryMessage(out MessageType type, out Memory<byte> payload)
    {
        (type, payload) = (default, default);
        if (!Fill(MessageHeader.Size))
            return false;
        var header = MessageHeader.Read(_message);
        if (header.Version != MessageHeader.CurrentVersion || header.Length > MessageHeader.LongestAnswer)
            throw Lost("it sent something that is no message");
        int whole = MessageHeader.Size + (int)header.Length;
        if (_message.Length < whole)
            Array.Resize(ref _message, MessageHeader.Size + MessageHeader.LongestAnswer);
        if (!Fill(whole))
            return false;
        _have = 0;
        (type, payload) = (header.Type, _message.AsMemory(MessageHeader.Size, (int)header.Length));
        return true;
    }

    private bool Fill(int wanted)
    {
        while (_have < wanted)
        {
            int error = _connection.Receive(
                _message.AsSpan(_have, wanted - _have),
                out int received,
                out int descriptor
            );
            if (descriptor >= 0)
                LocalSocket.Close(descriptor);
            if (error == SystemError.Interrupted)
                continue;
            if (error == SystemError.WouldBlock)
                return false;
            if (error != SystemError.None || received == 0)
                throw Lost("it is gone");
            _have += received;
        }
        return true;
    }

    private static KernelException Lost(string why) => new(KernelFault.Lost, $"the daemon ended the watch: {why}");
}
