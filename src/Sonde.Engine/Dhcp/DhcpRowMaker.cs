using System.Globalization;
using Sonde.Analysis;
using Sonde.Wire;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Engine;

/// <summary>Makes the rows of messages in the answer about DHCP.</summary>
internal static class DhcpRowMaker
{
    private const int LongestOption = 2_000; // octets shown; pieces of one option can be longer together

    public static string TypeName(bool isVersion6, byte type)
    {
        if (isVersion6)
            return "DHCPv6 " + (Dhcpv6MessageTypes.NameOf(type) ?? $"Unknown({type})");
        return type == 0 ? "BOOTP" : DhcpMessageTypes.NameOf(type) ?? $"Unknown({type})";
    }

    public static string IdOf(bool isVersion6, uint id) => isVersion6 ? $"0x{id:x6}" : $"0x{id:x8}";

    public static DhcpPacketRow Row(DhcpMessage message) => message.IsVersion6 ? RowOf6(message) : RowOf4(message);

    private static DhcpPacketRow RowOf4(DhcpMessage message)
    {
        if (Dhcp.TryRead(message.Octets.Span, out Dhcp dhcp) > ReadStatus.Cut)
            return Frame(message, "", new DhcpOptionsRow());
        byte type = dhcp.MessageType;
        long? lease = Number(dhcp, DhcpOptions.LeaseTime);
        long? renewal = Number(dhcp, DhcpOptions.RenewalTime);
        long? rebinding = Number(dhcp, DhcpOptions.RebindingTime);
        byte[]? asked = Octets(dhcp, DhcpOptions.ParameterRequestList);
        var options = new DhcpOptionsRow
        {
            LeaseTime = Seconds(lease),
            RenewalTime = Seconds(renewal),
            RebindingTime = Seconds(rebinding),
            SubnetMask = Text(dhcp, DhcpOptions.SubnetMask),
            Router = Addresses(Octets(dhcp, DhcpOptions.Router)),
            DnsServers = Addresses(Octets(dhcp, DhcpOptions.DomainNameServer)),
            ParameterRequestList = asked is null ? null : [.. asked.Select(code => (int)code)],
            Other = Others(dhcp),
        };
        return Frame(message, IdOf(false, dhcp.TransactionId), options) with
        {
            Op = dhcp.Operation switch
            {
                1 => "Request",
                2 => "Reply",
                _ => $"Unknown({dhcp.Operation})",
            },
            ClientIp = Address.From(dhcp.ClientAddress).ToString(),
            YourIp = Address.From(dhcp.YourAddress).ToString(),
            ServerIp = Address.From(dhcp.ServerAddress).ToString(),
            RelayIp = Address.From(dhcp.RelayAddress).ToString(),
            ClientMac = Hex(dhcp.HardwareAddress),
            MessageType = type == 0 ? null : TypeName(false, type),
            MessageTypeCode = type == 0 ? null : type,
            LeaseTime = lease,
            RenewalTime = renewal,
            RebindingTime = rebinding,
            ServerId = Text(dhcp, DhcpOptions.ServerIdentifier),
            RequestedIp = Text(dhcp, DhcpOptions.RequestedAddress),
            ClientId = Text(dhcp, DhcpOptions.ClientIdentifier),
            Hostname = Text(dhcp, DhcpOptions.HostName),
            VendorClass = Text(dhcp, DhcpOptions.VendorClass),
            Fingerprint = asked is null ? null : string.Join(',', asked),
            RelayAgentInformation = Text(dhcp, DhcpOptions.RelayAgent),
            Overload = dhcp.OverloadValue == 0 ? null : dhcp.OverloadValue,
        };
    }

