using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Sonde.Native;

/// <summary>A socket that never blocks and gives the ICMP errors of what it sent (ip(7), IP_RECVERR). Linux.</summary>
/// <remarks>For one thread. Methods give the system's error number, 0 for success.</remarks>
public sealed unsafe class ErrorQueueSocket : IDisposable
{
    private const int WantedReceiveBuffer = 4 << 20; // octets; replies to a burst come in a burst
    private const int ControlSize = 512;

    private readonly SocketHandle _handle;
    private int _hops = -1;

    private ErrorQueueSocket(SocketHandle handle, AddressFamily family, SocketKind kind)
    {
        _handle = handle;
        Family = family;
        Kind = kind;
    }

    /// <summary>IPv4 or IPv6.</summary>
    public AddressFamily Family { get; }

    /// <summary>What it sends.</summary>
    public SocketKind Kind { get; }

    /// <summary>Whether what it receives begins with the IPv4 header.</summary>
    public bool ReceivesHeader =>
        Family == AddressFamily.InterNetwork && Kind is SocketKind.RawIcmp or SocketKind.RawUdp or SocketKind.RawTcp;

    internal int Descriptor => _handle.Descriptor;

    private bool IsVersion4 => Family == AddressFamily.InterNetwork;

    /// <summary>Opens a socket.</summary>
    /// <returns>The system's error number, 0 when it is open.</returns>
    public static int TryOpen(AddressFamily family, SocketKind kind, out ErrorQueueSocket? socket)
    {
        socket = null;
        bool is4 = family == AddressFamily.InterNetwork;
        (int type, int protocol) = kind switch
        {
            SocketKind.Echo => (SocketNumbers.Datagram, is4 ? 1 : 58),
            SocketKind.RawIcmp => (SocketNumbers.Raw, is4 ? 1 : 58),
            SocketKind.RawUdp => (SocketNumbers.Raw, 17),
            SocketKind.RawTcp => (SocketNumbers.Raw, 6),
            SocketKind.Udp => (SocketNumbers.Datagram, 17),
            _ => (SocketNumbers.Stream, 6),
        };
        int descriptor = SocketLibrary.Open(
            is4 ? SocketNumbers.Inet : SocketNumbers.Inet6,
            type | SocketNumbers.NonBlocking | SocketNumbers.CloseOnExec,
            protocol
        );
        if (descriptor < 0)
            return Marshal.GetLastPInvokeError();
        var opened = new ErrorQueueSocket(new SocketHandle(descriptor), family, kind);
        opened.SetUp();
        socket = opened;
        return SystemError.None;
    }

    /// <summary>Takes over a socket that somebody else opened, who had the right to.</summary>
    public static ErrorQueueSocket Adopt(int descriptor, AddressFamily family, SocketKind kind)
    {
        var adopted = new ErrorQueueSocket(new SocketHandle(descriptor), family, kind);
        adopted.SetUp();
        return adopted;
    }

    /// <summary>Takes an address and a port of this machine; port 0 for any.</summary>
    public int Bind(IPAddress address, int port)
    {
        byte* name = stackalloc byte[NativeAddress.Size];
        int length = NativeAddress.Write(new Span<byte>(name, NativeAddress.Size), address, port);
        return ErrorOf(SocketLibrary.Bind(_handle, name, (uint)length));
    }

    /// <summary>Begins a connection, or says whom a datagram socket talks to.</summary>
    public int Connect(IPAddress address, int port) => Connect(address, port, out _);

    /// <summary>Begins a connection.</summary>
    /// <param name="address">Whom to.</param>
    /// <param name="port">Which port.</param>
    /// <param name="at">Receives the time right before, as <see cref="Stopwatch.GetTimestamp"/> counts.</param>
    public int Connect(IPAddress address, int port, out long at)
    {
        byte* name = stackalloc byte[NativeAddress.Size];
        int length = NativeAddress.Write(new Span<byte>(name, NativeAddress.Size), address, port);
        at = Stopwatch.GetTimestamp();
        return ErrorOf(SocketLibrary.Connect(_handle, name, (uint)length));
    }

    /// <summary>The socket's own address and port (of an echo socket, its identifier); null when the system does not say.</summary>
    public IPEndPoint? LocalEndPoint
    {
        get
        {
            byte* name = stackalloc byte[NativeAddress.Size];
            uint length = NativeAddress.Size;
            if (SocketLibrary.GetName(_handle, name, &length) != 0)
                return null;
            IPAddress? address = NativeAddress.Read(new ReadOnlySpan<byte>(name, (int)length), out int port);
            return address is null ? null : new IPEndPoint(address, port);
        }
    }

    /// <summary>Largest packet that the kernel believes the path of a connected socket carries, octets; null when it does not say.</summary>
    public int? PathMtu
    {
        get
        {
            int value = 0;
            uint length = sizeof(int);
            int result = SocketLibrary.GetOption(
                _handle,
                IsVersion4 ? SocketNumbers.IpLevel : SocketNumbers.Ipv6Level,
                IsVersion4 ? SocketNumbers.IpMtu : SocketNumbers.Ipv6Mtu,
                &value,
                &length
            );
            return result == 0 ? value : null;
        }
    }

