namespace Sonde.Wire;

/// <summary>The registered chunk types, error causes and payload protocols of SCTP (IANA) in words.</summary>
public static class SctpNames
{
    /// <summary>A chunk type in words, or null.</summary>
    public static string? ChunkName(ulong value) =>
        value switch
        {
            0 => "DATA",
            1 => "INIT",
            2 => "INIT_ACK",
            3 => "SACK",
            4 => "HEARTBEAT",
            5 => "HEARTBEAT_ACK",
            6 => "ABORT",
            7 => "SHUTDOWN",
            8 => "SHUTDOWN_ACK",
            9 => "ERROR",
            10 => "COOKIE_ECHO",
            11 => "COOKIE_ACK",
            12 => "ECNE",
            13 => "CWR",
            14 => "SHUTDOWN_COMPLETE",
            15 => "AUTH",
            16 => "NR_SACK",
            64 => "I_DATA",
            128 => "ASCONF_ACK",
            130 => "RE_CONFIG",
            132 => "PAD",
            192 => "FORWARD_TSN",
            193 => "ASCONF",
            194 => "I_FORWARD_TSN",
            _ => null,
        };

    /// <summary>An error cause in words, RFC 9260 §3.3.10, or null.</summary>
    public static string? CauseName(ulong value) =>
        value switch
        {
            1 => "Invalid stream identifier",
            2 => "Missing mandatory parameter",
            3 => "Stale cookie error",
            4 => "Out of resource",
            5 => "Unresolvable address",
            6 => "Unrecognized chunk type",
            7 => "Invalid mandatory parameter",
            8 => "Unrecognized parameters",
            9 => "No user data",
            10 => "Cookie received while shutting down",
            11 => "Restart of an association with new addresses",
            12 => "User initiated ABORT",
            13 => "Protocol violation",
            _ => null,
        };

    /// <summary>A payload protocol identifier in words, or null.</summary>
    public static string? PayloadName(ulong value) =>
        value switch
        {
            0 => "not specified",
            1 => "IUA",
            2 => "M2UA",
            3 => "M3UA",
            4 => "SUA",
            5 => "M2PA",
            6 => "V5UA",
            7 => "H.248",
            8 => "BICC/Q.2150.3",
            11 => "ASAP",
            12 => "ENRP",
            18 => "S1 Application Protocol (S1AP)",
            27 => "X2AP",
            46 => "Diameter",
            47 => "Diameter over DTLS",
            50 => "WebRTC Control",
            51 => "WebRTC String",
            53 => "WebRTC Binary",
            60 => "NGAP",
            61 => "XnAP",
            62 => "F1 AP",
            64 => "E1 AP",
            _ => null,
        };
}