    private static DhcpPacketRow RowOf6(DhcpMessage message)
    {
        if (Dhcpv6.TryRead(message.Octets.Span, out Dhcpv6 outer) > ReadStatus.Cut)
            return Frame(message, "", new DhcpOptionsRow());
        Dhcpv6 inner = outer.Innermost();
        Dictionary<string, string> others = [];
        List<int>? asked = null;
        IReadOnlyList<string>? servers = null;
        Dhcpv6OptionReader reader = inner.ReadOptions();
        while (reader.TryRead(out Dhcpv6Option option))
        {
            ReadOnlySpan<byte> data = inner.Octets.Slice(option.Position, option.Length);
            if (option.Code == Dhcpv6Options.OptionRequest)
            {
                asked ??= [];
                for (int at = 0; at + 2 <= data.Length; at += 2)
                    asked.Add(ReadUInt16BigEndian(data[at..]));
            }
            else if (option.Code == Dhcpv6Options.DnsServers)
                servers = Addresses(data.ToArray(), 16);
            else
                others.TryAdd(
                    NameOf(Dhcpv6Options.NameOf((ulong)option.Code), option.Code),
                    Hex(data[..Math.Min(data.Length, LongestOption)])
                );
        }
        var options = new DhcpOptionsRow
        {
            DnsServers = servers,
            ParameterRequestList = asked,
            Other = others.Count > 0 ? others : null,
        };
        return Frame(message, IdOf(true, inner.TransactionId), options) with
        {
            MessageType = TypeName(true, inner.MessageType),
            MessageTypeCode = inner.MessageType,
            RelayIp = outer.IsRelay ? Address.From(outer.LinkAddress).ToString() : null,
            ClientId = inner.TryGet(Dhcpv6Options.ClientIdentifier, out ReadOnlySpan<byte> client) ? Hex(client) : null,
            ServerId = inner.TryGet(Dhcpv6Options.ServerIdentifier, out ReadOnlySpan<byte> server) ? Hex(server) : null,
            Fingerprint = asked is null ? null : string.Join(',', asked),
        };
    }

    private static DhcpPacketRow Frame(DhcpMessage message, string id, DhcpOptionsRow options) =>
        new()
        {
            PacketNumber = message.Frame,
            Timestamp = message.IsTimeless ? null : message.At.ToEpochString(),
            TimestampIso = message.IsTimeless ? null : message.At.ToString(),
            SrcIp = message.Source.ToString(),
            DstIp = message.Destination.ToString(),
            SrcPort = message.SourcePort,
            DstPort = message.DestinationPort,
            Version = message.IsVersion6 ? 6 : 4,
            TransactionId = id,
            ResponseTimeMs = message.ResponseTime / 1e6,
            Options = options,
        };

    private static Dictionary<string, string>? Others(scoped in Dhcp dhcp)
    {
        Dictionary<string, string> others = [];
        DhcpOptionReader reader = dhcp.ReadOptions();
        while (reader.TryRead(out DhcpOption option))
        {
            bool isShown =
                option.Code
                is DhcpOptions.LeaseTime
                    or DhcpOptions.RenewalTime
                    or DhcpOptions.RebindingTime
                    or DhcpOptions.SubnetMask
                    or DhcpOptions.Router
                    or DhcpOptions.DomainNameServer
                    or DhcpOptions.ParameterRequestList;
            string name = NameOf(DhcpOptions.NameOf((ulong)option.Code), option.Code);
            if (!isShown && !others.ContainsKey(name))
                others.Add(name, Text(dhcp, option.Code) ?? "");
        }
        return others.Count > 0 ? others : null;
    }

    private static string NameOf(string? name, int code) => $"{name ?? "Option"} ({code})";

    private static byte[]? Octets(scoped in Dhcp dhcp, int code)
    {
        Span<byte> space = stackalloc byte[LongestOption];
        int length = dhcp.Gather(code, space);
        return length < 0 ? null : space[..Math.Min(length, LongestOption)].ToArray();
    }

    private static string? Text(scoped in Dhcp dhcp, int code)
    {
        if (Octets(dhcp, code) is not { } octets)
            return null;
        Span<char> text = stackalloc char[1_000];
        int length = DhcpText.WriteValue(code, octets, text);
        return Quote.Clean(new string(text[..length]));
    }

    private static long? Number(scoped in Dhcp dhcp, int code) =>
        dhcp.TryGet(code, out ReadOnlySpan<byte> data) && data.Length == 4 ? ReadUInt32BigEndian(data) : null;

    private static List<string>? Addresses(byte[]? octets, int size = 4) =>
        octets is null
            ? null
            : [.. octets.Chunk(size).Where(one => one.Length == size).Select(one => Address.From(one).ToString())];

    private static string? Seconds(long? value) =>
        value is { } seconds ? string.Create(CultureInfo.InvariantCulture, $"{seconds} seconds") : null;

    private static string Hex(ReadOnlySpan<byte> octets) =>
        string.Join(':', Convert.ToHexStringLower(octets).Chunk(2).Select(pair => new string(pair)));
}
