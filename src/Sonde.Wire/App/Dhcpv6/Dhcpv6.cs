using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>DHCP for IPv6, RFC 8415 §8 and §9: | type 1 | transaction id 3 | options … |, or from relay agents
/// | type 1 | hops 1 | link address 16 | peer address 16 | options … |.</summary>
public readonly ref struct Dhcpv6 : ILayer<Dhcpv6>
{
    private const int Size = 4; // octets of a client's or server's header
    private const int RelaySize = 34;

    private Dhcpv6(ReadOnlySpan<byte> octets) => Octets = octets;

    /// <inheritdoc/>
    public static string Name => "dhcpv6";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => Dhcpv6Fields.All;

    /// <inheritdoc/>
    public int HeaderLength => Octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => 0;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.None;

    /// <summary>The whole message.</summary>
    public ReadOnlySpan<byte> Octets { get; }

    /// <summary>What it is: <see cref="Dhcpv6MessageTypes"/>.</summary>
    public byte MessageType => Octets[0];

    /// <summary>It is passed on by a relay agent.</summary>
    public bool IsRelay => MessageType is Dhcpv6MessageTypes.RelayForward or Dhcpv6MessageTypes.RelayReply;

    /// <summary>Ties answers to questions; 24 bits. 0 in a relay agent's message.</summary>
    public uint TransactionId => IsRelay ? 0 : ReadUInt32BigEndian(Octets) & 0xffffff;

    /// <summary>Relay agents passed; 0 from a client or server.</summary>
    public byte Hops => IsRelay ? Octets[1] : (byte)0;

    /// <summary>An address on the client's link, sixteen octets; empty from a client or server.</summary>
    public ReadOnlySpan<byte> LinkAddress => IsRelay ? Octets.Slice(2, 16) : default;

    /// <summary>Address that the relay agent heard, sixteen octets; empty from a client or server.</summary>
    public ReadOnlySpan<byte> PeerAddress => IsRelay ? Octets.Slice(18, 16) : default;

    /// <summary>Where the options begin.</summary>
    public int OptionsPosition => IsRelay ? RelaySize : Size;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Dhcpv6 layer)
    {
        layer = default;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        var read = new Dhcpv6(octets);
        if (octets.Length < read.OptionsPosition)
            return ReadStatus.TooShort;
        layer = read;
        return ReadStatus.Ok;
    }

    /// <summary>The options of the message itself; those of a relayed message stand inside <see cref="Dhcpv6Options.RelayMessage"/>.</summary>
    public Dhcpv6OptionReader ReadOptions() => new(Octets, OptionsPosition, Octets.Length);

    /// <summary>The data of the first option with a code.</summary>
    public bool TryGet(int code, out ReadOnlySpan<byte> data)
    {
        Dhcpv6OptionReader reader = ReadOptions();
        while (reader.TryRead(out Dhcpv6Option option))
        {
            if (option.Code != code)
                continue;
            data = Octets.Slice(option.Position, option.Length);
            return true;
        }
        data = default;
        return false;
    }

    /// <summary>The message of the client or server, out of however many relay agents' wrappings; itself when there are none.</summary>
    public Dhcpv6 Innermost()
    {
        Dhcpv6 message = this;
        while (
            message.IsRelay
            && message.TryGet(Dhcpv6Options.RelayMessage, out ReadOnlySpan<byte> inner)
            && TryRead(inner, out Dhcpv6 next) == ReadStatus.Ok
        )
            message = next;
        return message;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink) => Dhcpv6Description.Describe(Octets, sink);
}
