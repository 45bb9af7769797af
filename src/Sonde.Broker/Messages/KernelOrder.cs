using System.Text;
using Sonde.Capture;

namespace Sonde.Broker;

/// <summary>A <see cref="KernelRequest"/> as it crosses to a daemon.</summary>
/// <remarks>
/// | operation 1 | place of counting 1 | port 2 | namespace 4 | asker's namespace 4 | interface 4 | seconds 2 |
/// length of the name 1 | name |
/// </remarks>
public static class KernelOrder
{
    /// <summary>Reads it; null when it is malformed.</summary>
    public static KernelRequest? Read(ReadOnlySpan<byte> octets)
    {
        var reader = new OctetReader(octets);
        var operation = (KernelOperation)reader.Octet();
        var mode = (XdpMode)reader.Octet();
        ushort port = reader.Number16();
        uint network = reader.Number32();
        uint asker = reader.Number32();
        uint index = reader.Number32();
        ushort seconds = reader.Number16();
        ReadOnlySpan<byte> name = reader.Take(reader.Octet());
        // only what comes in has an interface
        bool isOfInterface = operation == KernelOperation.Rate;
        bool makesSense =
            reader.IsDone
            && Enum.IsDefined(operation)
            && Enum.IsDefined(mode)
            && seconds > 0
            && (isOfInterface ? index is > 0 and <= int.MaxValue && CaptureRequest.IsName(name) : name.IsEmpty);
        return makesSense
            ? new KernelRequest(operation)
            {
                Mode = mode,
                Port = port,
                Namespace = network,
                Asker = asker,
                Interface = (int)index,
                InterfaceName = Encoding.ASCII.GetString(name),
                Longest = TimeSpan.FromSeconds(seconds),
            }
            : null;
    }

    /// <summary>The whole message.</summary>
    public static byte[] Message(KernelRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        byte[] name = Encoding.ASCII.GetBytes(request.InterfaceName);
        return new OctetWriter()
            .Octet((byte)request.Operation)
            .Octet((byte)request.Mode)
            .Number16(request.Port)
            .Number32(request.Namespace)
            .Number32(request.Asker)
            .Number32((uint)request.Interface)
            .Number16((ushort)Math.Clamp(Math.Ceiling(request.Longest.TotalSeconds), 1, ushort.MaxValue))
            .Octet((byte)name.Length)
            .Octets(name)
            .Message(MessageType.Kernel);
    }
}

/// <summary>A watch that began.</summary>
/// <remarks>| length 1 | method | places 1 | length 1 | place … | sentences 1 | length 2 | sentence … |</remarks>
/// <param name="Method">How it is done.</param>
/// <param name="Places">The places of the kernel that are watched.</param>
/// <param name="Missing">What the kernel lacks, in sentences.</param>
public sealed record KernelGrant(string Method, IReadOnlyList<string> Places, IReadOnlyList<string> Missing)
{
    /// <summary>Reads it; null when it is malformed.</summary>
    public static KernelGrant? Read(ReadOnlySpan<byte> octets)
    {
        var reader = new OctetReader(octets);
        string method = reader.Text();
        string[] places = new string[reader.Octet()];
        for (int i = 0; i < places.Length; i++)
            places[i] = reader.Text();
        string[] missing = new string[reader.Octet()];
        for (int i = 0; i < missing.Length; i++)
            missing[i] = reader.LongText();
        return reader.IsDone ? new KernelGrant(method, places, missing) : null;
    }

    /// <summary>The whole message.</summary>
    public byte[] Message()
    {
        OctetWriter writer = new OctetWriter().Text(Method).Octet((byte)Places.Count);
        foreach (string place in Places)
            writer.Text(place);
        writer.Octet((byte)Missing.Count);
        foreach (string sentence in Missing)
            writer.LongText(sentence);
        return writer.Message(MessageType.KernelOpened);
    }
}
