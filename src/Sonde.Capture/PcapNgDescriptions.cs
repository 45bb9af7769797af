using System.Net;
using System.Net.NetworkInformation;
using System.Text;

namespace Sonde.Capture;

/// <summary>Reads the blocks of pcapng that describe: sections, interfaces, statistics, names and secrets.</summary>
internal sealed class PcapNgDescriptions(CaptureNotes notes)
{
    private const int MostInterfaces = 100_000;

    /// <summary>The interfaces of all sections so far.</summary>
    public List<CaptureInterface> Interfaces { get; } = [];

    /// <summary>What was found beside frames and interfaces.</summary>
    public CaptureNotes Notes => notes;

    /// <summary>Comments of the packet block just read, not yet given to a frame.</summary>
    public List<string> PacketComments { get; } = [];

    /// <summary>Reads the body of a block; gives what is wrong with it, or null.</summary>
    /// <param name="firstInterface">Index of the section's first interface in the file.</param>
    public string? Read(uint type, ReadOnlySpan<byte> body, ByteOrder order, int firstInterface) =>
        type switch
        {
            PcapNgBlock.Interface => ReadInterface(body, order),
            PcapNgBlock.InterfaceStatistics => ReadStatistics(body, order, firstInterface),
            PcapNgBlock.NameResolution => ReadNames(body, order),
            PcapNgBlock.DecryptionSecrets => ReadSecrets(body, order),
            _ => null,
        };

    /// <summary>Options of a section header: | section length 8 | options … | without the length.</summary>
    public string? ReadSection(ReadOnlySpan<byte> octets, ByteOrder order)
    {
        var options = new PcapNgOptions(octets, order);
        string? hardware = null;
        string? system = null;
        string? application = null;
        while (options.Advance())
        {
            switch (options.Code)
            {
                case PcapNgOptions.Comment:
                    notes.Add(new CaptureComment(CommentScope.Section, 0, -1, options.Text()));
                    break;
                case 2:
                    hardware = options.Text();
                    break;
                case 3:
                    system = options.Text();
                    break;
                case 4:
                    application = options.Text();
                    break;
            }
        }
        notes.Add(new CaptureSection(hardware, system, application, order.IsBigEndian));
        return options.Fault;
    }

    /// <summary>Options of a packet block; keeps its comments.</summary>
    public string? ReadPacketOptions(ReadOnlySpan<byte> octets, ByteOrder order)
    {
        var options = new PcapNgOptions(octets, order);
        while (options.Advance())
        {
            if (options.PacketFault() is { } fault)
                return fault;
            if (options.Code == PcapNgOptions.Comment)
                PacketComments.Add(options.Text());
        }
        return options.Fault;
    }

    // | link type 2 | reserved 2 | snap length 4 | options … |
    private string? ReadInterface(ReadOnlySpan<byte> body, ByteOrder order)
    {
        if (Interfaces.Count >= MostInterfaces)
            return $"the file has more than {MostInterfaces} interfaces";
        var found = new CaptureInterface(order.U16(body), order.U32(body[4..]));
        var options = new PcapNgOptions(body[8..], order);
        while (options.Advance())
        {
            switch (options.Code)
            {
                case PcapNgOptions.Comment:
                    notes.Add(new CaptureComment(CommentScope.Interface, 0, Interfaces.Count, options.Text()));
                    break;
                case 2:
                    found.Name = options.Text();
                    break;
                case 3:
                    found.Description = options.Text();
                    break;
                case 8:
                    found.BitsPerSecond = options.U64();
                    break;
                case 9 when options.Value.Length == 1:
                    found.Unit = TimeUnit.FromOption(options.Value[0]);
                    break;
                case 11 when options.Value.Length > 1 && options.Value[0] == 0: // 0: libpcap text
                    found.Filter = Encoding.UTF8.GetString(options.Value[1..].TrimEnd((byte)0));
                    break;
                case 12:
                    found.OperatingSystem = options.Text();
                    break;
                case 13 when options.Value.Length == 1:
                    found.FrameCheckOctets = options.Value[0];
                    break;
                case 14:
                    found.TimeOffsetSeconds = (long)(options.U64() ?? 0);
                    break;
                case 15:
                    found.Hardware = options.Text();
                    break;
            }
        }
        Interfaces.Add(found);
        return options.Fault;
    }

    // | interface 4 | time 8 | options … |
    private string? ReadStatistics(ReadOnlySpan<byte> body, ByteOrder order, int firstInterface)
    {
        uint index = order.U32(body);
        CaptureInterface? on =
            index < Interfaces.Count - firstInterface ? Interfaces[firstInterface + (int)index] : null;
        var options = new PcapNgOptions(body[12..], order);
        while (options.Advance())
        {
            if (on is null || options.U64() is not { } count)
                continue;
            switch (options.Code)
            {
                case 4:
                    on.Received = count;
                    break;
                case 5:
                    on.Dropped = count;
                    break;
                case 6:
                    on.Accepted = count;
                    break;
                case 7:
                    on.DroppedBySystem = count;
                    break;
                case 8:
                    on.Delivered = count;
                    break;
            }
        }
        return options.Fault;
    }

    // records of | type 2 | length 2 | address, names each ended by a zero octet … padded to 4 |, until type 0
    private string? ReadNames(ReadOnlySpan<byte> body, ByteOrder order)
    {
        while (body.Length >= 4)
        {
            int type = order.U16(body);
            int length = order.U16(body[2..]);
            int padded = (length + 3) & ~3;
            if (padded > body.Length - 4)
                return $"a name record claims {length} octets, more than its block has left";
            if (type == 0)
                return null;
            ReadOnlySpan<byte> value = body.Slice(4, length);
            int address = type switch
            {
                1 => 4,
                2 => 16,
                3 => 6,
                4 => 8,
                _ => -1,
            };
            if (address >= 0 && length < address)
                return $"a name record of type {type} has only {length} octets";
            if (address >= 0 && !TryAddNames(value[..address], value[address..], type))
                return "a name in a name resolution block has no end";
            body = body[(4 + padded)..];
        }
        return null;
    }

    private bool TryAddNames(ReadOnlySpan<byte> address, ReadOnlySpan<byte> names, int type)
    {
        while (!names.IsEmpty)
        {
            int end = names.IndexOf((byte)0);
            if (end < 0)
                return false;
            string name = Encoding.UTF8.GetString(names[..end]);
            if (type <= 2)
                notes.Add(new ResolvedName(new IPAddress(address), name));
            else
                notes.Add(new HardwareName(new PhysicalAddress(address.ToArray()), name));
            names = names[(end + 1)..];
        }
        return true;
    }

    // | secrets type 4 | secrets length 4 | secrets … padded to 4 | options … |
    private string? ReadSecrets(ReadOnlySpan<byte> body, ByteOrder order)
    {
        uint length = order.U32(body[4..]);
        if (length > body.Length - 8)
            return $"a secrets block claims {length} octets of secrets and has {body.Length - 8}";
        notes.Add(new DecryptionSecrets(order.U32(body), body.Slice(8, (int)length).ToArray()));
        return null;
    }
}
