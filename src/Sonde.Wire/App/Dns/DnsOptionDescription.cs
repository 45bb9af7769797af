using static System.Buffers.Binary.BinaryPrimitives;
using static Sonde.Wire.DnsOptionFields;

namespace Sonde.Wire;

/// <summary>Adds EDNS options (RFC 6891 §6.1.2) and stateful operations (RFC 8490 §5.4): both are lists of type, length, value.</summary>
internal static class DnsOptionDescription
{
    private const int ClientCookieLength = 8; // octets, RFC 7873 §4

    public static bool Describe(ref FieldCursor data)
    {
        while (data.Left >= 4)
        {
            int code = ReadUInt16BigEndian(data.Rest);
            int length = ReadUInt16BigEndian(data.Rest[2..]);
            data.Sink.Open(Opt, data.At, Math.Min(4 + length, data.Left));
            data.Number(OptCode, 2);
            data.Number(OptLen, 2);
            bool fits = length <= data.Left;
            if (fits && length > 0)
            {
                data.Sink.Add(OptData, data.At, length, data.Rest[..length]);
                FieldCursor value = data.Slice(length);
                DescribeValue(code, ref value);
            }
            data.Sink.Close();
            if (!fits)
                return false;
            data.Skip(length);
        }
        return true;
    }

    /// <summary>Adds what follows the header of a stateful operation.</summary>
    public static void DescribeStateful(ReadOnlySpan<byte> message, FieldSink sink)
    {
        var data = new FieldCursor(message, DnsMessage.HeaderSize, message.Length, sink);
        if (data.Left == 0)
            return;
        sink.Open(Dso, data.At, data.Left);
        bool fits = true;
        while (fits && data.Left >= 4)
        {
            int type = ReadUInt16BigEndian(data.Rest);
            int length = ReadUInt16BigEndian(data.Rest[2..]);
            sink.Open(DsoTlv, data.At, Math.Min(4 + length, data.Left));
            data.Number(DsoTlvType, 2);
            data.Number(DsoTlvLength, 2);
            fits = length <= data.Left;
            if (fits)
            {
                FieldCursor value = data.Slice(length);
                DescribeOperation(type, ref value);
                data.Skip(length);
            }
            sink.Close();
        }
        sink.Close();
    }

    private static void DescribeOperation(int type, ref FieldCursor value)
    {
        _ = type switch
        {
            1 => value.Number(DsoTlvKeepaliveInactivity, 4) && value.Number(DsoTlvKeepaliveInterval, 4),
            2 => value.Number(DsoTlvRetrydelayRetrydelay, 4),
            3 => value.RestAsOctets(DsoTlvEncpadPadding),
            _ => value.RestAsOctets(DsoTlvData),
        };
    }

    private static void DescribeValue(int code, ref FieldCursor value)
    {
        switch (code)
        {
            case 5 or 6 or 7:
                Field field =
                    code == 5 ? OptDau
                    : code == 6 ? OptDhu
                    : OptN3u;
                while (value.Left > 0)
                    value.Number(field, 1);
                break;
            case 8 or 20730:
                DescribeClientSubnet(ref value);
                break;
            case 10:
                if (value.Octets(OptCookieClient, Math.Min(ClientCookieLength, value.Left)))
                    value.RestAsOctets(OptCookieServer);
                break;
            case 11:
                value.Number(OptEdnsTcpKeepaliveTimeout, 2);
                break;
            case 12:
                value.RestAsOctets(OptPadding);
                break;
            case 13:
                value.Name(OptChainFqdn);
                break;
            case 15:
                if (value.Number(OptExtErrorInfoCode, 2) && value.Left > 0)
                    value.Utf8(OptExtErrorExtraText, value.Left);
                break;
            default:
                break;
        }
    }

    private static void DescribeClientSubnet(ref FieldCursor value)
    {
        if (
            !value.Number(OptClientFamily, 2, out int family)
            || !value.Number(OptClientNetmask, 1)
            || !value.Number(OptClientScope, 1)
        )
            return;
        _ = family switch
        {
            1 => value.Address(OptClientAddr4, value.Left, 4),
            2 => value.Address(OptClientAddr6, value.Left, 16),
            _ => value.RestAsOctets(OptClientAddr),
        };
    }
}
