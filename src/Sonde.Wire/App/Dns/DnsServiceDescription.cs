using static System.Buffers.Binary.BinaryPrimitives;
using static Sonde.Wire.DnsServiceFields;

namespace Sonde.Wire;

/// <summary>Adds the data of records that describe services: SRV, NAPTR, CAA, SVCB, HTTPS, XPF.</summary>
internal static class DnsServiceDescription
{
    /// <summary>False when the type is not of this group.</summary>
    public static bool TryDescribe(ushort type, ref FieldCursor data)
    {
        switch (type)
        {
            case DnsTypes.Srv:
                _ =
                    data.Number(SrvPriority, 2)
                    && data.Number(SrvWeight, 2)
                    && data.Number(SrvPort, 2)
                    && data.Name(SrvTarget);
                return true;
            case DnsTypes.Naptr:
                _ =
                    data.Number(NaptrOrder, 2)
                    && data.Number(NaptrPreference, 2)
                    && data.CountedAscii(NaptrFlagsLength, NaptrFlags)
                    && data.CountedAscii(NaptrServiceLength, NaptrService)
                    && data.CountedAscii(NaptrRegexLength, NaptrRegex)
                    && data.Name(NaptrReplacement, NaptrReplacementLength);
                return true;
            case DnsTypes.Caa:
                DescribeAuthorization(ref data);
                return true;
            case DnsTypes.Svcb or DnsTypes.Https:
                DescribeBinding(ref data);
                return true;
            case DnsTypes.Xpf:
                DescribeForwarded(ref data);
                return true;
            default:
                return false;
        }
    }

    private static void DescribeAuthorization(ref FieldCursor data)
    {
        if (!data.Number(CaaFlags, 1, out int flags))
            return;
        data.Bit(CaaFlagsIssuerCritical, 1, flags, 0x80);
        ReadOnlySpan<byte> rest = data.Rest;
        if (rest.IsEmpty || rest[0] >= rest.Length)
            return;
        int length = rest[0];
        ReadOnlySpan<byte> tag = rest.Slice(1, length);
        ReadOnlySpan<byte> value = rest[(1 + length)..];
        Field field =
            tag.SequenceEqual("issue"u8) ? CaaIssue
            : tag.SequenceEqual("issuewild"u8) ? CaaIssuewild
            : tag.SequenceEqual("iodef"u8) ? CaaIodef
            : CaaUnknown;
        data.Sink.AddAscii(field, data.At, value);
        _ = data.Number(CaaTagLength, 1) && data.Ascii(CaaTag, length) && data.Ascii(CaaValue, value.Length);
    }

    private static void DescribeBinding(ref FieldCursor data)
    {
        if (!data.Number(SvcbSvcpriority, 2) || !data.Name(SvcbTargetname))
            return;
        while (data.Left >= 4)
        {
            int key = ReadUInt16BigEndian(data.Rest);
            int length = ReadUInt16BigEndian(data.Rest[2..]);
            data.Sink.Open(SvcbSvcparam, data.At, Math.Min(4 + length, data.Left));
            data.Number(SvcbSvcparamKey, 2);
            data.Number(SvcbSvcparamValueLength, 2);
            bool fits = length <= data.Left;
            if (fits)
            {
                FieldCursor value = data.Slice(length);
                DescribeParameter(key, ref value);
            }
            data.Sink.Close();
            if (!fits)
                return;
            data.Skip(length);
        }
    }

    private static void DescribeParameter(int key, ref FieldCursor value)
    {
        bool fits = true;
        while (fits && value.Left > 0)
        {
            fits = key switch
            {
                0 => value.Number(SvcbSvcparamMandatoryKey, 2),
                1 => value.CountedAscii(SvcbSvcparamAlpnLength, SvcbSvcparamAlpn),
                3 => value.Number(SvcbSvcparamPort, 2),
                4 => value.Octets(SvcbSvcparamIpv4hintIp, 4),
                5 => value.RestAsOctets(SvcbSvcparamEchconfig),
                6 => value.Octets(SvcbSvcparamIpv6hintIp, 16),
                32769 => value.RestAsOctets(SvcbSvcparamOdohconfig),
                _ => value.RestAsOctets(SvcbSvcparamValue),
            };
        }
    }

    private static void DescribeForwarded(ref FieldCursor data)
    {
        if (!data.Number(XpfIpVersion, 1, out int version) || !data.Number(XpfProtocol, 1))
            return;
        bool fits = version switch
        {
            4 => data.Octets(XpfSourceIpv4, 4) && data.Octets(XpfDestinationIpv4, 4),
            6 => data.Octets(XpfSourceIpv6, 16) && data.Octets(XpfDestinationIpv6, 16),
            _ => false,
        };
        _ = fits && data.Number(XpfSport, 2) && data.Number(XpfDport, 2);
    }
}
