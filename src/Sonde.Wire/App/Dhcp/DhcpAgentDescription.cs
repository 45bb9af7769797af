using static Sonde.Wire.DhcpAgentFields;
using static Sonde.Wire.DhcpFields;

namespace Sonde.Wire;

/// <summary>Adds what relay agents wrote: option 82, RFC 3046 §2.</summary>
internal static class DhcpAgentDescription
{
    public static void Describe(ref FieldCursor data)
    {
        while (data.Left > 0)
        {
            int code = data.Rest[0];
            if (!data.Number(AgentSuboption, 1))
                return;
            if (!data.Number(OptionSuboptionLength, 1, out int length) || length > data.Left)
                return;
            if (length > 0)
                data.Sink.Add(AgentValue, data.At, length, data.Rest[..length]);
            FieldCursor value = data.Slice(length);
            DescribeValue(code, ref value);
            data.Skip(length);
        }
    }

    private static void DescribeValue(int code, ref FieldCursor value)
    {
        _ = code switch
        {
            1 => value.RestAsOctets(AgentAgentCircuitId),
            2 => value.RestAsOctets(AgentAgentRemoteId),
            3 => value.RestAsOctets(AgentReserved),
            4 => value.Number(AgentDocsisDeviceClass, 4),
            5 => value.Octets(AgentLinkSelection, 4),
            6 => value.ZeroTerminated(AgentSubscriberId),
            7 => value.RestAsOctets(AgentRadiusAttributes),
            8 => value.RestAsOctets(AgentAuthentication),
            9 => DescribeVendor(ref value),
            10 => value.Number(AgentFlags, 1),
            11 => value.Octets(AgentServerIdOverride, 4),
            12 => value.RestAsOctets(AgentRelayAgentId),
            14 => value.Utf8(AgentAniNetworkName, value.Left),
            15 => value.Utf8(AgentAniApName, value.Left),
            16 => value.Octets(AgentAniApBssid, 6),
            17 => value.RestAsOctets(AgentAniOperatorId),
            18 => value.Utf8(AgentAniOperatorRealm, value.Left),
            150 => value.Octets(AgentLinkSelectionCisco, 4),
            152 => value.Octets(AgentServerIdOverrideCisco, 4),
            _ => true,
        };
    }

    /// <summary>RFC 4243 §4.</summary>
    private static bool DescribeVendor(ref FieldCursor value)
    {
        while (value.Number(AgentViEnterprise, 4) && value.Number(AgentViDataLength, 1, out int length))
        {
            if (!value.Octets(AgentValue, length))
                return false;
        }
        return true;
    }
}
