namespace Sonde.Native;

/// <summary>Waits until one of several sockets has something to say.</summary>
/// <remarks>For one thread.</remarks>
public sealed unsafe class SocketWait
{
    private SocketLibrary.PollEntry[] _entries = new SocketLibrary.PollEntry[4];

    /// <summary>Waits.</summary>
    /// <param name="sockets">The sockets; those of TCP are waited for until they are connected.</param>
    /// <param name="longest">How long at most; zero to look only.</param>
    /// <param name="ready">Receives the places of the sockets that are ready.</param>
    public void Wait(IReadOnlyList<ErrorQueueSocket> sockets, TimeSpan longest, List<int> ready)
    {
        ArgumentNullException.ThrowIfNull(sockets);
        ArgumentNullException.ThrowIfNull(ready);
        ready.Clear();
        if (_entries.Length < sockets.Count)
            _entries = new SocketLibrary.PollEntry[Math.Max(sockets.Count, 2 * _entries.Length)];
        for (int i = 0; i < sockets.Count; i++)
        {
            _entries[i] = new SocketLibrary.PollEntry
            {
                Descriptor = sockets[i].Descriptor,
                Wanted = sockets[i].Kind == SocketKind.Tcp ? SocketNumbers.PollOut : SocketNumbers.PollIn,
            };
        }
        long ticks = Math.Max(0, longest.Ticks);
        var timeout = new SocketLibrary.TimeSpec
        {
            Seconds = ticks / TimeSpan.TicksPerSecond,
            Nanoseconds = ticks % TimeSpan.TicksPerSecond * 100,
        };
        fixed (SocketLibrary.PollEntry* entries = _entries)
        {
            if (SocketLibrary.Poll(entries, (nuint)sockets.Count, &timeout, null) <= 0)
                return;
        }
        for (int i = 0; i < sockets.Count; i++)
        {
            if (_entries[i].Happened != 0)
                ready.Add(i);
        }
    }
}
