using static Sonde.Wire.DhcpFields;

namespace Sonde.Wire;

/// <summary>Adds a client identifier: RFC 2132 §9.14, with the DUIDs of RFC 4361 §6.1.</summary>
internal static class DhcpIdentifierDescription
{
    private const byte DuidType = 255;

    public static void Describe(ref FieldCursor data)
    {
        if (data.Left < 1)
            return;
        byte type = data.Rest[0];
        if (type == DuidType)
        {
            DescribeDuid(ref data);
            return;
        }
        if (data.Left == 7 && type is > 0 and < 48)
        {
            _ = data.Number(HwType, 1) && data.Octets(HwMacAddr, 6);
            return;
        }
        if (data.Left == 17 && type == 0)
        {
            _ = data.Skip(1) && data.Guid(ClientIdUuid);
            return;
        }
        if (type == 0 && data.Left > 1)
        {
            _ =
                data.Number(ClientIdType, 1)
                && data.Rest.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0
                && data.Ascii(ClientIdUndef, data.Left);
        }
    }

    private static void DescribeDuid(ref FieldCursor data)
    {
        if (!data.Skip(1) || !data.HexText(ClientIdIaid, 4) || !data.Number(ClientIdDuidType, 2, out int kind))
            return;
        switch (kind)
        {
            case 1:
                _ =
                    data.Number(ClientIdDuidLltHwType, 2)
                    && data.Number(ClientIdTime, 4)
                    && data.Left > 0
                    && data.HexText(ClientIdLinkLayerAddress, data.Left, ':');
                break;
            case 2:
                if (data.Number(ClientIdEnterpriseNum, 4))
                    data.RestAsOctets(ClientId);
                break;
            case 3:
                _ =
                    data.Number(ClientIdDuidLlHwType, 2)
                    && data.Left > 0
                    && data.HexText(ClientIdLinkLayerAddress, data.Left, ':');
                break;
            default:
                break;
        }
    }
}
