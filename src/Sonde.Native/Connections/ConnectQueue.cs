using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Sonde.Native;

/// <summary>Opens TCP connections without waiting for any of them and tells which have ended in the meantime; 64-bit Linux.</summary>
/// <remarks>For one thread. Every descriptor that <see cref="Begin"/> gave must be closed by <see cref="Close"/>.</remarks>
public sealed unsafe class ConnectQueue : IDisposable
{
    private const int MostEvents = 512;

    // struct epoll_event is packed on x86-64 and nowhere else
    private static readonly int Stride = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;
    private static readonly int DataAt = Stride - 8;

    private readonly byte[] _events = new byte[MostEvents * 16];
    private readonly int _epoll;

    /// <summary>Makes an empty queue.</summary>
    /// <exception cref="SocketException">The system has no descriptor left.</exception>
    public ConnectQueue()
    {
        _epoll = ConnectCalls.CreateEpoll(ConnectCalls.CloseOnExec);
        if (_epoll < 0)
            throw new SocketException(Marshal.GetLastPInvokeError());
        Warm();
    }

    /// <summary>Whether this system has it.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux() && nint.Size == 8;

    /// <summary>How many descriptors this process may have open; null where the system does not say.</summary>
    public static long? OpenFileLimit
    {
        get
        {
            ulong* limits = stackalloc ulong[2];
            return IsSupported && ConnectCalls.GetLimit(ConnectCalls.OpenFiles, limits) == 0
                ? (long)Math.Min(limits[0], long.MaxValue)
                : null;
        }
    }

    /// <summary>Begins a connection.</summary>
    /// <param name="token">What <see cref="Wait"/> calls it.</param>
    /// <param name="address">Where to.</param>
    /// <param name="port">The port.</param>
    /// <returns>The descriptor, or the system's error number below zero.</returns>
    public int Begin(int token, IPAddress address, int port)
    {
        ArgumentNullException.ThrowIfNull(address);
        bool isVersion6 = address.AddressFamily == AddressFamily.InterNetworkV6;
        int socket = ConnectCalls.OpenSocket(
            isVersion6 ? ConnectCalls.Inet6 : ConnectCalls.Inet,
            ConnectCalls.Stream | ConnectCalls.NonBlocking | ConnectCalls.CloseOnExec,
            0
        );
        if (socket < 0)
            return -Marshal.GetLastPInvokeError();
        int on = 1;
        _ = isVersion6
            ? ConnectCalls.SetOption(socket, ConnectCalls.Ip6Level, ConnectCalls.Ip6ReceiveErrors, &on, 4)
            : ConnectCalls.SetOption(socket, ConnectCalls.IpLevel, ConnectCalls.IpReceiveErrors, &on, 4);
        byte* name = stackalloc byte[28];
        uint length = Fill(new Span<byte>(name, 28), address, port);
        if (ConnectCalls.Connect(socket, name, length) != 0 && Marshal.GetLastPInvokeError() is var failure)
        {
            if (failure != ConnectCalls.InProgress)
                return Abandon(socket, failure);
        }
        byte* wanted = stackalloc byte[16];
        *(uint*)wanted = ConnectCalls.EpollOut;
        *(long*)(wanted + DataAt) = (long)token << 32 | (uint)socket;
        return ConnectCalls.ControlEpoll(_epoll, ConnectCalls.EpollAdd, socket, wanted) == 0
            ? socket
            : Abandon(socket, Marshal.GetLastPInvokeError());
    }

    /// <summary>Waits until a connection ends one way or the other.</summary>
    /// <param name="ended">Receives those that have; at most 512 are told at once.</param>
    /// <param name="milliseconds">The longest wait; 0 looks only.</param>
    /// <returns>How many.</returns>
    public int Wait(Span<EndedConnect> ended, int milliseconds)
    {
        fixed (byte* events = _events)
        {
            int count = ConnectCalls.WaitEpoll(_epoll, events, Math.Min(ended.Length, MostEvents), milliseconds);
            for (int index = 0; index < count; index++)
            {
                long data = *(long*)(events + index * Stride + DataAt);
                ended[index] = Outcome((int)(data >> 32), (int)(data & 0xffffffff));
            }
            return Math.Max(count, 0); // an interrupted wait has seen nothing
        }
    }

    /// <summary>Closes a connection, whether it has ended or not.</summary>
    public static void Close(int descriptor) => ConnectCalls.Close(descriptor);

    /// <inheritdoc/>
    public void Dispose() => ConnectCalls.Close(_epoll);

    // The first call of everything costs milliseconds, which would be measured as the first connection's. TCP refuses the
    // broadcast address without sending anything.
    private void Warm()
    {
        int socket = Begin(0, IPAddress.Broadcast, 9);
        if (socket >= 0)
            Close(socket);
        Wait(new EndedConnect[1], 0);
        Outcome(0, _epoll);
    }

    private static EndedConnect Outcome(int token, int socket)
    {
        int error = 0;
        uint length = 4;
        if (ConnectCalls.GetOption(socket, ConnectCalls.SocketLevel, ConnectCalls.SocketError, &error, &length) != 0)
            error = Marshal.GetLastPInvokeError();
        return error != 0 && ConnectError.TryTake(socket, out ConnectError icmp)
            ? new EndedConnect(token, error, icmp)
            : new EndedConnect(token, error, null);
    }

    private static int Abandon(int socket, int failure)
    {
        ConnectCalls.Close(socket);
        return -failure;
    }

    // sockaddr_in: family, port, address; sockaddr_in6: family, port, flow, address, scope
    private static uint Fill(Span<byte> name, IPAddress address, int port)
    {
        name.Clear();
        BinaryPrimitives.WriteUInt16BigEndian(name[2..], (ushort)port);
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            BitConverter.TryWriteBytes(name, (ushort)ConnectCalls.Inet);
            address.TryWriteBytes(name[4..], out _);
            return 16;
        }
        BitConverter.TryWriteBytes(name, (ushort)ConnectCalls.Inet6);
        address.TryWriteBytes(name[8..], out _);
        BitConverter.TryWriteBytes(name[24..], (uint)address.ScopeId);
        return 28;
    }
}

/// <summary>A connection that was made or has failed.</summary>
/// <param name="Token">Which one.</param>
/// <param name="Error">The system's error number; 0 when it was made.</param>
/// <param name="Icmp">The ICMP error behind it, if one was.</param>
public readonly record struct EndedConnect(int Token, int Error, ConnectError? Icmp);
