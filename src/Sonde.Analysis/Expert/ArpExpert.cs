using Sonde.Wire;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Analysis;

/// <summary>Remarks on ARP: two hosts that claim one address.</summary>
/// <remarks>Memory: about 40 octets an address, at most <see cref="Limit"/>; further addresses are not compared.</remarks>
internal sealed class ArpExpert
{
    private const int Limit = 100_000;
    private const long Everyone = 0xffff_ffff_ffff;
    private const ushort Request = 1;
    private const ushort Reply = 2;

    private readonly Dictionary<uint, long> _owners = [];

    public void See(in Packet packet, int layer, ExpertBook book)
    {
        if (!packet.TryRead(layer, out Arp message) || message.Opcode is not (Request or Reply))
            return;
        Claim(message.SenderProtocol, message.SenderHardware, packet.Frame.Number, book);
        if (message.Opcode == Reply)
            Claim(message.TargetProtocol, message.TargetHardware, packet.Frame.Number, book);
    }

    private void Claim(ReadOnlySpan<byte> protocol, ReadOnlySpan<byte> hardware, long frame, ExpertBook book)
    {
        if (protocol.Length != 4 || hardware.Length != 6)
            return;
        uint address = ReadUInt32BigEndian(protocol);
        long claimant = ((long)ReadUInt16BigEndian(hardware) << 32) | ReadUInt32BigEndian(hardware[2..]);
        if (address == 0 || claimant is 0 or Everyone)
            return; // a probe claims nothing, RFC 5227 §1.1; announcements may name everyone as target
        if (_owners.TryGetValue(address, out long owner))
        {
            if (owner != claimant)
                book.Add(LayerExpertRules.DuplicateAddress, frame, address);
        }
        else if (_owners.Count < Limit)
        {
            _owners.Add(address, claimant);
        }
    }
}
