using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Sonde.Host;

namespace Sonde.Engine;

/// <summary>Asks this machine about itself; what the system refuses becomes a fault.</summary>
internal static class Machine
{
    /// <summary>Asks.</summary>
    /// <param name="ask">What is asked.</param>
    /// <exception cref="EngineException">The system does not answer.</exception>
    public static T Ask<T>(Func<IMachine, T> ask)
    {
        try
        {
            return ask(ThisMachine.Open());
        }
        catch (HostException refused)
        {
            throw new EngineException(
                EngineFault.MissingCapability,
                $"The system did not say: {refused.Message}.",
                "Containers and service managers may forbid netlink (RestrictAddressFamilies=, seccomp); allow AF_NETLINK.",
                cause: refused
            );
        }
        catch (PlatformNotSupportedException unknown)
        {
            throw new EngineException(EngineFault.MissingCapability, unknown.Message, cause: unknown);
        }
    }

    /// <summary>4 or 6.</summary>
    public static int Version(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork ? 4 : 6;

    /// <summary>The address without a scope, which the interface beside it says.</summary>
    public static string Text(IPAddress address) => new IPAddress(address.GetAddressBytes()).ToString();

    /// <summary>The address without a scope; of a socket of IPv6 that speaks IPv4, not the mapped form (RFC 4291 §2.5.5.2) but the one that people mean.</summary>
    public static IPAddress Plain(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : new IPAddress(address.GetAddressBytes());

    /// <summary>The mask of an IPv4 prefix; null for IPv6.</summary>
    public static string? Netmask(IPAddress address, int prefix)
    {
        if (Version(address) != 4)
            return null;
        Span<byte> octets = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(octets, prefix <= 0 ? 0 : uint.MaxValue << (32 - Math.Min(prefix, 32)));
        return new IPAddress(octets).ToString();
    }

    /// <summary>Reads an address that a caller typed, with or without a scope.</summary>
    /// <exception cref="EngineException">It is none.</exception>
    public static IPAddress Address(string text, string argument)
    {
        bool isAddress =
            IPAddress.TryParse(text, out IPAddress? address)
            && (text.Contains(':', StringComparison.Ordinal) || text.Count(each => each == '.') == 3);
        return isAddress
            ? address!.IsIPv4MappedToIPv6
                ? address.MapToIPv4()
                : address
            : throw new EngineException(
                EngineFault.InvalidArgument,
                $"{argument} must be an IPv4 or IPv6 address; got {Quote.Text(text)}.",
                "Names are not looked up here, since that would ask the network: use dns_lookup first."
            );
    }

    /// <summary>Checks the argument that chooses a family.</summary>
    /// <exception cref="EngineException">Neither 4 nor 6.</exception>
    public static int? Version(int? typed) =>
        typed is null or 4 or 6
            ? typed
            : throw new EngineException(
                EngineFault.InvalidArgument,
                $"ip_version must be 4 or 6; got {typed}.",
                allowed: ["4", "6"]
            );
}