    /// <summary>Takes the error that waits at the socket, such as that of a connection that failed.</summary>
    public int TakeError()
    {
        int value = 0;
        uint length = sizeof(int);
        SocketLibrary.GetOption(_handle, SocketNumbers.SocketLevel, SocketNumbers.SocketError, &value, &length);
        return value;
    }

    /// <summary>Sets the time to live or hop limit of what is sent from now on.</summary>
    public int SetHops(int hops)
    {
        if (_hops == hops)
            return SystemError.None;
        _hops = hops;
        return IsVersion4
            ? Set(SocketNumbers.IpLevel, SocketNumbers.IpTimeToLive, hops)
            : Set(SocketNumbers.Ipv6Level, SocketNumbers.Ipv6UnicastHops, hops);
    }

    /// <summary>Sets what happens to datagrams that are too large.</summary>
    public int SetFragmentation(Fragmentation fragmentation) =>
        IsVersion4
            ? Set(SocketNumbers.IpLevel, SocketNumbers.IpMtuDiscover, (int)fragmentation)
            : Set(SocketNumbers.Ipv6Level, SocketNumbers.Ipv6MtuDiscover, (int)fragmentation);

    /// <summary>Lets a raw ICMP socket receive messages of one type only.</summary>
    public int KeepType(byte type)
    {
        if (IsVersion4)
            return Set(SocketNumbers.RawLevel, SocketNumbers.IcmpFilter, ~(1 << type));
        uint* blocked = stackalloc uint[8];
        new Span<uint>(blocked, 8).Fill(uint.MaxValue);
        blocked[type >> 5] &= ~(1u << (type & 31));
        return ErrorOf(
            SocketLibrary.SetOption(_handle, SocketNumbers.Icmpv6Level, SocketNumbers.IcmpFilter, blocked, 32)
        );
    }

    /// <summary>Lets a raw UDP or TCP socket receive only what is sent from one port; port 0 for nothing.</summary>
    public int KeepSourcePort(int port)
    {
        // classic filter: X = length of the IPv4 header, A = source port, keep when equal
        FilterInstruction* code = stackalloc FilterInstruction[5];
        ushort count = 0;
        if (ReceivesHeader)
            code[count++] = new() { Code = 0xb1, Value = 0 }; // ldxb 4*([0]&0xf)
        code[count++] = new() { Code = (ushort)(ReceivesHeader ? 0x48 : 0x28), Value = 0 }; // ldh [x+0] or ldh [0]
        code[count++] = new()
        {
            Code = 0x15, // jeq
            IfFalse = 1,
            Value = (uint)port,
        };
        code[count++] = new() { Code = 0x06, Value = 0xffff }; // ret
        code[count++] = new() { Code = 0x06, Value = 0 };
        var program = new SocketLibrary.FilterProgram { Length = count, Instructions = code };
        return ErrorOf(
            SocketLibrary.SetOption(
                _handle,
                SocketNumbers.SocketLevel,
                SocketNumbers.AttachFilter,
                &program,
                (uint)sizeof(SocketLibrary.FilterProgram)
            )
        );
    }

    /// <summary>Lets closing break a TCP connection off at once.</summary>
    public void BreakOffWhenClosed()
    {
        long value = 1; // struct linger: on, 0 seconds
        SocketLibrary.SetOption(_handle, SocketNumbers.SocketLevel, SocketNumbers.Linger, &value, sizeof(long));
    }

    /// <summary>What the kernel measured of a TCP connection's set-up.</summary>
    /// <param name="roundTrip">From SYN to SYN-ACK; zero when it did not measure that.</param>
    /// <param name="wasSentAgain">Whether it sent something more than once.</param>
    public bool TryMeasure(out TimeSpan roundTrip, out bool wasSentAgain)
    {
        // struct tcp_info: tcpi_rtt, microseconds, stands at octet 68, tcpi_total_retrans at 100
        byte* info = stackalloc byte[104];
        uint length = 104;
        int result = SocketLibrary.GetOption(_handle, SocketNumbers.TcpLevel, SocketNumbers.TcpInfo, info, &length);
        bool isThere = result == 0 && length == 104;
        roundTrip = isThere ? TimeSpan.FromMicroseconds(*(uint*)(info + 68)) : TimeSpan.Zero;
        wasSentAgain = isThere && *(uint*)(info + 100) > 0;
        return isThere;
    }

    /// <summary>Sets how often a SYN is sent again.</summary>
    public int SetSynCount(int count) => Set(SocketNumbers.TcpLevel, SocketNumbers.TcpSynCount, count);

