using static Sonde.Wire.Dhcpv6Fields;

namespace Sonde.Wire;

/// <summary>Adds the fields of a DHCPv6 message, relayed messages and options inside options included.</summary>
internal static class Dhcpv6Description
{
    private const int Deepest = 32; // RFC 8415 §7.6: so many relay agents at most

    public static void Describe(ReadOnlySpan<byte> octets, FieldSink sink) =>
        DescribeMessage(new FieldCursor(octets, 0, octets.Length, sink), 0);

    private static void DescribeMessage(FieldCursor data, int depth)
    {
        if (!data.Number(Msgtype, 1, out int type))
            return;
        if (type is Dhcpv6MessageTypes.RelayForward or Dhcpv6MessageTypes.RelayReply)
        {
            if (!data.Number(Hopcount, 1) || !data.Octets(Linkaddr, 16) || !data.Octets(Peeraddr, 16))
                return;
        }
        else if (!data.Number(Xid, 3))
        {
            return;
        }
        DescribeOptions(ref data, type, depth);
    }

    private static void DescribeOptions(ref FieldCursor data, int message, int depth)
    {
        var reader = new Dhcpv6OptionReader(data.All, data.At, data.End);
        while (reader.TryRead(out Dhcpv6Option option))
        {
            data.Sink.Add(OptionType, option.Position - 4, 2, (ulong)option.Code);
            data.Sink.Add(OptionLength, option.Position - 2, 2, (ulong)option.Length);
            var value = new FieldCursor(data.All, option.Position, option.Position + option.Length, data.Sink);
            if (!TryDescribeContainer(option.Code, message, depth, ref value))
                Dhcpv6OptionDescription.Describe(option.Code, message, ref value);
        }
    }

    /// <summary>Options that hold a message or more options.</summary>
    private static bool TryDescribeContainer(int code, int message, int depth, ref FieldCursor value)
    {
        bool fits;
        switch (code)
        {
            case 3 or 25:
                fits = value.HexText(Iaid, 4) && value.Number(IaidT1, 4) && value.Number(IaidT2, 4);
                break;
            case 4:
                fits = value.HexText(Iata, 4);
                break;
            case 5:
                fits =
                    value.Octets(IaaddrIp, 16)
                    && value.Number(IaaddrPrefLifetime, 4)
                    && value.Number(IaaddrValidLifetime, 4);
                break;
            case 26:
                fits =
                    value.Number(IaprefixPrefLifetime, 4)
                    && value.Number(IaprefixValidLifetime, 4)
                    && value.Number(IaprefixPrefLen, 1)
                    && value.Octets(IaprefixPrefAddr, 16);
                break;
            case 9:
                if (depth < Deepest)
                    DescribeMessage(value, depth + 1);
                return true;
            case 44:
                fits = value.Number(LqQuery, 1) && value.Octets(LqQueryLinkAddress, 16);
                break;
            case 45 or 94 or 95 or 96:
                fits = true;
                break;
            case 89:
                fits = DescribeRule(ref value);
                break;
            default:
                return false;
        }
        if (fits && depth < Deepest)
            DescribeOptions(ref value, message, depth + 1);
        return true;
    }

    /// <summary>RFC 7598 §4.1: the rule, then options of it; an IPv6 prefix of as many octets as its length needs.</summary>
    private static bool DescribeRule(ref FieldCursor value)
    {
        if (!value.Number(S46RuleFlags, 1, out int flags))
            return false;
        value.Bit(S46RuleFlagsFmr, 1, flags, 1);
        return value.Number(S46RuleEaLen, 1)
            && value.Number(S46RuleIpv4PrefLen, 1)
            && value.Octets(S46RuleIpv4Prefix, 4)
            && value.Number(S46RuleIpv6PrefixLen, 1, out int prefix)
            && prefix <= 128
            && value.Address(S46RuleIpv6Prefix, (prefix + 7) / 8, 16);
    }
}
