using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using Sonde.Capture;
using Sonde.Native;

namespace Sonde.Broker;

/// <summary>Frames of one interface, from now on.</summary>
/// <remarks>| snap length 4 | buffer 4 | hardware type 2 | flags 1 | length of the name 1 | instructions 2 | name | filter |</remarks>
public sealed record CaptureRequest
{
    internal const int FixedSize = 14;

    private const byte PromiscuousFlag = 1;
    private const byte CookedFlag = 2;

    /// <summary>Octets of the longest name of an interface.</summary>
    public const int LongestName = PacketDevices.LongestName;

    /// <summary>The name that stands for all interfaces.</summary>
    public const string AnyDevice = RingDevice.AnyDevice;

    /// <summary>The interface by name.</summary>
    public required string Device { get; init; }

    /// <summary>Octets kept of each frame at most.</summary>
    public required int SnapLength { get; init; }

    /// <summary>Octets that the kernel keeps until they are read.</summary>
    public required int BufferOctets { get; init; }

    /// <summary>ARPHRD_ value that the filter was made for; 0 for all interfaces together.</summary>
    public int HardwareType { get; init; }

    /// <summary>Frames for other hosts are wanted as well.</summary>
    public bool IsPromiscuous { get; init; }

    /// <summary>Without the link-layer header.</summary>
    public bool IsCooked { get; init; }

    /// <summary>The filter, compiled.</summary>
    public required FilterInstruction[] Filter { get; init; }

    /// <summary>Reads a request; null when it is malformed.</summary>
    public static CaptureRequest? Read(ReadOnlySpan<byte> octets)
    {
        var reader = new OctetReader(octets);
        uint snapLength = reader.Number32();
        uint bufferOctets = reader.Number32();
        ushort hardwareType = reader.Number16();
        byte flags = reader.Octet();
        byte nameLength = reader.Octet();
        ushort count = reader.Number16();
        ReadOnlySpan<byte> name = reader.Take(nameLength);
        ReadOnlySpan<byte> filter = reader.Take(count * FilterInstruction.Size);
        bool makesSense =
            reader.IsDone
            && snapLength <= int.MaxValue
            && bufferOctets <= int.MaxValue
            && flags <= (PromiscuousFlag | CookedFlag)
            && IsName(name);
        return makesSense
            ? new CaptureRequest
            {
                Device = Encoding.ASCII.GetString(name),
                SnapLength = (int)snapLength,
                BufferOctets = (int)bufferOctets,
                HardwareType = hardwareType,
                IsPromiscuous = (flags & PromiscuousFlag) != 0,
                IsCooked = (flags & CookedFlag) != 0,
                Filter = MemoryMarshal.Cast<byte, FilterInstruction>(filter).ToArray(),
            }
            : null;
    }

    /// <summary>The whole message.</summary>
    public byte[] Message() =>
        new OctetWriter()
            .Number32((uint)SnapLength)
            .Number32((uint)BufferOctets)
            .Number16((ushort)HardwareType)
            .Octet((byte)((IsPromiscuous ? PromiscuousFlag : 0) | (IsCooked ? CookedFlag : 0)))
            .Octet((byte)Encoding.ASCII.GetByteCount(Device))
            .Number16((ushort)Filter.Length)
            .Octets(Encoding.ASCII.GetBytes(Device))
            .Octets(MemoryMarshal.AsBytes<FilterInstruction>(Filter))
            .Message(MessageType.OpenCapture);

    /// <summary>Whether these octets may be the name of an interface: printable, without space, slash and quotes.</summary>
    internal static bool IsName(ReadOnlySpan<byte> name) =>
        name.Length is > 0 and <= LongestName
        && !name.ContainsAnyExceptInRange((byte)'!', (byte)'~')
        && !name.ContainsAny((byte)'/', (byte)'"', (byte)'\\');
}

/// <summary>A socket to measure with.</summary>
/// <remarks>| protocol 1 | address family 1 | identifier or port 2 |</remarks>
/// <param name="Kind">What it sends: one of the raw kinds.</param>
/// <param name="Family">IPv4 or IPv6.</param>
/// <param name="Expected">
/// What it receives: of ICMP echo replies with this identifier, of TCP segments from this port; of UDP nothing.
/// </param>
public sealed record ProbeRequest(SocketKind Kind, AddressFamily Family, ushort Expected)
{
    private const byte Version4 = 4;
    private const byte Version6 = 6;

    /// <summary>Reads a request; null when it is malformed.</summary>
    public static ProbeRequest? Read(ReadOnlySpan<byte> octets)
    {
        var reader = new OctetReader(octets);
        SocketKind? kind = reader.Octet() switch
        {
            1 => SocketKind.RawIcmp,
            6 => SocketKind.RawTcp,
            17 => SocketKind.RawUdp,
            _ => null,
        };
        byte version = reader.Octet();
        ushort expected = reader.Number16();
        return reader.IsDone && kind is { } known && version is Version4 or Version6
            ? new ProbeRequest(
                kind!.Value,
                version == Version4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6,
                expected
            )
            : null;
    }

    /// <summary>The whole message.</summary>
    public byte[] Message() =>
        new OctetWriter()
            .Octet(
                Kind switch
                {
                    SocketKind.RawTcp => 6,
                    SocketKind.RawUdp => 17,
                    _ => 1,
                }
            )
            .Octet(Family == AddressFamily.InterNetwork ? Version4 : Version6)
            .Number16(Expected)
            .Message(MessageType.OpenProbe);
}
