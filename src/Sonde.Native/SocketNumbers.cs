namespace Sonde.Native;

/// <summary>Numbers of Linux's socket interface.</summary>
internal static class SocketNumbers
{
    public const int Inet = 2; // AF_INET
    public const int Inet6 = 10; // AF_INET6
    public const int Stream = 1;
    public const int Datagram = 2;
    public const int Raw = 3;
    public const int NonBlocking = 0x800;
    public const int CloseOnExec = 0x80000;

    public const int SocketLevel = 1; // SOL_SOCKET
    public const int SocketError = 4; // SO_ERROR
    public const int SendBuffer = 7; // SO_SNDBUF
    public const int ReceiveBuffer = 8; // SO_RCVBUF
    public const int Linger = 13; // SO_LINGER
    public const int AttachFilter = 26; // SO_ATTACH_FILTER
    public const int ReceiveBufferForce = 33; // SO_RCVBUFFORCE
    public const int TimestampNanoseconds = 35; // SO_TIMESTAMPNS_OLD, also the type of its control message

    public const int IpLevel = 0; // SOL_IP
    public const int IpTimeToLive = 2;
    public const int IpMtuDiscover = 10;
    public const int IpReceiveErrors = 11;
    public const int IpReceiveTimeToLive = 12;
    public const int IpMtu = 14;
    public const int IpErrorExtensions = 26; // IP_RECVERR_RFC4884

    public const int Ipv6Level = 41; // SOL_IPV6
    public const int Ipv6UnicastHops = 16;
    public const int Ipv6MtuDiscover = 23;
    public const int Ipv6Mtu = 24;
    public const int Ipv6ReceiveErrors = 25;
    public const int Ipv6Only = 26;
    public const int Ipv6ErrorExtensions = 31; // IPV6_RECVERR_RFC4884
    public const int Ipv6ReceiveHopLimit = 51;
    public const int Ipv6HopLimit = 52;

    public const int RawLevel = 255; // SOL_RAW
    public const int Icmpv6Level = 58;
    public const int IcmpFilter = 1; // ICMP_FILTER and ICMPV6_FILTER

    public const int TcpLevel = 6;
    public const int TcpSynCount = 7; // TCP_SYNCNT
    public const int TcpInfo = 11; // TCP_INFO

    public const int Urgent = 1; // MSG_OOB
    public const int ErrorQueue = 0x2000; // MSG_ERRQUEUE
    public const int NoSignal = 0x4000; // MSG_NOSIGNAL
    public const short PollIn = 1;
    public const short PollOut = 4;
    public const short PollError = 8;
}
