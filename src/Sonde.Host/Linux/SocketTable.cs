using System.Buffers.Binary;
using Sonde.Native;

namespace Sonde.Host;

/// <summary>Reads the kernel's sockets: by sock_diag, and where the kernel has none, from /proc.</summary>
internal static class SocketTable
{
    private const ushort ByFamily = 20; // SOCK_DIAG_BY_FAMILY
    private const byte Tcp = 6;
    private const byte Udp = 17;
    private const uint EveryState = 0x1fff; // up to TCP_NEW_SYN_RECV; sockets that are only bound have no connection
    private const byte Wished = (1 << (SocketMessage.Information - 1)) | (1 << (SocketMessage.Congestion - 1));

    /// <summary>Reads all sockets of both protocols and families.</summary>
    public static HostList<HostSocket> Read(HostWish<HostSocket> wish)
    {
        SocketOwners owners = SocketOwners.Read();
        var kept = new Keeper<HostSocket>(wish);
        List<string> missing = [];
        bool isDiagnosed = true;
        foreach (bool isTcp in (ReadOnlySpan<bool>)[true, false])
        {
            foreach (byte family in (ReadOnlySpan<byte>)[AddressMessage.Ipv4, AddressMessage.Ipv6])
            {
                KeeperMark mark = kept.Mark();
                try
                {
                    if (!Diagnose(family, isTcp, owners, kept, mark))
                        missing.Add(KernelTable.NeverStill(isTcp ? "TCP sockets" : "UDP sockets"));
                }
                catch (HostException)
                {
                    isDiagnosed = false;
                    kept.Return(mark);
                    if (!FromProc(family, isTcp, owners, kept))
                        missing.Add($"This kernel does not list {Name(family, isTcp)} sockets.");
                }
            }
        }
        if (!isDiagnosed)
            missing.Add(
                "Facts of single TCP connections are not available: this kernel or container refuses sock_diag."
            );
        if (owners.NotRead > 0)
            missing.Add(
                $"The descriptors of {owners.NotRead} processes of other users cannot be read, so sockets may lack their process. "
                    + $"To see them: sudo setcap cap_sys_ptrace,cap_dac_read_search+ep {Environment.ProcessPath}"
            );
        if (owners.IsCut)
            missing.Add($"Only the first {SocketOwners.MostDescriptors} descriptors were searched for sockets.");
        return kept.List(isDiagnosed ? "sock_diag and /proc" : "/proc", missing);
    }

    private static bool Diagnose(byte family, bool isTcp, SocketOwners owners, Keeper<HostSocket> kept, KeeperMark mark)
    {
        byte[] request = new byte[56]; // inet_diag_req_v2
        request[0] = family;
        request[1] = isTcp ? Tcp : Udp;
        request[2] = isTcp ? Wished : (byte)0;
        BinaryPrimitives.WriteUInt32LittleEndian(request.AsSpan(4), EveryState);
        return KernelTable.Read(
            NetlinkFamily.SocketDiagnosis,
            ByFamily,
            request,
            () => kept.Return(mark),
            body =>
            {
                if (SocketMessage.Read(body, isTcp) is { } socket)
                    kept.Offer(socket with { Owners = owners.Of(socket.Inode) });
            }
        );
    }

    private static bool FromProc(byte family, bool isTcp, SocketOwners owners, Keeper<HostSocket> kept)
    {
        try
        {
            foreach (string line in File.ReadLines($"/proc/net/{Name(family, isTcp)}"))
            {
                if (ProcSockets.Read(line, isTcp) is { } socket)
                    kept.Offer(socket with { Owners = owners.Of(socket.Inode) });
            }
            return true;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string Name(byte family, bool isTcp) =>
        (isTcp ? "tcp" : "udp") + (family == AddressMessage.Ipv6 ? "6" : "");
}
