using Sonde.Native;

namespace Sonde.Broker;

/// <summary>The messages that a daemon sends on its own over an open connection, taken without waiting.</summary>
/// <param name="connection">The connection, which it closes.</param>
/// <param name="lost">Makes the exception for what ended it, in words that follow "the daemon".</param>
internal sealed class MessageStream(LocalSocket connection, Func<string, Exception> lost) : IDisposable
{
    private byte[] _message = new byte[64 << 10];
    private int _have;

    /// <summary>Waits until something comes.</summary>
    public void Wait(TimeSpan longest) => connection.WaitToReceive(longest);

    /// <summary>Sends a question whole; false when that cannot be done in time.</summary>
    public bool TrySend(byte[] message, TimeSpan patience) => connection.TrySendAll(message, patience);

    /// <summary>Takes a whole message if one is there; what it carries is valid until the next call.</summary>
    public bool TryTake(out MessageType type, out Memory<byte> payload)
    {
        (type, payload) = (default, default);
        if (!Fill(MessageHeader.Size))
            return false;
        var header = MessageHeader.Read(_message);
        if (header.Version != MessageHeader.CurrentVersion || header.Length > MessageHeader.LongestAnswer)
            throw lost("sent something that is no message");
        int whole = MessageHeader.Size + (int)header.Length;
        if (_message.Length < whole)
            Array.Resize(ref _message, MessageHeader.Size + MessageHeader.LongestAnswer);
        if (!Fill(whole))
            return false;
        _have = 0;
        (type, payload) = (header.Type, _message.AsMemory(MessageHeader.Size, (int)header.Length));
        return true;
    }

    public void Dispose() => connection.Dispose();

    private bool Fill(int wanted)
    {
        while (_have < wanted)
        {
            int error = connection.Receive(
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
                throw lost("is gone");
            _have += received;
        }
        return true;
    }
}
