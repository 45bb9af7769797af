namespace Sonde.Wire;

/// <summary>Message types of GTP versions 0 and 1 in words, 3GPP TS 29.060 §7.1 and TS 29.281 §6.1.</summary>
public static class GtpNames
{
    /// <summary>A message type in words, or null.</summary>
    public static string? MessageName(ulong value) =>
        value switch
        {
            <= 62 => PathOrContext(value),
            70 => "MS info change notification request",
            >= 96 and <= 121 => Multicast(value),
            128 => "MS info change notification request",
            129 => "MS info change notification response",
            240 => "Data record transfer request",
            241 => "Data record transfer response",
            254 => "End Marker",
            Gtp.UserPacket => "T-PDU",
            _ => null,
        };

    private static string? PathOrContext(ulong value) =>
        value switch
        {
            1 => "Echo request",
            2 => "Echo response",
            3 => "Version not supported",
            4 => "Node alive request",
            5 => "Node alive response",
            6 => "Redirection request",
            7 => "Redirection response",
            16 => "Create PDP context request",
            17 => "Create PDP context response",
            18 => "Update PDP context request",
            19 => "Update PDP context response",
            20 => "Delete PDP context request",
            21 => "Delete PDP context response",
            22 => "Initiate PDP context activation request",
            23 => "Initiate PDP context activation response",
            24 => "Delete AA PDP context request",
            25 => "Delete AA PDP context response",
            26 => "Error indication",
            27 => "PDU notification request",
            28 => "PDU notification response",
            29 => "PDU notification reject request",
            30 => "PDU notification reject response",
            31 => "Supported extension header notification",
            32 => "Send routing information for GPRS request",
            33 => "Send routing information for GPRS response",
            34 => "Failure report request",
            35 => "Failure report response",
            36 => "Note MS GPRS present request",
            37 => "Note MS GPRS present response",
            48 => "Identification request",
            49 => "Identification response",
            50 => "SGSN context request",
            51 => "SGSN context response",
            52 => "SGSN context acknowledgement",
            53 => "Forward relocation request",
            54 => "Forward relocation response",
            55 => "Forward relocation complete",
            56 => "Relocation cancel request",
            57 => "Relocation cancel response",
            58 => "Forward SRNS context",
            59 => "Forward relocation complete acknowledge",
            60 => "Forward SRNS context acknowledge",
            61 => "UE registration query request",
            62 => "UE registration query response",
            _ => null,
        };

    private static string? Multicast(ulong value) =>
        value switch
        {
            96 => "MBMS notification request",
            97 => "MBMS notification response",
            98 => "MBMS notification reject request",
            99 => "MBMS notification reject response",
            100 => "Create MBMS context request",
            101 => "Create MBMS context response",
            102 => "Update MBMS context request",
            103 => "Update MBMS context response",
            104 => "Delete MBMS context request",
            105 => "Delete MBMS context response",
            112 => "MBMS registration request",
            113 => "MBMS registration response",
            114 => "MBMS de-registration request",
            115 => "MBMS de-registration response",
            116 => "MBMS session start request",
            117 => "MBMS session start response",
            118 => "MBMS session stop request",
            119 => "MBMS session stop response",
            120 => "MBMS session update request",
            121 => "MBMS session update response",
            _ => null,
        };
}
