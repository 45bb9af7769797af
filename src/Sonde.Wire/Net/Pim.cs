using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Protocol Independent Multicast, version 2, RFC 7761 §4.9: | version 4 bits, type 4 bits | reserved 1 | checksum 2 | by type … |.</summary>
/// <remarks>A register carries the datagram that a sender's router forwards: it is the next layer.</remarks>
public readonly ref struct Pim : ILayer<Pim>
{
    private const int Size = 4; // octets that every message has
    private const int RegisterSize = 8;
    private const int RegisterType = 1;

    private static readonly Field VersionField = new("pim.version", "Version");
    private static readonly Field TypeField = new("pim.type", "Type", names: TypeName);
    private static readonly Field ChecksumField = new("pim.cksum", "Checksum", @base: FieldBase.Hex);

    private readonly ReadOnlySpan<byte> _octets; // the message

    private Pim(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "pim";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => [VersionField, TypeField, ChecksumField];

    /// <summary>All octets, or those before a registered datagram.</summary>
    public int HeaderLength => IsRegister ? RegisterSize : _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - HeaderLength;

    /// <inheritdoc/>
    public NextLayer NextLayer =>
        PayloadLength == 0 ? NextLayer.None : new(NextSpace.IpVersion, (uint)_octets[RegisterSize] >> 4);

    /// <summary>What the message is.</summary>
    public int Type => _octets[0] & 0xf;

    private bool IsRegister => _octets[0] >> 4 == 2 && Type == RegisterType && _octets.Length >= RegisterSize;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Pim layer)
    {
        if (octets.Length < Size)
        {
            layer = default;
            return ReadStatus.TooShort;
        }
        layer = new Pim(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(VersionField, 0, 1, (ulong)(_octets[0] >> 4));
        sink.Add(TypeField, 0, 1, (ulong)Type);
        sink.Add(ChecksumField, 2, 2, ReadUInt16BigEndian(_octets[2..]));
    }

    private static string? TypeName(ulong value) =>
        value switch
        {
            0 => "Hello",
            RegisterType => "Register",
            2 => "Register-stop",
            3 => "Join/Prune",
            4 => "Bootstrap",
            5 => "Assert",
            6 => "Graft",
            7 => "Graft-Ack",
            8 => "Candidate-RP-Advertisement",
            9 => "State-Refresh",
            10 => "DF election",
            _ => null,
        };
}
