using System.Text;

namespace Sonde.Native;

/// <summary>An interface as packet sockets see it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Index">The system's number of it.</param>
/// <param name="HardwareType">ARPHRD_ value: what its frames begin with.</param>
/// <param name="IsUp">It is switched on.</param>
public sealed record PacketDevice(string Name, int Index, int HardwareType, bool IsUp);

/// <summary>The interfaces of this network namespace, asked of the kernel; needs no right.</summary>
public static unsafe class PacketDevices
{
    /// <summary>Octets that a name may have.</summary>
    public const int LongestName = 15;

    private const nuint GetFlags = 0x8913; // SIOCGIFFLAGS
    private const nuint GetHardwareAddress = 0x8927; // SIOCGIFHWADDR
    private const int RequestSize = 40; // struct ifreq
    private const ushort Up = 1; // IFF_UP

    /// <summary>All of them.</summary>
    public static IReadOnlyList<PacketDevice> All()
    {
        using SocketHandle? socket = Open();
        if (socket is null)
            return [];
        LocalLibrary.InterfaceEntry* first = LocalLibrary.Interfaces();
        if (first is null)
            return [];
        List<PacketDevice> devices = [];
        for (LocalLibrary.InterfaceEntry* one = first; one->Index != 0; one++)
        {
            if (one->Name is not null && Ask(socket, Text(one->Name), (int)one->Index) is { } device)
                devices.Add(device);
        }
        LocalLibrary.FreeInterfaces(first);
        return devices;
    }

    private static PacketDevice? Ask(SocketHandle socket, string name, int index)
    {
        byte* request = stackalloc byte[RequestSize];
        var octets = new Span<byte>(request, RequestSize);
        octets.Clear();
        if (Encoding.UTF8.GetByteCount(name) > LongestName)
            return null;
        Encoding.UTF8.GetBytes(name, octets);
        if (LocalLibrary.DeviceControl(socket, GetFlags, request) != 0)
            return null;
        bool isUp = (*(ushort*)(request + 16) & Up) != 0;
        if (LocalLibrary.DeviceControl(socket, GetHardwareAddress, request) != 0)
            return null;
        return new PacketDevice(name, index, *(ushort*)(request + 16), isUp);
    }

    private static SocketHandle? Open()
    {
        int descriptor = SocketLibrary.Open(SocketNumbers.Inet, SocketNumbers.Datagram | SocketNumbers.CloseOnExec, 0);
        return descriptor < 0 ? null : new SocketHandle(descriptor);
    }

    private static string Text(byte* name) =>
        Encoding.UTF8.GetString(
            System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name)
        );
}
