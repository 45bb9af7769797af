namespace Sonde.Native;

/// <summary>Numbers of the system's errors (Linux) that mean something to a probe.</summary>
public static class SystemError
{
    /// <summary>No error.</summary>
    public const int None = 0;

    /// <summary>EPERM: not permitted, by lack of a right or by the packet filter of this machine.</summary>
    public const int NotPermitted = 1;

    /// <summary>ENOENT: there is none.</summary>
    public const int NoSuchFile = 2;

    /// <summary>EINTR: a signal came between.</summary>
    public const int Interrupted = 4;

    /// <summary>EAGAIN: nothing is there.</summary>
    public const int WouldBlock = 11;

    /// <summary>EACCES: access denied.</summary>
    public const int AccessDenied = 13;

    /// <summary>EINVAL: an argument makes no sense to the system.</summary>
    public const int Invalid = 22;

    /// <summary>EMFILE: the process has no further descriptors.</summary>
    public const int TooManyFiles = 24;

    /// <summary>EMSGSIZE: larger than the link can carry.</summary>
    public const int MessageTooLong = 90;

    /// <summary>EPIPE: nothing may be sent any more.</summary>
    public const int BrokenPipe = 32;

    /// <summary>ENODEV: there is no such interface.</summary>
    public const int NoDevice = 19;

    /// <summary>ENOMEM: no memory.</summary>
    public const int NoMemory = 12;

    /// <summary>ENXIO: there is no such interface any more.</summary>
    public const int NoDeviceOrAddress = 6;

    /// <summary>EADDRINUSE: somebody has this address.</summary>
    public const int AddressInUse = 98;

    /// <summary>ENETDOWN: the interface is switched off.</summary>
    public const int NetworkDown = 100;

    /// <summary>EPROTONOSUPPORT: the kernel has no such protocol.</summary>
    public const int ProtocolNotSupported = 93;

    /// <summary>EAFNOSUPPORT: the kernel has no such address family.</summary>
    public const int FamilyNotSupported = 97;

    /// <summary>EADDRNOTAVAIL: no address of this machine fits.</summary>
    public const int AddressNotAvailable = 99;

    /// <summary>ENETUNREACH: no route.</summary>
    public const int NetworkUnreachable = 101;

    /// <summary>ENOBUFS: no memory for a packet now.</summary>
    public const int NoBuffers = 105;

    /// <summary>ECONNREFUSED: a reset, or ICMP port unreachable.</summary>
    public const int Refused = 111;

    /// <summary>EHOSTUNREACH: the host cannot be reached.</summary>
    public const int HostUnreachable = 113;

    /// <summary>EINPROGRESS: the connection is being set up.</summary>
    public const int InProgress = 115;
}