    /// <summary>Sends a datagram.</summary>
    /// <param name="octets">What to send.</param>
    /// <param name="destination">Whom to.</param>
    /// <param name="port">Which port; of raw and echo sockets 0.</param>
    /// <param name="at">Receives the time right before, as <see cref="Stopwatch.GetTimestamp"/> counts.</param>
    public int Send(ReadOnlySpan<byte> octets, IPAddress destination, int port, out long at)
    {
        byte* name = stackalloc byte[NativeAddress.Size];
        int length = NativeAddress.Write(new Span<byte>(name, NativeAddress.Size), destination, port);
        fixed (byte* data = octets)
        {
            at = Stopwatch.GetTimestamp();
            nint sent = SocketLibrary.SendTo(
                _handle,
                data,
                (nuint)octets.Length,
                SocketNumbers.NoSignal,
                name,
                (uint)length
            );
            return sent < 0 ? Marshal.GetLastPInvokeError() : SystemError.None;
        }
    }

    /// <summary>Makes the runtime find the system's calls, which would count as part of the first round trip.</summary>
    public void WarmUp()
    {
        byte* name = stackalloc byte[NativeAddress.Size];
        IPAddress nobody = IsVersion4 ? IPAddress.Any : IPAddress.IPv6Any;
        int length = NativeAddress.Write(new Span<byte>(name, NativeAddress.Size), nobody, 0);
        byte nothing = 0;
        // sockets without urgent data refuse the flag before they look at anything else; a connection needs a whole address
        if (Kind == SocketKind.Tcp)
            SocketLibrary.Connect(_handle, name, 0);
        else
            SocketLibrary.SendTo(_handle, &nothing, 0, SocketNumbers.Urgent, name, (uint)length);
        Receive(new Span<byte>(&nothing, 1), SocketNumbers.ErrorQueue, out _);
    }

    /// <summary>Takes a datagram that has come.</summary>
    public int Receive(Span<byte> buffer, out SocketMessage message) => Receive(buffer, 0, out message);

    /// <summary>Takes an entry of the error queue.</summary>
    public int ReceiveError(Span<byte> buffer, out SocketMessage message) =>
        Receive(buffer, SocketNumbers.ErrorQueue, out message);

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private int Receive(Span<byte> buffer, int flags, out SocketMessage message)
    {
        byte* name = stackalloc byte[NativeAddress.Size];
        byte* control = stackalloc byte[ControlSize];
        fixed (byte* data = buffer)
        {
            var vector = new SocketLibrary.Vector { Base = data, Length = (nuint)buffer.Length };
            var header = new SocketLibrary.MessageHeader
            {
                Name = name,
                NameLength = NativeAddress.Size,
                Vectors = &vector,
                VectorCount = 1,
                Control = control,
                ControlLength = ControlSize,
            };
            nint length = SocketLibrary.Receive(_handle, &header, flags);
            long now = Stopwatch.GetTimestamp();
            if (length < 0)
            {
                message = default;
                return Marshal.GetLastPInvokeError();
            }
            IPAddress? peer = NativeAddress.Read(
                new ReadOnlySpan<byte>(name, (int)Math.Min(header.NameLength, NativeAddress.Size)),
                out int port
            );
            message = ControlMessages.Read(
                new ReadOnlySpan<byte>(control, (int)Math.Min(header.ControlLength, ControlSize)),
                new SocketMessage
                {
                    Length = (int)length,
                    Peer = peer,
                    PeerPort = port,
                    ReceivedAt = now,
                }
            );
            return SystemError.None;
        }
    }

    // What an old kernel lacks costs detail, not the measurement.
    private void SetUp()
    {
        Set(SocketNumbers.SocketLevel, SocketNumbers.TimestampNanoseconds, 1);
        if (Set(SocketNumbers.SocketLevel, SocketNumbers.ReceiveBufferForce, WantedReceiveBuffer) != 0)
            Set(SocketNumbers.SocketLevel, SocketNumbers.ReceiveBuffer, WantedReceiveBuffer);
        if (IsVersion4)
        {
            Set(SocketNumbers.IpLevel, SocketNumbers.IpReceiveErrors, 1);
            Set(SocketNumbers.IpLevel, SocketNumbers.IpErrorExtensions, 1);
            Set(SocketNumbers.IpLevel, SocketNumbers.IpReceiveTimeToLive, 1);
            return;
        }
        Set(SocketNumbers.Ipv6Level, SocketNumbers.Ipv6Only, 1);
        Set(SocketNumbers.Ipv6Level, SocketNumbers.Ipv6ReceiveErrors, 1);
        Set(SocketNumbers.Ipv6Level, SocketNumbers.Ipv6ErrorExtensions, 1);
        Set(SocketNumbers.Ipv6Level, SocketNumbers.Ipv6ReceiveHopLimit, 1);
    }

    private int Set(int level, int name, int value) =>
        ErrorOf(SocketLibrary.SetOption(_handle, level, name, &value, sizeof(int)));

    private static int ErrorOf(int result) => result == 0 ? SystemError.None : Marshal.GetLastPInvokeError();
}
