namespace Sonde.Wire;

/// <summary>Names of versions, messages, extensions and alerts, IANA "TLS Parameters".</summary>
public static class TlsNames
{
    /// <summary>The name of a version, such as <c>TLS 1.2</c>; null when it has none.</summary>
    public static string? Version(ushort value) =>
        value switch
        {
            TlsVersions.Ssl2 => "SSL 2.0",
            TlsVersions.Ssl3 => "SSL 3.0",
            TlsVersions.Tls10 => "TLS 1.0",
            TlsVersions.Tls11 => "TLS 1.1",
            TlsVersions.Tls12 => "TLS 1.2",
            TlsVersions.Tls13 => "TLS 1.3",
            TlsVersions.Gmtls => "GMTLS",
            TlsVersions.Dtls10 => "DTLS 1.0",
            TlsVersions.Dtls12 => "DTLS 1.2",
            TlsVersions.Dtls13 => "DTLS 1.3",
            0x0100 => "DTLS 1.0 (OpenSSL pre 0.9.8f)",
            >= 0x7f0e and <= 0x7f1c or 0xfb17 or 0xfb1a => "TLS 1.3 (draft)",
            _ => TlsGrease.Is(value) ? TlsGrease.Name : null,
        };

    /// <summary>The name of a record's content; null when it has none.</summary>
    public static string? ContentType(byte value) =>
        value switch
        {
            20 => "Change Cipher Spec",
            21 => "Alert",
            22 => "Handshake",
            23 => "Application Data",
            24 => "Heartbeat",
            _ => null,
        };

    /// <summary>The level of an alert; null when it has none.</summary>
    public static string? AlertLevel(byte value) =>
        value switch
        {
            1 => "Warning",
            2 => "Fatal",
            _ => null,
        };

    /// <summary>The name of a handshake message; null when it has none.</summary>
    public static string? Handshake(byte value) =>
        value switch
        {
            0 => "Hello Request",
            1 => "Client Hello",
            2 => "Server Hello",
            3 => "Hello Verify Request",
            4 => "New Session Ticket",
            5 => "End of Early Data",
            6 => "Hello Retry Request",
            8 => "Encrypted Extensions",
            11 => "Certificate",
            12 => "Server Key Exchange",
            13 => "Certificate Request",
            14 => "Server Hello Done",
            15 => "Certificate Verify",
            16 => "Client Key Exchange",
            20 => "Finished",
            21 => "Client Certificate URL",
            22 => "Certificate Status",
            23 => "Supplemental Data",
            24 => "Key Update",
            25 => "Compressed Certificate",
            67 => "Next Protocol",
            _ => null,
        };

    /// <summary>The name of an alert, RFC 8446 §6; null when it has none.</summary>
    public static string? Alert(byte value) =>
        value switch
        {
            0 => "Close Notify",
            1 => "End of Early Data",
            10 => "Unexpected Message",
            20 => "Bad Record MAC",
            21 => "Decryption Failed",
            22 => "Record Overflow",
            30 => "Decompression Failure",
            40 => "Handshake Failure",
            41 => "No Certificate",
            42 => "Bad Certificate",
            43 => "Unsupported Certificate",
            44 => "Certificate Revoked",
            45 => "Certificate Expired",
            46 => "Certificate Unknown",
            47 => "Illegal Parameter",
            48 => "Unknown CA",
            49 => "Access Denied",
            50 => "Decode Error",
            51 => "Decrypt Error",
            60 => "Export Restriction",
            70 => "Protocol Version",
            71 => "Insufficient Security",
            80 => "Internal Error",
            86 => "Inappropriate Fallback",
            90 => "User Canceled",
            100 => "No Renegotiation",
            109 => "Missing Extension",
            110 => "Unsupported Extension",
            111 => "Certificate Unobtainable",
            112 => "Unrecognized Name",
            113 => "Bad Certificate Status Response",
            114 => "Bad Certificate Hash Value",
            115 => "Unknown PSK Identity",
            116 => "Certificate Required",
            120 => "No application Protocol",
            121 => "ECH Required",
            _ => null,
        };

    /// <summary>The name of an extension; null when it has none.</summary>
    public static string? Extension(ushort value) =>
        TlsGrease.Is(value)
            ? TlsGrease.Name
            : value switch
            {
                0 => "server_name",
                1 => "max_fragment_length",
                2 => "client_certificate_url",
                3 => "trusted_ca_keys",
                4 => "truncated_hmac",
                5 => "status_request",
                6 => "user_mapping",
                7 => "client_authz",
                8 => "server_authz",
                9 => "cert_type",
                10 => "supported_groups",
                11 => "ec_point_formats",
                12 => "srp",
                13 => "signature_algorithms",
                14 => "use_srtp",
                15 => "heartbeat",
                16 => "application_layer_protocol_negotiation",
                17 => "status_request_v2",
                18 => "signed_certificate_timestamp",
                19 => "client_certificate_type",
                20 => "server_certificate_type",
                21 => "padding",
                22 => "encrypt_then_mac",
                23 => "extended_master_secret",
                24 => "token_binding",
                25 => "cached_info",
                27 => "compress_certificate",
                28 => "record_size_limit",
                34 => "delegated_credentials",
                35 => "session_ticket",
                40 => "key_share (draft)",
                41 => "pre_shared_key",
                42 => "early_data",
                43 => "supported_versions",
                44 => "cookie",
                45 => "psk_key_exchange_modes",
                46 => "ticket_early_data_info (draft)",
                47 => "certificate_authorities",
                48 => "oid_filters",
                49 => "post_handshake_auth",
                50 => "signature_algorithms_cert",
                51 => "key_share",
                52 => "transparency_info",
                53 => "connection_id (deprecated)",
                54 => "connection_id",
                55 => "external_id_hash",
                56 => "external_session_id",
                57 => "quic_transport_parameters",
                58 => "ticket_request",
                59 => "dnssec_chain",
                13172 => "next_protocol_negotiation",
                17513 => "application_settings",
                30031 => "channel_id_old",
                30032 => "channel_id",
                65037 => "encrypted_client_hello",
                65281 => "renegotiation_info",
                65445 => "quic_transport_parameters (drafts version)",
                65486 => "encrypted_server_name",
                _ => null,
            };
}
